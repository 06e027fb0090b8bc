"""An issue's dates as an iCalendar file (RFC 5545), for readers' own calendars."""

from __future__ import annotations

import uuid
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from newsletter.rendering.visible import visible_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

#: Octets of a line, RFC 5545, section 3.1.
LONGEST: Final = 75
NAMESPACE: Final = uuid.UUID("0f6f5a3e-5d0c-4e0e-9f3b-6a7f2f7f5f10")


class Dated(Protocol):
    """A date of an issue; those without a day are left out."""

    @property
    def title(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def day(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...
    @property
    def place(self) -> str: ...


def calendar_file(
    dates: Iterable[Dated], *, name: str, language: str, key: str, made_at: datetime
) -> bytes:
    """The file. `key` names the issue, `made_at` is aware.

    Whole days, so that no zone moves them. The same dates keep their UID, so that a file taken
    twice doubles nothing.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Barza//Newsletter//{language.upper()}"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}"]
    stamp = made_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for one in dates:
        if one.day is None:
            continue
        after = max(one.until or one.day, one.day) + timedelta(days=1)
        uid = uuid.uuid5(NAMESPACE, f"{key}/{language}/{one.day}/{one.title}")
        lines += ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{stamp}"]
        lines += [f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
        lines += [f"SUMMARY;LANGUAGE={language}:{_text(one.title)}", "TRANSP:TRANSPARENT"]
        if one.place:
            lines.append(f"LOCATION;LANGUAGE={language}:{_text(one.place)}")
        if one.url:
            lines.append(f"URL:{visible_address(one.url)}")
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    folded = (piece for line in lines for piece in _folded(line))
    return b"".join(piece + b"\r\n" for piece in folded)


def _text(value: str) -> str:
    """TEXT of section 3.3.11; other control characters stand in no calendar."""
    value = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    value = "\\n".join(value.splitlines())
    return "".join(letter for letter in value if letter.isprintable() or ord(letter) > 0x9F)


def _folded(line: str) -> Iterator[bytes]:
    """Lines of at most 75 octets, cut between letters."""
    current = b""
    for letter in line:
        octets = letter.encode("utf-8", "replace")
        if len(current) + len(octets) > LONGEST:
            yield current
            current = b" "
        current += octets
    yield current
