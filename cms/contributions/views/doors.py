"""Who may come in, and how a screen of this feature looks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.admin_screen import Guard, Screens, who
from cms.contributions.contacts import own_entity

if TYPE_CHECKING:
    from datetime import date


__all__ = [
    "ICON",
    "editors_trail",
    "for_contributors",
    "may",
    "own_trail",
    "screen",
    "today",
    "who",
]

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

ICON = "mail"


may = Guard("contributions")
screen = Screens("contributions", ICON)


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


def today() -> date:
    """The day in the site's zone, whatever zone the reader's account has."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def editors_trail() -> tuple[str, str]:
    return reverse("contributions:index"), _("Contributions")


def own_trail() -> tuple[str, str]:
    return reverse("contributions:mine"), _("Invitations of your entity")
