"""Who may come to approval and sending, and how its screens look."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.dates import month_name
from newsletter.actions.move_mailing import NotNow
from newsletter.actions.open_mailing import mailing_of

if TYPE_CHECKING:
    from cms.models import User
    from newsletter.models import Mailing

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

ICON: Final = "mail"
_MONTH: Final = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def may(permission: str) -> Callable[[View[P]], View[P]]:
    """Only for who has `newsletter.<permission>`; Wagtail tells others that they may not."""

    def guarded(view: View[P]) -> View[P]:
        @wraps(view)
        def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.has_perm(f"newsletter.{permission}"):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return cast("View[P]", answer)

    return guarded


def for_mailing(
    view: Callable[Concatenate[HttpRequest, Mailing, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
    """The view is given the month's mailing; who came too late is told and led to its screen."""

    @wraps(view)
    def answer(request: HttpRequest, month: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        mailing = mailing_of(month_from(month))
        if mailing is None:
            raise Http404("no mailing of that month")
        try:
            return view(request, mailing, *args, **kwargs)
        except NotNow as refused:
            messages.error(
                request,
                _("Someone was faster: the letter’s state is “%(state)s” now. Nothing was done.")
                % {"state": refused.state.label},
            )
            return to_month(mailing.month)

    return cast("Callable[Concatenate[HttpRequest, str, P], HttpResponse]", answer)


def month_from(text: str) -> date:
    """The first day of "2026-11". Raises Http404."""
    found = _MONTH.fullmatch(text)
    if found is None:
        raise Http404("not a month")
    return date(int(found[1]), int(found[2]), 1)


def written(month: date) -> str:
    """As it stands in addresses."""
    return f"{month:%Y-%m}"


def to_month(month: date) -> HttpResponse:
    return redirect("newsletter_mailings:month", written(month))


def who(request: HttpRequest) -> User:
    """The user; the admin has turned away everyone else."""
    return cast("User", request.user)


def named(month: date) -> str:
    """The month in words of the admin's language."""
    return month_name(month, get_language() or "ar")


def screen(
    request: HttpRequest,
    template: str,
    title: str,
    *,
    month: date | None = None,
    status: int = 200,
    **context: Any,
) -> TemplateResponse:
    """A page of the admin; with `month` it lies below that month's screen."""
    trail = [{"url": reverse("newsletter_mailings:index"), "label": _("Approval and sending")}]
    if month is not None:
        address = reverse("newsletter_mailings:month", args=[written(month)])
        trail.append({"url": address, "label": named(month)})
    crumbs = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        *trail,
        {"url": "", "label": title},
    ]
    furniture = {
        "header_title": title,
        "header_icon": ICON,
        "breadcrumbs_items": crumbs,
        "now": timezone.now(),
        "month": month,
        "month_key": written(month) if month else "",
    }
    return TemplateResponse(
        request, f"newsletter/mailings/{template}.html", furniture | context, status=status
    )
