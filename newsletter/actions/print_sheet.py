"""A public issue as the PDF that readers get, made once and kept while its content is the same."""

from __future__ import annotations

import io
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.rich_text import expand_db_html

from cms import catalogue
from cms.addresses import absolute
from cms.dates import hijri_day, long_day, month_name
from cms.feed_text import clean
from cms.languages import direction_of
from newsletter.sheet.content import Sheet, SheetItem, SheetSection, Words
from newsletter.sheet.press import made_by, pdf_of
from newsletter.sheet.runs import paragraphs

if TYPE_CHECKING:
    from datetime import datetime

    from cms.teaser import Picture, Teaser
    from newsletter.models import IssuePage, ShownNote

#: Lies in the media folder, where no door but the sheet's own view leads to it.
FOLDER: Final = "sheets"
WHOLE: Final = b"%%EOF"
#: Pixels.
LARGEST_PICTURE: Final = (600, 600)
DOT: Final = " · "
#: Seconds a request waits for its turn: a sheet is made in some tenths of one.
PATIENCE: Final = 8.0
_making: Final = threading.Lock()


class SheetBusy(Exception):
    """Other sheets are being made; ask again soon."""


@dataclass(frozen=True, slots=True)
class IssueSheet:
    """A sheet that can be asked for its digest without being made."""

    sheet: Sheet
    folder: str
    digest: str

    def pdf(self) -> bytes:
        """The PDF, made if it is not kept; older ones of the issue go. Raises SheetError, and
        SheetBusy after some seconds in which this process was busy with sheets.

        A process makes one at a time, and who waited for the same one finds it. Two processes
        may make the same one at once: both write the same octets.
        """
        if (kept := self._kept()) is not None:
            return kept
        if not _making.acquire(timeout=PATIENCE):
            raise SheetBusy
        try:
            if (kept := self._kept()) is not None:
                return kept
            data = pdf_of(self.sheet, {name: _picture(name) for name in self.sheet.pictures})
            _forget(self.folder)
            default_storage.save(self._name, ContentFile(data))
            return data
        finally:
            _making.release()

    @property
    def _name(self) -> str:
        return f"{self.folder}/{self.digest}.pdf"

    def _kept(self) -> bytes | None:
        """What is still being written does not count as kept."""
        with suppress(OSError), default_storage.open(self._name) as kept:
            data = bytes(kept.read())
            if data.rstrip().endswith(WHOLE):
                return data
        return None


def issue_sheet(issue: IssuePage, now: datetime) -> IssueSheet:
    """The issue as it is at `now`, in its own language: of what was chosen, only what is public.

    Whether the issue itself is public, the caller has asked.
    """
    with translation.override(issue.language):
        sheet = _sheet(issue, now)
    return IssueSheet(sheet, f"{FOLDER}/{issue.pk}", sheet.digest(made_by()))


def _sheet(issue: IssuePage, now: datetime) -> Sheet:
    language = issue.language
    shown = issue.shown(now)
    column = shown.column
    teasers = [teaser for section in shown.sections for teaser in section.teasers]
    # The letter's own pictures, which every published issue has anyway.
    images = catalogue.mail_images([*teasers, column] if column else teasers)
    day = timezone.localdate(issue.published_at or now)
    url = absolute(issue.get_url() or "/")
    days = (long_day(day, language), hijri_day(day, language))
    return Sheet(
        language=language,
        direction=direction_of(language),
        title=issue.title,
        summary=issue.summary,
        month=month_name(issue.month, language),
        days=tuple(text for text in days if text),
        made=(day.year, day.month, day.day),
        url=url,
        short=short_of(url),
        words=Words(
            publisher=_("The publishing house of the digital government"),
            name=_("Barza"),
            kind=_("Monthly newsletter"),
            editorial=_("Editorial"),
            column=_("Column of the month"),
            statements=_("Key statements"),
            read=_("Read on the web"),
            page=_("Page {page} of {pages}"),
        ),
        intro=paragraphs(clean(expand_db_html(issue.intro))),
        column=_item(column, images.get(column.page_id), language, statements=True)
        if column
        else None,
        sections=tuple(
            SheetSection(
                section.title,
                tuple(_item(t, images.get(t.page_id), language) for t in section.teasers)
                + tuple(_note(note, language) for note in section.notes),
            )
            for section in shown.sections
        ),
    )


def _item(
    teaser: Teaser, image: Picture | None, language: str, *, statements: bool = False
) -> SheetItem:
    who = teaser.entity.title if teaser.entity else DOT.join(a.title for a in teaser.authors)
    when = ""
    if teaser.published_at is not None:
        when = long_day(timezone.localdate(teaser.published_at), language)
    picture = _name_of(image.src) if image else ""
    url = absolute(teaser.url)
    return SheetItem(
        title=teaser.title,
        summary=teaser.summary,
        line=DOT.join(words for words in (who, when) if words),
        url=url,
        short=short_of(url),
        picture=picture,
        alt=image.alt if image and picture else "",
        statements=teaser.statements if statements else (),
    )


def _note(note: ShownNote, language: str) -> SheetItem:
    days = ""
    if note.day is not None:
        days = long_day(note.day, language)
        if note.until is not None and note.until != note.day:
            days = f"{days} – {long_day(note.until, language)}"
        days = DOT.join(text for text in (days, hijri_day(note.day, language)) if text)
    url = absolute(note.url) if note.url else ""
    return SheetItem(
        title=note.title,
        summary=note.text,
        line=DOT.join(words for words in (days, note.place) if words),
        url=url,
        short=short_of(url),
    )


def short_of(url: str) -> str:
    """An address as paper shows it: readers type it without scheme and last slash."""
    return url.partition("://")[2].removesuffix("/")


def _name_of(src: str) -> str:
    """The picture's file name, if its file is there; else empty."""
    name = unquote(src.removeprefix(settings.MEDIA_URL))
    return PurePosixPath(name).name if default_storage.exists(name) else ""


def _picture(name: str) -> bytes:
    """The picture as small as paper needs it: 48 mm at 300 dots an inch."""
    packed = io.BytesIO()
    with default_storage.open(f"images/{name}") as file, Image.open(file) as picture:
        picture.thumbnail(LARGEST_PICTURE)
        picture.convert("RGB").save(packed, "JPEG", quality=82)
    return packed.getvalue()


def _forget(folder: str) -> None:
    with suppress(FileNotFoundError):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
