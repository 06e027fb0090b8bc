"""A manager puts someone on the list by hand, and says on what basis."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from newsletter.mailboxes import address_digest, normal_address
from newsletter.models import (
    Audience,
    Consent,
    ConsentBasis,
    ConsentSource,
    StatusReason,
    Subscriber,
    SubscriberLanguage,
    SubscriberStatus,
    Suppression,
    SuppressionReason,
)

if TYPE_CHECKING:
    from datetime import datetime

#: What a manager may know; that someone confirmed by a link, only the link can say.
MANAGERS_BASES: Final = (ConsentBasis.ASKED, ConsentBasis.CONTRACT, ConsentBasis.OFFICE)


class WhyNot(TextChoices):
    """Why an address is not put on the list; the labels are told to the manager."""

    THERE = "there", _("This address is on the list already.")
    LEFT = (
        "left",
        _(
            "The owner of this address has left the list. Only they can come back, by the form on "
            "the site."
        ),
    )
    ERASED = (
        "erased",
        _(
            "The owner of this address had their data erased. Only they can come back, by the form "
            "on the site."
        ),
    )
    BOUNCED = "bounced", _("Mails to this address come back: the mailbox does not exist.")
    COMPLAINED = (
        "complained",
        _("The owner of this address reported the letter as unwanted. It is not written to again."),
    )
    BLOCKED = (
        "blocked",
        _(
            "This address was blocked by the newsletter’s managers. Remove the block on the "
            "suppression list first."
        ),
    )


class NotAdded(Exception):
    """`why` says it; the address is not in the exception, which may reach a log."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why.value)
        self.why = why


_SUPPRESSED: Final = {
    SuppressionReason.ERASED: WhyNot.ERASED,
    SuppressionReason.HARD_BOUNCE: WhyNot.BOUNCED,
    SuppressionReason.COMPLAINT: WhyNot.COMPLAINED,
    SuppressionReason.BY_MANAGER: WhyNot.BLOCKED,
}
_STANDING: Final = {
    SubscriberStatus.ACTIVE: WhyNot.THERE,
    SubscriberStatus.UNSUBSCRIBED: WhyNot.LEFT,
    SubscriberStatus.BOUNCED: WhyNot.BOUNCED,
    SubscriberStatus.COMPLAINED: WhyNot.COMPLAINED,
}


@dataclass(frozen=True, slots=True)
class Details:
    """What a manager may say of a subscriber."""

    language: SubscriberLanguage = SubscriberLanguage.ARABIC
    audience: Audience = Audience.INDIVIDUAL
    abroad: bool = False
    entity_id: int | None = None
    name: str = ""
    outlet: str = ""


def add_subscriber(
    address: str, details: Details, basis: ConsentBasis, note: str, now: datetime
) -> int:
    """Puts a valid address on the list at once and keeps the proof; gives the new row's key.

    Who only waits for confirmation becomes active. Raises NotAdded.
    """
    address = normal_address(address)
    digest = address_digest(address)
    with transaction.atomic():
        # The reader's row first, as whoever confirms or leaves locks them.
        subscriber, made = Subscriber.objects.select_for_update(of=("self",)).get_or_create(
            email=address, defaults={"created_at": now, "status_at": now}
        )
        suppression = Suppression.objects.filter(address=digest).first()
        if suppression is not None:
            raise NotAdded(_SUPPRESSED[SuppressionReason(suppression.reason)])
        standing = SubscriberStatus(subscriber.status)
        if not made and standing in _STANDING:
            raise NotAdded(_STANDING[standing])
        for name, value in asdict(details).items():
            setattr(subscriber, name, value)
        subscriber.become(SubscriberStatus.ACTIVE, StatusReason.ADDED, now)
        subscriber.save()
        Consent.objects.create(
            subscriber=subscriber,
            address=digest,
            language=details.language,
            source=ConsentSource.MANAGER,
            basis=basis,
            detail=note,
            given_at=now,
        )
    return subscriber.pk
