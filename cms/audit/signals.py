"""What happens to accounts, as it happens: told to the trail by the signals of those who do it.

No row holds an address or a name; the trail finds them when it is read, while they exist.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth import get_user_model, user_logged_in, user_logged_out, user_login_failed
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from wagtail.models import ModelLogEntry

from cms.access.roles import Role
from cms.audit.events import AuditEvent
from cms.audit.record import record, record_failed_login, record_failure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cms.models import User

#: Where the user's row as it was waits between the two signals of one save.
_BEFORE = "_audit_before"

_WATCHED = ("is_active", "is_superuser", "password", "entity_id")


def connect() -> None:
    """Once, when all apps are ready."""
    user_model = get_user_model()
    user_logged_in.connect(logged_in, dispatch_uid="audit.logged_in")
    user_logged_out.connect(logged_out, dispatch_uid="audit.logged_out")
    user_login_failed.connect(login_failed, dispatch_uid="audit.login_failed")
    pre_save.connect(remember, sender=user_model, dispatch_uid="audit.remember")
    post_save.connect(user_saved, sender=user_model, dispatch_uid="audit.user_saved")
    post_delete.connect(user_deleted, sender=user_model, dispatch_uid="audit.user_deleted")
    m2m_changed.connect(
        roles_changed, sender=user_model.groups.through, dispatch_uid="audit.roles_changed"
    )
    pre_save.connect(nameless, sender=ModelLogEntry, dispatch_uid="audit.nameless")
    if apps.is_installed("allauth.mfa"):
        failed = import_module("allauth.mfa.signals").authentication_failed
        failed.connect(second_factor_failed, dispatch_uid="audit.second_factor_failed")


def logged_in(user: User, **_of_the_signal: Any) -> None:
    record(AuditEvent.LOGGED_IN, user, by=user)


def logged_out(user: User | None, **_of_the_signal: Any) -> None:
    if user is not None:
        record(AuditEvent.LOGGED_OUT, user, by=user)


def login_failed(credentials: dict[str, Any], **_of_the_signal: Any) -> None:
    told = (credentials.get(name) for name in ("username", "email", "login"))
    record_failed_login(next((str(address) for address in told if address), ""))


def second_factor_failed(user: User, **_of_the_signal: Any) -> None:
    record_failure(AuditEvent.SECOND_FACTOR_FAILED, user)


def nameless(sender: Any, instance: ModelLogEntry, **_of_the_signal: Any) -> None:
    """Wagtail would keep the user's name or address as the label of what was done to them."""
    users = ContentType.objects.get_for_model(get_user_model())
    if instance.content_type_id == users.pk:
        instance.label = f"#{instance.object_id}"


def remember(sender: Any, instance: User, raw: bool = False, **_of_the_signal: Any) -> None:
    if not raw and instance.pk is not None:
        row = get_user_model()._default_manager.filter(pk=instance.pk).values(*_WATCHED).first()
        setattr(instance, _BEFORE, row)


def user_saved(
    sender: Any,
    instance: User,
    created: bool,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **_of_the_signal: Any,
) -> None:
    if raw:
        return
    before = instance.__dict__.pop(_BEFORE, None)
    if created or before is None:
        record(AuditEvent.USER_CREATED, instance)
        if instance.is_superuser:
            record(AuditEvent.ALL_RIGHTS_GIVEN, instance)
        return
    if before["is_active"] != instance.is_active:
        told_active(instance, active=instance.is_active)
    if before["is_superuser"] != instance.is_superuser:
        given = instance.is_superuser
        event = AuditEvent.ALL_RIGHTS_GIVEN if given else AuditEvent.ALL_RIGHTS_TAKEN
        record(event, instance)
    if before["entity_id"] != instance.entity_id:
        data = {"from": before["entity_id"], "to": instance.entity_id}
        record(AuditEvent.ENTITY_CHANGED, instance, data=data)
    # Alone, it is Django that writes the same password under a newer algorithm.
    if before["password"] != instance.password and update_fields != frozenset({"password"}):
        record(AuditEvent.PASSWORD_CHANGED, instance)


def told_active(user: User, *, active: bool) -> None:
    event = AuditEvent.USER_ACTIVATED if active else AuditEvent.USER_DEACTIVATED
    record(event, user)


def user_deleted(sender: Any, instance: User, **_of_the_signal: Any) -> None:
    record(AuditEvent.USER_DELETED, instance)


def roles_changed(
    sender: Any,
    instance: User | Group,
    action: str,
    reverse: bool,
    pk_set: set[int] | None,
    **_of_the_signal: Any,
) -> None:
    """From either side: groups set on a user, or users put into a group."""
    events = {
        "post_add": AuditEvent.ROLE_GIVEN,
        "post_remove": AuditEvent.ROLE_TAKEN,
        "pre_clear": AuditEvent.ROLE_TAKEN,  # after it nobody knows what was there
    }
    event = events.get(action)
    if event is None:
        return
    users, groups = _sides(instance, reverse=reverse, pk_set=pk_set)
    names = [_code(group) for group in groups]
    for user in users if names else ():
        record(event, user, data={"roles": names})


def _sides(
    instance: User | Group, *, reverse: bool, pk_set: set[int] | None
) -> tuple[Iterable[User], Iterable[Group]]:
    if isinstance(instance, Group):
        users = get_user_model()._default_manager.all()
        return (
            users.filter(groups=instance) if pk_set is None else users.filter(pk__in=pk_set),
            [instance],
        )
    groups = instance.groups.all() if pk_set is None else Group.objects.filter(pk__in=pk_set)
    return [instance], groups.order_by("pk")


def _code(group: Group) -> str:
    """The role's own code, or the number of a group that is no role."""
    by_name = {role.group_name: role.value for role in Role}
    return by_name.get(group.name, f"group-{group.pk}")
