"""The newsletter's demo: its section, three readers, and last month's issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from cms.dates import previous_month
from cms.demo import texts
from cms.demo.seed import CONTENT as HOUSE_CONTENT
from newsletter.actions.draft_issue import draft_issue
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
    for email, language in READERS.items():
        Subscriber.objects.get_or_create(
            email=email, defaults={"language": language, "status": SubscriberStatus.ACTIVE}
        )
    month = previous_month(timezone.localdate(seeder.now))
    for issue in draft_issue(month, seeder.now).values():
        if not issue.live:
            issue.published_at = seeder.months_ago(0)
            issue.save_revision(user=seeder.editor).publish(user=seeder.editor)
            seeder.made += 1
