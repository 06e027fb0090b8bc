"""Which ratings may a user see, and whose comments may they take out?

Who may edit a page sees what readers say of it; for contributors these are the pages of their
entity (docs/adr/0012). Taking out is for those who publish the page: nobody removes what readers
hold against their own text without being answerable for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.access.roles import Role, has_role
from cms.feedback.models import RatedKind, Rating
from cms.feedback.subjects import THINGS

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cms.models import User

SEES = "change"
MODERATES = "publish"


def reports_to(user: User) -> bool:
    """Whether the report may have anything for this user."""
    policy = policy_registry.get_by_type(Page)
    return bool(policy.user_has_any_permission(user, [SEES, MODERATES])) or bool(_things(user))


def visible(user: User) -> QuerySet[Rating]:
    return _within(user, SEES)


def moderated(user: User) -> QuerySet[Rating]:
    return _within(user, MODERATES)


def _within(user: User, action: str) -> QuerySet[Rating]:
    policy = policy_registry.get_by_type(Page)
    pages = policy.instances_user_has_permission_for(user, action)
    allowed = Q(page_id__in=pages.order_by().values("pk")) | Q(kind__in=_things(user))
    if has_role(user, Role.EDITOR, Role.ADMINISTRATOR):
        allowed |= Q(kind=RatedKind.PAGE, page=None)  # of pages that were deleted
    return Rating.objects.filter(allowed)


def _things(user: User) -> list[str]:
    """The kinds outside the tree of pages that the user edits."""
    return [kind.value for kind in THINGS if user.has_perm(f"cms.change_{kind.value}")]
