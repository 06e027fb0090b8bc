"""Who may come in, and how a screen of this feature looks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.contributions.contacts import own_entity

if TYPE_CHECKING:
    from datetime import date

    from cms.models import User

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

ICON = "mail"


def may(permission: str) -> Callable[[View[P]], View[P]]:
    """Only for who has `contributions.<permission>`; Wagtail tells others that they may not."""

    def guarded(view: View[P]) -> View[P]:
        @wraps(view)
        def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.has_perm(f"contributions.{permission}"):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return cast("View[P]", answer)

    return guarded


def for_contributors(
    view: Callable[Concatenate[HttpRequest, int, P], HttpResponse],
) -> View[P]:
    """Only for contributors; the view is given the id of their entity."""

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        entity = own_entity(who(request))
        if entity is None:
            raise PermissionDenied
        return view(request, entity, *args, **kwargs)

    return cast("View[P]", answer)


def who(request: HttpRequest) -> User:
    """The user; the admin has turned away everyone else."""
    return cast("User", request.user)


def today() -> date:
    """The day in the site's zone, whatever zone the reader's account has."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def screen(
    request: HttpRequest,
    template: str,
    title: str,
    *,
    trail: tuple[tuple[str, str], ...] = (),
    buttons: tuple[Any, ...] = (),
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
    return TemplateResponse(request, f"contributions/{template}.html", furniture | context)


def editors_trail() -> tuple[str, str]:
    return reverse("contributions:index"), _("Contributions")


def own_trail() -> tuple[str, str]:
    return reverse("contributions:mine"), _("Invitations of your entity")
