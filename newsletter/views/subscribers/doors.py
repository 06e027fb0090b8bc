"""Who may come in, and how a screen about the list looks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

if TYPE_CHECKING:
    from cms.models import User

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

ICON = "group"


def may(permission: str) -> Callable[[View[P]], View[P]]:
    """Only for who has `newsletter.<permission>`; Wagtail tells others that they may not."""

    def guarded(view: View[P]) -> View[P]:
        @wraps(view)
        def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.has_perm(f"newsletter.{permission}"):
                raise PermissionDenied
            return view(request, *args, **kwargs)

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
        "header_buttons": sorted(buttons),
    }
    return TemplateResponse(
        request, f"newsletter/subscribers/{template}.html", furniture | context, status=status
    )


def list_trail() -> tuple[str, str]:
    return reverse("newsletter_subscribers:index"), _("Subscribers")


def segments_trail() -> tuple[str, str]:
    return reverse("newsletter_subscribers:segments"), _("Segments")
