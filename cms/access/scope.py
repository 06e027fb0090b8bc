"""How far does a user see: the whole house, one entity, or nothing?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cms.access.roles import Role, members, roles_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from cms.models import User

#: The scope of a contributor without an entity: no row has this number.
NO_ENTITY = 0


def entity_scope(user: User | AnonymousUser) -> int | None:
    """The id of the one entity whose content the user may see; None for the whole house.

    Contributors are bound to their entity until they are given another role; a contributor of
    no entity sees nothing (`NO_ENTITY`).
    """
    roles = roles_of(user)
    if roles != {Role.CONTRIBUTOR}:
        return None
    return getattr(user, "entity_id", None) or NO_ENTITY


def bound_to_entities() -> QuerySet[User]:
    """All users whose `entity_scope` is not the whole house."""
    others = members(*(frozenset(Role) - {Role.CONTRIBUTOR}))
    bound = members(Role.CONTRIBUTOR).filter(is_superuser=False)
    return bound.exclude(pk__in=others.values("pk"))
