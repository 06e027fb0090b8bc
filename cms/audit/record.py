"""How does a feature put something into the trail? By `record`, with ids and never addresses."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from cms.audit.events import AuditEvent
from cms.audit.marks import mark_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model

    from cms.models import User

#: One failure a minute for each account: guessing must not fill the disk.
FAILURES_APART = timedelta(minutes=1)

#: The id under which failures for accounts that do not exist are told.
NOBODY = "0"


def record(
    event: AuditEvent,
    thing: Model,
    *,
    by: User | None = None,
    data: dict[str, Any] | None = None,
) -> None:
    """Tells that `by` (else whoever is logged in, else the system) did this to `thing`.

    `data` is JSON of ids and codes; names and addresses do not belong there.
    """
    log(thing, action=event.value, user=by, data=data or {})


def record_failure(event: AuditEvent, user: User) -> None:
    """Tells a failure of this account, at most once a minute."""
    if not _just_told(event, str(user.pk), timezone.now()):
        record(event, user)


def record_failed_login(address: str) -> None:
    """Tells a failure of the account, or of nobody's, at most once a minute for each."""
    users = get_user_model()._default_manager
    user = users.filter(email=address.strip().lower()).first() if address else None
    if user is not None:
        record_failure(AuditEvent.LOGIN_FAILED, user)
        return
    now = timezone.now()
    if _just_told(AuditEvent.LOGIN_FAILED, NOBODY, now):
        return
    ModelLogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(get_user_model()),
        object_id=NOBODY,
        label=f"#{NOBODY}",
        action=AuditEvent.LOGIN_FAILED.value,
        timestamp=now,
        data={"address": mark_of(address)},
    )


def _just_told(event: AuditEvent, object_id: str, now: datetime) -> bool:
    told = ModelLogEntry.objects.filter(
        action=event.value, object_id=object_id, timestamp__gt=now - FAILURES_APART
    )
    return bool(told.exists())
