"""Which roles are there, and who has one? A closed list; each is a group of Django's."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, cast

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

    from cms.models import User


class Role(StrEnum):
    EDITOR = "editor"
    DIRECTOR_GENERAL = "director-general"
    CONTRIBUTOR = "contributor"
    TRANSLATOR = "translator"
    REVIEWER = "reviewer"
    NEWSLETTER_MANAGER = "newsletter-manager"
    TOOLKIT_MANAGER = "toolkit-manager"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> _StrPromise:
        """The role's name in the active language."""
        return _LABELS[self]

    @property
    def group_name(self) -> str:
        """The name of the role's group; Wagtail shows it as it is, so it is in both languages."""
        return _GROUP_NAMES[self]


_LABELS: dict[Role, _StrPromise] = {
    Role.EDITOR: _("Editors"),
    Role.DIRECTOR_GENERAL: _("Director-general"),
    Role.CONTRIBUTOR: _("Entity contributors"),
    Role.TRANSLATOR: _("Translators"),
    Role.REVIEWER: _("Reviewers"),
    Role.NEWSLETTER_MANAGER: _("Newsletter managers"),
    Role.TOOLKIT_MANAGER: _("Toolkit managers"),
    Role.ADMINISTRATOR: _("Administrators"),
}

_GROUP_NAMES: dict[Role, str] = {
    Role.EDITOR: "المحررون · Editors",
    Role.DIRECTOR_GENERAL: "المدير العام · Director-general",
    Role.CONTRIBUTOR: "مساهمو الجهات · Entity contributors",
    Role.TRANSLATOR: "المترجمون · Translators",
    Role.REVIEWER: "المراجعون · Reviewers",
    Role.NEWSLETTER_MANAGER: "مديرو الرسالة الإخبارية · Newsletter managers",
    Role.TOOLKIT_MANAGER: "مديرو حقيبة الأدلة · Toolkit managers",
    Role.ADMINISTRATOR: "مديرو النظام · Administrators",
}

_BY_GROUP_NAME = {name: role for role, name in _GROUP_NAMES.items()}

#: Roles that publish (reviewers do, by their approval), send, or see subscribers: they need a
#: second factor at log-in.
GUARDED = frozenset(Role) - {Role.CONTRIBUTOR, Role.TRANSLATOR}

_CACHE = "_house_roles"


def roles_of(user: User | AnonymousUser) -> frozenset[Role]:
    """The user's roles, read once a request; a superuser is an administrator."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    known = getattr(user, _CACHE, None)
    if known is None:
        names = user.groups.values_list("name", flat=True)
        known = frozenset(_BY_GROUP_NAME[name] for name in names if name in _BY_GROUP_NAME)
        if user.is_superuser:
            known |= {Role.ADMINISTRATOR}
        setattr(user, _CACHE, known)
    return cast("frozenset[Role]", known)


def has_role(user: User | AnonymousUser, *roles: Role) -> bool:
    """Whether the user has any of the roles."""
    return not roles_of(user).isdisjoint(roles)


def members(*roles: Role) -> QuerySet[User]:
    """The active users who have any of the roles, by address."""
    users = get_user_model()._default_manager.filter(is_active=True)
    return users.filter(groups__name__in=[r.group_name for r in roles]).distinct().order_by("email")
