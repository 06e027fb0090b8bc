"""What managers write into the demo's letters: editorials, announcements and dates."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from cms.addresses import absolute
from cms.dates import month_bounds
from cms.demo import texts
from cms.models import ContentPage
from newsletter.actions.draft_issue import titles
from newsletter.arrangement import NAMESPACE, WRITTEN, Note
from newsletter.call_days import why_free
from newsletter.digest import ORDER
from newsletter.month_issue import fill, month_issue, save

if TYPE_CHECKING:
    from datetime import date, datetime

    from cms.demo.seeding import Seeder
    from cms.models import User
    from newsletter.arrangement import Arrangement

CONTENT: Final = Path(__file__).parent / "content" / "letters.toml"


def write_letter(which: str, month: date, seeder: Seeder, manager: User) -> None:
    """The words of `which` letter of the file ("last" or "this"), into a fresh draft."""
    words = texts.read(CONTENT)[which]
    issue = month_issue(month)
    if issue is None:
        return
    arrangement = issue.arrangement
    codes = tuple(issue.pages)
    for kind in WRITTEN:
        for number, row in enumerate(words[kind]):
            note = _note(f"demo/{month}/{kind}/{number}", kind, row, month, codes, seeder.now)
            arrangement = _with_note(arrangement, kind, note)
    for code, page in issue.pages.items():
        page.intro = texts.in_language(words["intro"], code)
        fill(page, arrangement, code)
        save(page, manager)
        seeder.made += 1


def _with_note(arrangement: Arrangement, kind: str, note: Note) -> Arrangement:
    whole = arrangement.with_section(kind, titles(kind), ORDER)
    section = next(section for section in whole.sections if section.kind == kind)
    return whole.with_note(section.id, note)


def _note(
    name: str, kind: str, row: dict[str, Any], month: date, codes: tuple[str, ...], now: datetime
) -> Note:
    said = {
        code: {**texts.in_language(row, code), "url": _address(row.get("page", ""), code, now)}
        for code in codes
    }
    shared: dict[str, str | None] = {}
    if kind == "dates":
        first = _working_day(month, row["day"])
        until = first + timedelta(days=row["until"]) if "until" in row else None
        shared = {"day": f"{first}", "until": f"{until}" if until else None}
    return Note(str(uuid.uuid5(NAMESPACE, name)), said, shared)


def _working_day(month: date, number: int) -> date:
    """That day of the month after `month`, or the next one on which people work."""
    zone = timezone.get_default_timezone()
    _begins, ends = month_bounds(month.year, month.month, zone)
    day = ends.date().replace(day=number)
    while why_free(day, "ar") is not None:
        day += timedelta(days=1)
    return day


def _address(slug: str, language: str, now: datetime) -> str:
    """The public address of one of the house's own pages; empty where there is none."""
    if not slug:
        return ""
    pages = ContentPage.objects.public_live(now).filter(depth=3)
    page = pages.filter(slug=slug, locale__language_code=language).first()
    return absolute(page.get_url() or "/") if page else ""
