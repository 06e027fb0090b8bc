"""What was known of subscribers before reasons, times and "abroad" were kept of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import migrations
from django.db.models import F

from newsletter.mailboxes import address_digest, normal_address

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def keep(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    subscribers = apps.get_model("newsletter", "Subscriber").objects
    sign_ups = apps.get_model("newsletter", "SignUp").objects
    for rows in (subscribers, sign_ups):
        rows.filter(audience="abroad").update(audience="individual", abroad=True)
    subscribers.update(status_at=F("created_at"))
    confirmed = subscribers.filter(status="active", confirmed_at__isnull=False)
    confirmed.update(status_reason="confirmed", status_at=F("confirmed_at"))
    subscribers.filter(status="active", confirmed_at__isnull=True).update(status_reason="imported")
    subscribers.filter(status="unsubscribed").update(status_reason="unsaid")
    for pk, email in list(subscribers.values_list("pk", "email")):
        normal = normal_address(email)
        # Where both spellings are on the list, both stay: which one is right, nobody knows here.
        if normal != email and not subscribers.filter(email=normal).exists():
            subscribers.filter(pk=pk).update(email=normal, address=address_digest(normal))


class Migration(migrations.Migration):
    dependencies = [("newsletter", "0008_consents_by_source")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
