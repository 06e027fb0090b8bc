"""Who may come in, and how a screen about entities' items looks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.dates import month_name

if TYPE_CHECKING:
    from cms.models import User
    from newsletter.models import ItemCall

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

ICON = "mail"


def may(permission: str) -> Callable[[View[P]], View[P]]:
    """Only for who has `newsletter.<permission>`; Wagtail tells others that they may not."""

    def guarded(view: View[P]) -> View[P]:
        @wraps(view)
        def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.has_perm(f"newsletter.{permission}"):
                raise PermissionDenied
            response = view(request, *args, **kwargs)
            response["Cache-Control"] = "no-store"
            return response

        return cast("View[P]", answer)

    return guarded


def who(request: HttpRequest) -> User:
    """The user; the admin has turned away everyone else."""
    return cast("User", request.user)


def screen(
    request: HttpRequest,
    template: str,
    title: str,
    *,
    trail: tuple[tuple[str, str], ...] = (),
    buttons: tuple[Any, ...] = (),
    status: int = 200,
    **context: Any,
) -> TemplateResponse:
    """A page of the admin; `trail` are (address, label) of the screens above this one."""
    crumbs = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        *({"url": url, "label": label} for url, label in trail),
        {"url": "", "label": title},
    ]
    furniture = {
        "header_title": title,
        "header_icon": ICON,
        "breadcrumbs_items": crumbs,
        "header_buttons": list(buttons),
        "now": timezone.now(),
    }
    return TemplateResponse(
        request, f"newsletter/items/admin/{template}.html", furniture | context, status=status
    )


def name_of(call: ItemCall) -> str:
    return _("Items of %(month)s") % {"month": month_name(call.month, get_language() or "ar")}


def calls_trail() -> tuple[str, str]:
    return reverse("newsletter_items:index"), _("Items of entities")


def call_trail(call: ItemCall) -> tuple[str, str]:
    return reverse("newsletter_items:call", args=[call.pk]), name_of(call)


def contacts_trail() -> tuple[str, str]:
    return reverse("newsletter_items:contacts"), _("Contacts of entities")
