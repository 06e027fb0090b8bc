"""Who may come to approval and sending, and how its screens look."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cms.admin_screen import Guard, Screens, who
from cms.dates import month_name
from newsletter.actions.move_mailing import NotNow
from newsletter.actions.open_mailing import mailing_of
from newsletter.views.month_address import month_in, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.template.response import TemplateResponse

    from newsletter.models import Mailing

__all__ = [
    "ICON",
    "for_mailing",
    "may",
    "month_in",
    "named",
    "screen",
    "to_month",
    "who",
    "written",
]

P = ParamSpec("P")

ICON: Final = "mail"


may = Guard("newsletter")
_screen = Screens("newsletter/mailings", ICON)


def for_mailing(
    view: Callable[Concatenate[HttpRequest, Mailing, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
    """The view is given the month's mailing; who came too late is told and led to its screen."""

    @wraps(view)
    def answer(request: HttpRequest, month: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        mailing = mailing_of(month_in(month))
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


def to_month(month: date) -> HttpResponse:
    return redirect("newsletter_mailings:month", written(month))


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
    trail = [(reverse("newsletter_mailings:index"), _("Approval and sending"))]
    if month is not None:
        trail.append((reverse("newsletter_mailings:month", args=[written(month)]), named(month)))
    context |= {"month": month, "month_key": written(month) if month else ""}
    return _screen(request, template, title, trail=tuple(trail), status=status, **context)
