"""Those who work in the house, each with a role."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from cms.access.roles import Role
from cms.models import Entity, EntityKind, User

PASSWORD = "a-long-password-of-tests"
_number = count(1)


def entity(slug: str = "", **fields: Any) -> Entity:
    slug = slug or f"entity-{next(_number)}"
    names = {"ar": f"جهة {slug}", "en": f"Entity {slug}"}
    return Entity.objects.create(
        **{"slug": slug, "name": names, "kind": EntityKind.AUTHORITY} | fields
    )


def user(*roles: Role, language: str = "ar", **fields: Any) -> User:
    """A user with these roles whose admin speaks `language`."""
    email = fields.pop("email", f"user-{next(_number)}@house.example")
    made = User.objects.create_user(email, PASSWORD, **fields)
    made.groups.set(Group.objects.filter(name__in=[role.group_name for role in roles]))
    profile = UserProfile.get_for_user(made)
    profile.preferred_language = language
    profile.save()
    return made


def contributor(of: Entity | None = None, **fields: Any) -> User:
    return user(Role.CONTRIBUTOR, entity=of or entity(), **fields)
