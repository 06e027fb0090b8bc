"""All months: which have an issue, and how far its letter is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from newsletter.models import IssuePage, Mailing, MailingState
from newsletter.views.mailings.doors import may, screen, written

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

PER_PAGE = 24


@dataclass(frozen=True, slots=True)
class Row:
    """One month; `mailing` is None until something is done with its letter."""

    month: date
    mailing: Mailing | None

    @property
    def key(self) -> str:
        return written(self.month)

    @property
    def state(self) -> MailingState:
        return MailingState(self.mailing.state) if self.mailing else MailingState.DRAFT


@may("view_mailing")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found: dict[date, Mailing | None] = dict.fromkeys(
        IssuePage.objects.filter(alias_of__isnull=True).values_list("month", flat=True)
    )
    # The open one wins over those that were given up, the later over the earlier.
    given_up = {MailingState.CANCELLED, MailingState.MISSED}
    for mailing in sorted(
        Mailing.objects.select_related("segment"),
        key=lambda one: (one.state not in given_up, one.pk),
    ):
        found[mailing.month] = mailing
    rows = [Row(month, found[month]) for month in sorted(found, reverse=True)]
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    return screen(request, "index", _("Approval and sending"), rows=page)
