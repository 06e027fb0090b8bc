"""Some months of answers about the demo's pages, so that the report has something to show."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

from django.utils import timezone, translation

from cms.feedback.answers import Reason, Vote
from cms.feedback.models import RatedKind, Rating
from cms.models import ContentPage, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime


class Seeder(Protocol):
    """What is asked of the maker of the demo."""

    now: datetime


_DAYS: Final = 330
_STEP: Final = 47  # has no divisor in common with _DAYS, so that answers are spread over it
_A_PAGE: Final = 24

#: By language; the first of each is that of a reader who found the page useful.
_WORDS: Final[dict[str, list[tuple[Vote, Reason, str]]]] = {
    "ar": [
        (Vote.YES, Reason.OTHER, "المثال في آخر النص أفادنا. نرجو إضافة نموذج جاهز للتعبئة."),
        (Vote.NO, Reason.OUT_OF_DATE, "الموعد المذكور انقضى، فهل مُدِّدت المهلة؟"),
        (Vote.NO, Reason.NOT_CLEAR, "لم أفهم من يقدّم الطلب: الجهة أم المتعامل؟"),
        (Vote.NO, Reason.NO_ANSWER, "بحثت عن رسوم الخدمة ولم أجدها هنا."),
    ],
    "en": [
        (Vote.YES, Reason.OTHER, "The example at the end helped us. A form to fill in, please."),
        (Vote.NO, Reason.HARD_TO_FIND, "I came here only by a search engine, not by the menu."),
        (Vote.NO, Reason.TECHNICAL, "The table is cut off on my phone."),
    ],
}  # fmt: skip


def structure(seeder: Seeder) -> None:
    """Nothing: ratings are no part of an empty house."""


def seed(seeder: Seeder) -> None:
    if Rating.objects.exists():
        return
    today = timezone.localdate(seeder.now)
    Rating.objects.bulk_create([*_of_pages(seeder.now, today), *_of_topics(today)])


def _of_pages(now: datetime, today: date) -> Iterator[Rating]:
    pages = ContentPage.objects.public_live(now).specific().order_by("pk")
    for number, page in enumerate(page for page in pages if page.kind is not None):
        words = _WORDS.get(page.language, [])
        for answer in range(_A_PAGE // (1 + number % 4)):
            yield _rating(
                RatedKind.PAGE,
                str(page.pk),
                page.get_url() or "/",
                page.language,
                answer * (number + 3),
                today,
                page_id=page.pk,
                words=words[(answer + number) % len(words)] if words and answer < 2 else None,
            )


def _of_topics(today: date) -> Iterator[Rating]:
    for number, topic in enumerate(Topic.objects.all()[:4]):
        for language in _WORDS:
            with translation.override(language):
                path = topic.url
            for answer in range(3 + number):
                turn = answer * (number + 5)
                yield _rating(RatedKind.TOPIC, topic.slug, path, language, turn, today)


def _rating(
    kind: RatedKind,
    subject: str,
    path: str,
    language: str,
    turn: int,
    today: date,
    *,
    page_id: int | None = None,
    words: tuple[Vote, Reason, str] | None = None,
) -> Rating:
    """One answer; `turn` spreads them over days and opinions, most of them content."""
    vote = Vote.NO if turn % (3 + len(subject + path) % 5) == 1 else Vote.YES
    reason, comment = "", ""
    if words is not None:
        vote, reason, comment = words
    return Rating(
        kind=kind,
        subject=subject,
        path=path,
        language=language,
        page_id=page_id,
        vote=vote,
        reason=reason,
        comment=comment,
        day=today - timedelta(days=turn * _STEP % _DAYS),
    )
