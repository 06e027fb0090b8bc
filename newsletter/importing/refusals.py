"""Why is a whole file not taken? A closed list, each with words for who brought it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext, gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Refusal(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too-large"
    PDF = "pdf"
    WORKBOOK = "workbook"
    NOT_TEXT = "not-text"
    ENCODING_UNKNOWN = "encoding-unknown"
    ENCODING_WRONG = "encoding-wrong"
    LINE_TOO_LONG = "line-too-long"
    NO_ADDRESSES = "no-addresses"
    UNKNOWN_COLUMNS = "unknown-columns"
    COLUMN_TWICE = "column-twice"
    NO_ROWS = "no-rows"
    DONE_BEFORE = "done-before"
    ELSEWHERE = "elsewhere"
    GONE = "gone"
    UNEXPECTED = "unexpected"

    @property
    def label(self) -> _StrPromise:
        return _WORDS[self]


_WORDS: Final[dict[Refusal, _StrPromise]] = {
    Refusal.EMPTY: gettext_lazy("The file is empty."),
    Refusal.TOO_LARGE: gettext_lazy(
        "The file is larger than %(limit)s. Split it, with the headings in every part."
    ),
    Refusal.PDF: gettext_lazy("This is a PDF. Export the list as CSV."),
    Refusal.WORKBOOK: gettext_lazy(
        "This is a workbook or an archive. Unpack it, or save the sheet as “CSV UTF-8”."
    ),
    Refusal.NOT_TEXT: gettext_lazy("This is no text. Export the list as CSV."),
    Refusal.ENCODING_UNKNOWN: gettext_lazy(
        "It cannot be told in which encoding the file is written. Name it: utf-8, utf-16-le, "
        "utf-16-be, windows-1256 or windows-1252; or save the file as “CSV UTF-8”."
    ),
    Refusal.ENCODING_WRONG: gettext_lazy(
        "The file is not written in %(encoding)s: byte %(position)s does not fit."
    ),
    Refusal.LINE_TOO_LONG: gettext_lazy(
        "Line %(line)s is longer than %(limit)s characters: this is no list."
    ),
    Refusal.NO_ADDRESSES: gettext_lazy(
        "No column with addresses was found. The headings are: %(found)s. Expected is “email” "
        "(or “Email Address”), and beside it any of: %(expected)s."
    ),
    Refusal.UNKNOWN_COLUMNS: gettext_lazy(
        "These columns are not known: %(found)s. Expected are: %(expected)s. Correct the "
        "headings or delete the columns."
    ),
    Refusal.COLUMN_TWICE: gettext_lazy(
        "The column %(found)s is there twice. Delete one of the two."
    ),
    Refusal.NO_ROWS: gettext_lazy("The file has headings, but nobody below them."),
    Refusal.DONE_BEFORE: gettext_lazy(
        "This file was imported before with the same choices (%(day)s). Nothing was done."
    ),
    Refusal.ELSEWHERE: gettext_lazy("The same file is being imported at this moment."),
    Refusal.GONE: gettext_lazy("The file is no longer there. Upload it again."),
    Refusal.UNEXPECTED: gettext_lazy(
        "An error of the system stopped it. What was imported holds; start it again and it goes "
        "on where it stopped."
    ),
}


class ImportRefused(Exception):
    """`said` is a sentence in the active language; details may hold headings, never addresses."""

    def __init__(self, refusal: Refusal, **details: Any) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.details = details

    def said(self) -> str:
        details = {
            name: value() if callable(value) else value for name, value in self.details.items()
        }
        return str(self.refusal.label) % details if details else str(self.refusal.label)


def quoted(names: list[tuple[str, str]]) -> str:
    """Headings in quotation marks, each with the known one that looks most like it."""
    parts = [
        gettext("“%(found)s” (perhaps “%(meant)s”?)") % {"found": found, "meant": meant}
        if meant
        else gettext("“%(found)s”") % {"found": found}
        for found, meant in names
    ]
    return gettext(", ").join(parts)
