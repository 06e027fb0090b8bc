"""Which pictures and documents may a user see and keep? Contributors: their entity's collection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from wagtail.models import Collection
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from cms.access.scope import entity_scope

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model, QuerySet

    from cms.models import User


class EntityFilePolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's policy; for a contributor, only what lies in their entity's collection."""

    def _collections_with_perm(self, user: User, actions: Iterable[str]) -> QuerySet[Collection]:
        collections = super()._collections_with_perm(user, actions)
        scope = entity_scope(user)
        if scope is None:
            return cast("QuerySet[Collection]", collections)
        return cast("QuerySet[Collection]", collections.filter(pk__in=_of_entity(scope)))

    def _check_perm(
        self, user: User, actions: Iterable[str], collection: Collection | None = None
    ) -> bool:
        if not super()._check_perm(user, actions, collection):
            return False
        scope = entity_scope(user)
        if scope is None:
            return True
        own = _of_entity(scope)
        return bool(own) if collection is None else collection.pk in own

    def instances_user_has_any_permission_for(
        self, user: User, actions: Iterable[str]
    ) -> QuerySet[Any]:
        files = super().instances_user_has_any_permission_for(user, actions)
        scope = entity_scope(user)
        if scope is not None:
            # Also what they own: a picture that was moved to another entity is that one's now.
            files = files.filter(collection__in=_of_entity(scope))
        return cast("QuerySet[Any]", files)


def _of_entity(scope: int) -> list[int]:
    """The entity's collection and those below it.

    By number, because the search index knows no more of a file's collection.
    """
    top = Collection.objects.filter(entity=scope).first()
    return list(top.get_descendants(inclusive=True).values_list("pk", flat=True)) if top else []


def file_policy(model: type[Model], auth_model: str) -> EntityFilePolicy:
    return EntityFilePolicy(model, auth_model=auth_model, owner_field_name="uploaded_by_user")
