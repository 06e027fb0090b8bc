"""What stands on a sheet: plain values, of which nothing is ever markup."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look; `url` is absolute or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class SheetItem:
    """A page, an announcement or a date. `line` is who, or where, and when, in words.

    `picture` names one of the sheet's pictures or is empty; one without `alt` is decoration.
    """

    title: str
    summary: str = ""
    line: str = ""
    url: str = ""
    short: str = ""
    picture: str = ""
    alt: str = ""
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetSection:
    title: str
    items: tuple[SheetItem, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What the sheet says of itself, in its language. `page` holds {page} and {pages}."""

    publisher: str
    name: str
    kind: str
    editorial: str
    column: str
    statements: str
    read: str
    page: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """`month` and `days` (by both calendars) are in words; `made` is year, month, day of the
    issue, which the PDF gives as its date, so that equal content gives equal octets."""

    language: str
    direction: str
    title: str
    summary: str
    month: str
    days: tuple[str, ...]
    made: tuple[int, int, int]
    url: str
    short: str
    words: Words
    intro: tuple[tuple[Run, ...], ...] = ()
    column: SheetItem | None = None
    sections: tuple[SheetSection, ...] = ()

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    def digest(self, *more: bytes) -> str:
        """16 hexadecimal digits of the content and of `more`, whatever else makes the PDF."""
        made_of = b"\0".join((self.as_json().encode(), *more))
        return hashlib.sha256(made_of).hexdigest()[:16]

    @property
    def pictures(self) -> tuple[str, ...]:
        """The names of all pictures, in reading order."""
        items = [self.column] if self.column else []
        items += [item for section in self.sections for item in section.items]
        return tuple(dict.fromkeys(item.picture for item in items if item.picture))
