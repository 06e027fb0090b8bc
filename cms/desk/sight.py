"""Which pages may a user see here, and which may they open in the editor?

The desk asks the page policy and nobody else; a contributor's own entity is asked for once more,
so that a mistake in the one wall is no hole in both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.access.scope import entity_scope

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from cms.models import User


def visible_pages(user: User) -> QuerySet[Page]:
    """Pages whose titles the user may read in the admin; stand-ins for translations left out."""
    policy = policy_registry.get_by_type(Page)
    return _within(user, policy.explorable_instances(user)).filter(alias_of__isnull=True)


def editable_pages(user: User) -> QuerySet[Page]:
    policy = policy_registry.get_by_type(Page)
    pages = policy.instances_user_has_any_permission_for(user, {"change", "publish"})
    return _within(user, pages).filter(alias_of__isnull=True)


def editable_among(user: User, ids: Iterable[int]) -> set[int]:
    """One query, however many there are."""
    wanted = set(ids)
    if not wanted:
        return set()
    return set(editable_pages(user).filter(pk__in=wanted).values_list("pk", flat=True))


def place_of(page_id: int, editable: set[int]) -> str:
    """Where the admin shows the page to this user: the editor, or the explorer."""
    name = "wagtailadmin_pages:edit" if page_id in editable else "wagtailadmin_explore"
    return reverse(name, args=[page_id])


def _within(user: User, pages: QuerySet[Page]) -> QuerySet[Page]:
    scope = entity_scope(user)
    if scope is None:
        return pages
    own = Q(contentpage__entity_id=scope) | Q(owner=user, contentpage__entity__isnull=True)
    return pages.filter(own)
