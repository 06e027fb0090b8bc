"""Who is told when an entity is invited? Its active contributors."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from cms.access.roles import Role, has_role, members
from cms.access.scope import entity_scope
from cms.models import Entity

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cms.models import User


def contacts_of(entity_id: int) -> QuerySet[User]:
    """The active contributors of an entity, by address."""
    return members(Role.CONTRIBUTOR).filter(entity_id=entity_id)


def entities_without_contact() -> QuerySet[Entity]:
    reached = members(Role.CONTRIBUTOR).filter(entity__isnull=False).values("entity")
    return cast("QuerySet[Entity]", Entity.objects.exclude(pk__in=reached))


def own_entity(user: User) -> int | None:
    """The id of the entity for which the user contributes; None when there is none."""
    scope = entity_scope(user)
    if scope is not None:
        return scope or None
    # Someone with a second role sees the whole house and contributes for their entity still.
    return user.entity_id if has_role(user, Role.CONTRIBUTOR) else None
