"""May this address be written to, if its owner asks? Not where people complained or we said no.

Those who had their data erased, who left or whose mailbox was once missing may come back: their
own confirmation says that they want to and that the mailbox works.
"""

from __future__ import annotations

from typing import Final

from newsletter.models import Subscriber, SubscriberStatus, Suppression, SuppressionReason

#: What the owner's own confirmation lifts.
LIFTED: Final = (SuppressionReason.ERASED, SuppressionReason.HARD_BOUNCE)


def is_barred(subscriber: Subscriber) -> bool:
    """True for good, until the newsletter's managers lift it."""
    suppressed = Suppression.objects.filter(address=subscriber.address)
    return suppressed.exclude(reason__in=LIFTED).exists() or (
        subscriber.status == SubscriberStatus.COMPLAINED
    )
