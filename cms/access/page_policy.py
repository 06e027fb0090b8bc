"""What may a user see and do with a page? Wagtail's rules, and the walls between entities.

A contributor's rights come from the section (add), and hold for all pages of their entity below
it, whoever began them; pages of other entities do not exist for them. Registered in Wagtail's
policy registry, so that explorer, search, reports, histories, bulk actions and the admin's API
ask here (B5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db.models import Q
from wagtail.models import Page, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from cms.access.scope import NO_ENTITY, bound_to_entities, entity_scope

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from cms.models import User

#: What a contributor may do with their entity's pages; publishing is the editors'.
CONTRIBUTORS_ACTIONS = frozenset({"add", "change"})


class EntityPagePolicy(PagePermissionPolicy):
    """Wagtail's policy for the house; for a contributor, only their entity's pages."""

    def user_has_any_permission_for_instance(
        self, user: User, actions: Iterable[str], instance: Page
    ) -> bool:
        scope = entity_scope(user)
        if scope is None:
            return bool(super().user_has_any_permission_for_instance(user, actions, instance))
        return bool(set(actions) & permissions_within(user, instance, scope))

    def instances_user_has_any_permission_for(
        self, user: User, actions: Iterable[str]
    ) -> QuerySet[Page]:
        scope = entity_scope(user)
        actions = set(actions)
        if scope is None:
            pages = super().instances_user_has_any_permission_for(user, actions)
        elif actions == {"add"}:
            pages = self._sections(user)
        elif actions & CONTRIBUTORS_ACTIONS:
            pages = self._own(user, scope)
        else:
            pages = self.model._default_manager.none()
        return cast("QuerySet[Page]", pages)

    def explorable_instances(self, user: User) -> QuerySet[Page]:
        scope = entity_scope(user)
        if scope is None:
            return cast("QuerySet[Page]", super().explorable_instances(user))
        sections = [p.page for p in self.get_cached_permissions_for_user(user)]
        if not sections:
            return cast("QuerySet[Page]", self.model._default_manager.none())
        pages = self._own(user, scope) | self._sections(user)
        for section in sections:
            pages |= self.model._default_manager.ancestor_of(section)
        top = self.model.base_page_model.objects.first_common_ancestor_of(sections)
        visible: QuerySet[Page] = pages.filter(path__startswith=top.path)
        return visible

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: Page, include_superusers: bool = True
    ) -> QuerySet[User]:
        users = super().users_with_any_permission_for_instance(
            actions, instance, include_superusers
        )
        strangers = bound_to_entities().exclude(entity_id=entity_of(instance) or NO_ENTITY)
        return cast("QuerySet[User]", users.exclude(pk__in=strangers.values("pk")))

    def _sections(self, user: User) -> QuerySet[Page]:
        ids = [p.page_id for p in self.get_cached_permissions_for_user(user)]
        return cast("QuerySet[Page]", self.model._default_manager.filter(pk__in=ids))

    def _own(self, user: User, scope: int) -> QuerySet[Page]:
        below = Q(pk__in=[])
        for permission in self.get_cached_permissions_for_user(user):
            below |= Q(path__startswith=permission.page.path)
        return cast(
            "QuerySet[Page]",
            self.model._default_manager.filter(below, contentpage__entity_id=scope),
        )


def entity_of(page: Page) -> int | None:
    """The id of the entity a page of any class belongs to; the stored one, not an unsaved one."""
    if page.pk is None:
        return cast("int | None", getattr(page, "entity_id", None))
    known = Page.objects.filter(pk=page.pk).values_list("contentpage__entity_id", flat=True)
    return cast("int | None", known.first())


def permissions_within(user: User, page: Page, scope: int) -> set[str]:
    """The actions a contributor of the entity `scope` may take on `page`."""
    granted = policy_registry.get_by_type(Page).get_cached_permissions_for_user(user)
    above = [row.page for row in granted if page.path.startswith(row.page.path)]
    if not above:
        return set()
    if entity_of(page) == scope:
        return {"change"}
    is_section = any(place.pk == page.pk for place in above)
    return {"add"} if is_section else set()


class EntityPermissionTester(PagePermissionTester):
    """What the admin's screens ask about one page; closed for a stranger in every question."""

    def __init__(self, user: User, page: Page) -> None:
        super().__init__(user, page)
        self._scope = entity_scope(user)
        if self._scope is not None and user.is_active:
            self.permissions = permissions_within(user, page, self._scope)

    @property
    def _is_foreign(self) -> bool:
        return self._scope is not None and "change" not in self.permissions

    def can_edit(self) -> bool:
        return not self._is_foreign and bool(super().can_edit())

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return not self._is_foreign and bool(super().can_delete(ignore_bulk))

    def can_view_revisions(self) -> bool:
        return not self._is_foreign and bool(super().can_view_revisions())

    def can_submit_for_moderation(self) -> bool:
        return not self._is_foreign and bool(super().can_submit_for_moderation())

    def can_lock(self) -> bool:
        return self._scope is None and bool(super().can_lock())

    def can_unlock(self) -> bool:
        return self._scope is None and bool(super().can_unlock())

    def can_move(self) -> bool:
        return self._scope is None and bool(super().can_move())

    def can_copy_to(self, destination: Page, recursive: bool = False) -> bool:
        return not self._is_foreign and bool(super().can_copy_to(destination, recursive))

    def can_add_subpage(self) -> bool:
        return (self._scope is None or "add" in self.permissions) and bool(
            super().can_add_subpage()
        )
