"""Readers of the demo: sixty, over eighteen months, with their consents; some have left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.db import transaction

from cms.demo import texts
from cms.models import Entity
from newsletter.actions.keep_wording import keep_wording
from newsletter.mailboxes import address_digest, mailbox_of
from newsletter.models import (
    Audience,
    Consent,
    ConsentBasis,
    ConsentSource,
    Segment,
    SignUp,
    StatusReason,
    Subscriber,
    SubscriberLanguage,
    SubscriberStatus,
    Suppression,
)
from newsletter.segmenting import Criteria
from newsletter.wording import LETTER, MEDIA, wording

if TYPE_CHECKING:
    from datetime import datetime

CONTENT: Final = Path(__file__).parent / "content" / "readers.toml"
DOMAIN: Final = "readers.example"

#: Between one reader and the next.
_APART: Final = timedelta(days=9)
#: From the moment they joined until they left.
_STAYED: Final = timedelta(days=40)
_CONFIRMED_AFTER: Final = timedelta(minutes=25)

_STATUSES: Final = {
    "pending": (SubscriberStatus.PENDING, StatusReason.ASKED),
    "bounced": (SubscriberStatus.BOUNCED, StatusReason.HARD_BOUNCE),
    "complained": (SubscriberStatus.COMPLAINED, StatusReason.COMPLAINT),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """One line of the file; `affiliation` is a media organisation or the slug of an entity."""

    local: str
    name: str
    language: SubscriberLanguage
    audience: Audience
    affiliation: str
    special: frozenset[str]

    @property
    def email(self) -> str:
        return f"{self.local}@{DOMAIN}"

    @property
    def source(self) -> ConsentSource:
        if "import" in self.special:
            return ConsentSource.IMPORT
        if "manager" in self.special:
            return ConsentSource.MANAGER
        media = self.audience == Audience.MEDIA
        return ConsentSource.MEDIA_FORM if media else ConsentSource.FORM

    @property
    def by_form(self) -> bool:
        return self.source in (ConsentSource.FORM, ConsentSource.MEDIA_FORM)

    def standing(self) -> tuple[SubscriberStatus, StatusReason]:
        for word in sorted(self.special):
            if word in _STATUSES:
                return _STATUSES[word]
            if word in StatusReason.values:
                return SubscriberStatus.UNSUBSCRIBED, StatusReason(word)
        came = {
            ConsentSource.IMPORT: StatusReason.IMPORTED,
            ConsentSource.MANAGER: StatusReason.ADDED,
        }
        return SubscriberStatus.ACTIVE, came.get(self.source, StatusReason.CONFIRMED)


@transaction.atomic
def seed_readers(now: datetime) -> int:
    """How many were made. Who is there already, or was erased or blocked, stays as they are."""
    content = texts.read(CONTENT)
    for segment in content["segments"]:
        criteria = Criteria.from_json(segment["criteria"]).to_json()
        Segment.objects.get_or_create(name=segment["name"], defaults={"criteria": criteria})
    readers = [_reader(line) for line in content["readers"]]
    emails = [reader.email for reader in readers]
    there = set(Subscriber.objects.filter(email__in=emails).values_list("email", flat=True))
    digests = {address_digest(email): email for email in emails}
    gone = Suppression.objects.filter(address__in=digests).values_list("address", flat=True)
    there |= {digests[digest] for digest in gone}
    joined = {
        reader.email: now - timedelta(days=1) - _APART * (len(readers) - number)
        if "pending" not in reader.special
        else now - timedelta(hours=20)
        for number, reader in enumerate(readers)
    }
    new = [reader for reader in readers if reader.email not in there]
    entities = dict(Entity.objects.values_list("slug", "pk"))
    rows = Subscriber.objects.bulk_create(
        [_row(reader, joined[reader.email], entities) for reader in new]
    )
    _prove(list(zip(new, rows, strict=True)))
    return len(rows)


def _reader(line: list[str]) -> Reader:
    local, name, language, audience, affiliation, special = line
    words = frozenset(special.split())
    return Reader(local, name, SubscriberLanguage(language), Audience(audience), affiliation, words)


def _row(reader: Reader, joined: datetime, entities: dict[str, int]) -> Subscriber:
    status, reason = reader.standing()
    on_the_list = status in (SubscriberStatus.ACTIVE, SubscriberStatus.PENDING)
    confirmed = reader.by_form and status != SubscriberStatus.PENDING
    media = reader.audience == Audience.MEDIA
    return Subscriber(
        email=reader.email,
        language=reader.language,
        audience=reader.audience,
        abroad="abroad" in reader.special,
        entity_id=None if media else entities.get(reader.affiliation),
        name=reader.name if on_the_list else "",
        outlet=reader.affiliation if media and on_the_list else "",
        status=status,
        status_reason=reason,
        status_at=joined if on_the_list else joined + _STAYED,
        created_at=joined,
        confirmed_at=joined + _CONFIRMED_AFTER if confirmed else None,
    )


def _prove(made: list[tuple[Reader, Subscriber]]) -> None:
    """Their sign-ups and consents, as the form, an import and a manager write them."""
    wordings = {
        (form, language): keep_wording(wording(form, language))
        for form in (LETTER, MEDIA)
        for language in ("ar", "en")
    }
    sign_ups, consents = [], []
    for reader, row in made:
        language = "en" if reader.language == SubscriberLanguage.ENGLISH else "ar"
        form = MEDIA if reader.audience == Audience.MEDIA else LETTER
        shown = wordings[form, language] if reader.by_form else None
        if reader.by_form:
            sign_ups.append(
                SignUp(
                    subscriber=row,
                    mailbox=mailbox_of(row.email),
                    language=row.language,
                    audience=row.audience,
                    abroad=row.abroad,
                    entity_id=row.entity_id,
                    wording=shown,
                    name=row.name,
                    outlet=row.outlet,
                    asked_at=row.created_at,
                    confirmed_at=row.confirmed_at,
                )
            )
        if row.status != SubscriberStatus.PENDING:
            consents.append(
                Consent(
                    subscriber=row,
                    address=row.address,
                    wording=shown,
                    language=language,
                    source=reader.source,
                    basis=ConsentBasis.CONFIRMED if reader.by_form else ConsentBasis.ASKED,
                    detail="" if reader.by_form else _DETAILS[reader.source],
                    given_at=row.created_at,
                    confirmed_at=row.confirmed_at,
                )
            )
    SignUp.objects.bulk_create(sign_ups)
    Consent.objects.bulk_create(consents)


_DETAILS: Final = {
    ConsentSource.IMPORT: "partners-2025.csv · قائمة الملتقى السنوي",
    ConsentSource.MANAGER: "طلب مكتوب في اجتماع الشركاء",
}
