"""Who may come to the desk of the month's issue, and how its screens look."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.admin_screen import Screens, who
from newsletter.models import NewsletterPage
from newsletter.month_issue import languages
from newsletter.views.month_address import month_in, written

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cms.models import User
    from newsletter.models import IssuePage

__all__ = [
    "ICON",
    "RIGHT",
    "for_managers",
    "may_compose",
    "may_edit",
    "month_address",
    "month_in",
    "months_trail",
    "screen",
    "who",
]

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

ICON: Final = "mail"
#: Newsletter managers and administrators; editors only read and approve what they made.
RIGHT: Final = "newsletter.change_mailing"

screen = Screens("newsletter/compose", ICON)


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


def months_trail() -> tuple[str, str]:
    return reverse("newsletter_compose:index"), _("The month’s letter")


def month_address(month: date) -> str:
    return reverse("newsletter_compose:month", args=[written(month)])
