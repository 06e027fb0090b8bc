"""A month's issue as managers have it before them, and what is done with it."""

from __future__ import annotations

import email
from datetime import datetime, timedelta
from email import policy
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cms.notices.letter import letter_of
from cms.notices.models import Notice
from newsletter.actions.approve import approve
from newsletter.actions.open_mailing import open_mailing
from newsletter.actions.render_editions import issue_pages, manuscript_of
from newsletter.actions.schedule import schedule
from newsletter.actions.submit import submit
from newsletter.gate.run import findings, to_be_seen
from newsletter.models import IssuePage, Mailing, MailingState, SubscriberLanguage
from tests.factories import blog, cms, newsletter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from email.message import EmailMessage
    from pathlib import Path

    from cms.models import User

DUBAI = ZoneInfo("Asia/Dubai")
#: A Monday without a holiday near it; the issues of the factories are of long gone months.
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=DUBAI)
TEXTS = {
    "ar": {"title": "عدد الشهر", "summary": "ما صنعناه معًا في هذا الشهر."},
    "en": {"title": "The month’s issue", "summary": "What we made together this month."},
}
ARABIC, ENGLISH = "من المجلس إلى المنصة", "From majlis to platform"


def issue() -> date:
    """The month of an issue with one article, in both languages, still drafts."""
    picture = cms.picture((1400, 900), alt={"ar": "مجلس", "en": "A majlis"})
    article = blog.article_page("ar", title=ARABIC, image=picture)
    english = blog.article_page("en", of=article, title=ENGLISH, image=picture)
    first = newsletter.issue_page("ar", pages=[article], live=False, **TEXTS["ar"])
    newsletter.issue_page(
        "en", of=first, pages=[english], month=first.month, live=False, **TEXTS["en"]
    )
    for page in issue_pages(first.month):
        page.save_revision()
    month: date = first.month
    return month


def page(month: date, language: str) -> IssuePage:
    return IssuePage.objects.get(month=month, locale__language_code=language)


def seen(month: date, now: datetime) -> list[str]:
    """All that the gate wants to be ticked."""
    return [finding.key for finding in to_be_seen(findings(manuscript_of(month, now), now))]


def submitted(month: date, by: User, now: datetime) -> Mailing:
    mailing = open_mailing(month, now)
    submit(mailing.pk, by, seen(month, now), now)
    return again(mailing)


def approved(month: date, by: User, second: User, now: datetime) -> Mailing:
    mailing = submitted(month, by, now)
    approve(mailing.pk, second, mailing.fingerprint, now)
    return again(mailing)


def scheduled(month: date, by: User, second: User, now: datetime, **fields: object) -> Mailing:
    """Approved, and to be sent an hour later."""
    mailing = approved(month, by, second, now)
    at = now + timedelta(hours=1)
    wanted = {"send_at": at, "not_after": at + timedelta(hours=12), "segment": None} | fields
    schedule(mailing.pk, by, now=now, **wanted)  # type: ignore[arg-type]  # of the action
    return again(mailing)


def again(mailing: Mailing) -> Mailing:
    return Mailing.objects.get(pk=mailing.pk)


def state(mailing: Mailing) -> MailingState:
    return MailingState(again(mailing).state)


def events(mailing: Mailing) -> list[str]:
    """In the order in which they were written down."""
    return list(mailing.events.order_by("pk").values_list("kind", flat=True))


def told(event: str) -> dict[str, str]:
    """What the house wrote of an event, by recipient: subject and text."""
    found: dict[str, str] = {}
    for notice in Notice.objects.filter(template=f"newsletter/mail/mailing_{event}"):
        message = letter_of(notice)
        found[notice.recipient] = f"{message.subject}\n{message.body}"
    return found


def readers(count: int = 1) -> None:
    """So many of each language."""
    for language in SubscriberLanguage:
        for _one in range(count):
            newsletter.subscriber(language=language)


def change(month: date, language: str, by: User | None = None, **fields: object) -> None:
    """A text of the issue is saved, as the editor saves it."""
    latest = page(month, language).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(latest, name, value)
    latest.save_revision(user=by)


def mails(folder: Path) -> dict[str, EmailMessage]:
    """The written messages by recipient, read by the strict policy."""
    found: dict[str, EmailMessage] = {}
    for octets in octets_of(folder):
        message = email.message_from_bytes(octets, policy=policy.strict)
        found[str(message["To"].addresses[0].addr_spec)] = message
    return found


def octets_of(folder: Path) -> Iterable[bytes]:
    return (path.read_bytes() for path in sorted(folder.glob("*.eml")))


def html_of(message: EmailMessage) -> str:
    part = message.get_body(("html",))
    assert part is not None
    # Long lines are folded at blanks.
    return " ".join(str(part.get_content()).split())
