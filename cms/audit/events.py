"""What does the trail tell of accounts and exports? A closed list.

Wagtail tells of content; log-in tells of second factors; previews of their links."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class AuditEvent(StrEnum):
    """The value is the action of Wagtail's log."""

    LOGGED_IN = "audit.login"
    LOGIN_FAILED = "audit.login_failed"
    LOGGED_OUT = "audit.logout"
    PASSWORD_CHANGED = "audit.password_changed"  # noqa: S105 - the name of an action
    SECOND_FACTOR_FAILED = "audit.second_factor_failed"
    ROLE_GIVEN = "audit.role_given"
    ROLE_TAKEN = "audit.role_taken"
    USER_CREATED = "audit.user_created"
    USER_ACTIVATED = "audit.user_activated"
    USER_DEACTIVATED = "audit.user_deactivated"
    USER_DELETED = "audit.user_deleted"
    ALL_RIGHTS_GIVEN = "audit.all_rights_given"
    ALL_RIGHTS_TAKEN = "audit.all_rights_taken"
    ENTITY_CHANGED = "audit.entity_changed"
    EXPORTED = "audit.exported"

    @property
    def label(self) -> _StrPromise:
        """What happened, in the active language."""
        return _LABELS[self]


_LABELS: dict[AuditEvent, _StrPromise] = {
    AuditEvent.LOGGED_IN: _("Logged in"),
    AuditEvent.LOGIN_FAILED: _("Failed to log in"),
    AuditEvent.LOGGED_OUT: _("Logged out"),
    AuditEvent.PASSWORD_CHANGED: _("Password changed"),
    AuditEvent.SECOND_FACTOR_FAILED: _("Second factor failed"),
    AuditEvent.ROLE_GIVEN: _("Role given"),
    AuditEvent.ROLE_TAKEN: _("Role taken away"),
    AuditEvent.USER_CREATED: _("User created"),
    AuditEvent.USER_ACTIVATED: _("User activated"),
    AuditEvent.USER_DEACTIVATED: _("User deactivated"),
    AuditEvent.USER_DELETED: _("User deleted"),
    AuditEvent.ALL_RIGHTS_GIVEN: _("All rights given"),
    AuditEvent.ALL_RIGHTS_TAKEN: _("All rights taken away"),
    AuditEvent.ENTITY_CHANGED: _("Entity of the user changed"),
    AuditEvent.EXPORTED: _("Spreadsheet exported"),
}
