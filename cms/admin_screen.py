"""How does a screen of our own stand in the admin, and who may come to it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

if TYPE_CHECKING:
    from cms.models import User

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)
View = Callable[Concatenate[HttpRequest, P], R]


@dataclass(frozen=True, slots=True)
class Guard:
    """Views of an app for those alone who have a permission of it; `app` is its label."""

    app: str

    def __call__(self, permission: str) -> Callable[[View[P, R]], View[P, R]]:
        """Only for who has `<app>.<permission>`; Wagtail tells others that they may not."""

        def guarded(view: View[P, R]) -> View[P, R]:
            @wraps(view)
            def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> R:
                if not request.user.has_perm(f"{self.app}.{permission}"):
                    raise PermissionDenied
                return view(request, *args, **kwargs)

            return cast("View[P, R]", answer)

        return guarded


@dataclass(frozen=True, slots=True)
class Screens:
    """The screens of one feature: the folder of their templates, and their icon."""

    folder: str
    icon: str

    def __call__(
        self,
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
            "header_icon": self.icon,
            "breadcrumbs_items": crumbs,
            "header_buttons": sorted(buttons),
            "now": timezone.now(),
        }
        return TemplateResponse(
            request, f"{self.folder}/{template}.html", furniture | context, status=status
        )


def who(request: HttpRequest) -> User:
    """The user; the admin has turned away everyone else."""
    return cast("User", request.user)
