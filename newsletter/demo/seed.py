"""The newsletter’s demo: its section, its readers, last month’s letter, this month’s draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cms.demo import texts
from cms.demo.seed import CONTENT as HOUSE_CONTENT
from newsletter.demo.items import seed_items
from newsletter.demo.mailings import seed_mailings
from newsletter.demo.readers import seed_readers
from newsletter.models import (
    NewsletterPage,
    Subscriber,
    SubscriberLanguage,
    SubscriberStatus,
)

if TYPE_CHECKING:
    from cms.demo.seeding import Seeder

READERS = {
    "arabic.reader@barza.example": SubscriberLanguage.ARABIC,
    "english.reader@barza.example": SubscriberLanguage.ENGLISH,
    "reader.of.both@barza.example": SubscriberLanguage.BOTH,
}


def structure(seeder: Seeder) -> None:
    sections = texts.read(HOUSE_CONTENT / "pages" / "sections.toml")
    seeder.section(NewsletterPage, sections["newsletter"])


def seed(seeder: Seeder) -> None:
    seeder.made += seed_readers(seeder.now)
    for email, language in READERS.items():
        Subscriber.objects.get_or_create(
            email=email, defaults={"language": language, "status": SubscriberStatus.ACTIVE}
        )
    seed_mailings(seeder)
    seed_items(seeder)
