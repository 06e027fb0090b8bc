"""Who may come to the desk of the month's issue, and how its screens look."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from newsletter.models import NewsletterPage
from newsletter.month_issue import languages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cms.models import User
    from newsletter.models import IssuePage

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

ICON: Final = "mail"
#: Newsletter managers and administrators; editors only read and approve what they made.
RIGHT: Final = "newsletter.change_mailing"
_MONTH: Final = re.compile(r"([0-9]{4})-([0-9]{2})")


def may_compose(user: User) -> bool:
    """Whether the user puts letters together: by role, and by their rights on the sections."""
    if not user.has_perm(RIGHT):
        return False
    sections = NewsletterPage.objects.filter(
        locale__language_code__in=languages(), alias_of__isnull=True
    )
    rights = [section.permissions_for_user(user) for section in sections]
    return bool(rights) and all(tester.can_add_subpage() for tester in rights)


def may_edit(user: User, pages: Iterable[IssuePage]) -> bool:
    """Whether the user may edit the issue in each of its languages."""
    return all(page.permissions_for_user(user).can_edit() for page in pages)


def for_managers(view: View[P]) -> View[P]:
    """Only for those who put letters together; Wagtail tells others that they may not."""

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not may_compose(who(request)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return cast("View[P]", answer)


def who(request: HttpRequest) -> User:
    """The user; the admin has turned away everyone else."""
    return cast("User", request.user)


def month_in(text: str) -> date:
    """The first day of the month "2026-11"; raises Http404 for what is no month."""
    found = _MONTH.fullmatch(text)
    if found is None:
        raise Http404("not a month")
    try:
        return date(int(found[1]), int(found[2]), 1)
    except ValueError as error:
        raise Http404("not a month") from error


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
        request, f"newsletter/compose/{template}.html", furniture | context, status=status
    )


def months_trail() -> tuple[str, str]:
    return reverse("newsletter_compose:index"), _("The month’s letter")


def month_address(month: date) -> str:
    return reverse("newsletter_compose:month", args=[f"{month:%Y-%m}"])
