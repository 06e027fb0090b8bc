"""Whose export is this? Told by its columns, as each program writes them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Final

from cms.text import without_unseen
from newsletter.importing.refusals import ImportRefused, Refusal, quoted
from newsletter.list_export import COLUMNS as OWN_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class FileFormat(StrEnum):
    OWN = "own"
    MAILCHIMP = "mailchimp"
    LISTMONK = "listmonk"
    GHOST = "ghost"
    SUBSTACK = "substack"

    @property
    def label(self) -> str:
        """Names of products are the same in every language."""
        return "Barza" if self is FileFormat.OWN else _PRODUCTS[self]


_PRODUCTS: Final = {
    FileFormat.MAILCHIMP: "Mailchimp",
    FileFormat.LISTMONK: "listmonk",
    FileFormat.GHOST: "Ghost",
    FileFormat.SUBSTACK: "Substack",
}

#: Other spellings of a column, in both languages.
_SYNONYMS: Final[Mapping[str, str]] = {
    "e_mail": "email",
    "e_mail_address": "email",
    "email_address": "email",
    "mail": "email",
    "البريد": "email",
    "البريد_الإلكتروني": "email",
    "البريد_الالكتروني": "email",
    "عنوان_البريد_الإلكتروني": "email",
    "lang": "language",
    "اللغة": "language",
    "segment": "audience",
    "الشريحة": "audience",
    "الفئة": "audience",
    "lives_outside_the_country": "abroad",
    "خارج_الدولة": "abroad",
    "يقيم_خارج_الدولة": "abroad",
    "الجهة": "entity",
    "full_name": "name",
    "الاسم": "name",
    "media_organisation": "outlet",
    "المؤسسة_الإعلامية": "outlet",
    "الحالة": "status",
    "السبب": "reason",
    "on_the_list_since": "created_at",
    "تاريخ_الإضافة": "created_at",
    "confirmed": "confirmed_at",
    "تاريخ_التأكيد": "confirmed_at",
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Which format, and where its columns stand; `ignored` are headings that are not taken."""

    file_format: FileFormat
    positions: Mapping[str, int]
    ignored: tuple[str, ...] = ()

    @property
    def hides_leavers(self) -> bool:
        """listmonk's export calls those who left a list "enabled" like everyone else."""
        return (
            self.file_format == FileFormat.LISTMONK and "subscription_status" not in self.positions
        )

    def cell(self, cells: Sequence[str], name: str) -> str:
        """Empty where the column or, in a short row, the cell is missing."""
        position = self.positions.get(name)
        if position is None or position >= len(cells):
            return ""
        return cells[position].strip()


def plain_heading(heading: str) -> str:
    """ "Email Address", "EMAIL_ADDRESS" and "email-address" are one."""
    text = without_unseen(unicodedata.normalize("NFKC", heading))
    return "_".join(text.strip().strip("'\"").casefold().replace("-", " ").split())


def recognise(headings: Sequence[str]) -> Columns:
    """Raises ImportRefused with what was found, what is expected and what may have been meant."""
    names = [plain_heading(heading) for heading in headings]
    known = {_SYNONYMS.get(name, name) for name in names}
    if "email" not in known:
        raise ImportRefused(
            Refusal.NO_ADDRESSES,
            found=partial(quoted, [(heading.strip(), "") for heading in headings[:40]]),
            expected=", ".join(OWN_COLUMNS[1:]),
        )
    file_format = _format_of(set(names))
    taken = OWN_COLUMNS if file_format == FileFormat.OWN else _TAKEN[file_format]
    positions: dict[str, int] = {}
    ignored = []
    for position, (heading, name) in enumerate(zip(headings, names, strict=True)):
        column = name if name in taken else _SYNONYMS.get(name, name)
        if column in taken and column not in positions:
            positions[column] = position
        elif column in taken and file_format == FileFormat.OWN:
            raise ImportRefused(
                Refusal.COLUMN_TWICE, found=partial(quoted, [(heading.strip(), "")])
            )
        elif name:  # a trailing separator leaves a column without a heading
            ignored.append(heading.strip())
    if ignored and file_format == FileFormat.OWN:
        raise ImportRefused(
            Refusal.UNKNOWN_COLUMNS,
            found=partial(quoted, [(name, _meant(name)) for name in ignored[:40]]),
            expected=", ".join(OWN_COLUMNS),
        )
    return Columns(file_format, positions, tuple(ignored))


def known_headings(headings: Sequence[str]) -> int:
    """How many of them any format knows: the right separator shows the most."""
    names = {plain_heading(heading) for heading in headings}
    everything = {*OWN_COLUMNS, *_SYNONYMS, *(name for taken in _TAKEN.values() for name in taken)}
    return len(names & (everything | _MARKS_OF_MAILCHIMP))


def _meant(heading: str) -> str:
    close = get_close_matches(plain_heading(heading), [*OWN_COLUMNS, *_SYNONYMS], 1, cutoff=0.7)
    return _SYNONYMS.get(close[0], close[0]) if close else ""


#: Columns that Mailchimp adds to every export, beside those that its users make.
_MARKS_OF_MAILCHIMP: Final = frozenset(
    {"member_rating", "optin_time", "optin_ip", "leid", "euid", "gmtoff", "clean_time"}
    | {"unsub_time", "last_changed"}
)

_TAKEN: Final[Mapping[FileFormat, tuple[str, ...]]] = {
    FileFormat.MAILCHIMP: (
        "email",
        "first_name",
        "last_name",
        "name",
        "language",
        "optin_time",
        "confirm_time",
        "unsub_time",
        "unsub_reason",
        "clean_time",
        "tags",
    ),
    FileFormat.LISTMONK: (
        "email",
        "name",
        "attributes",
        "status",
        "subscription_status",
        "created_at",
    ),
    FileFormat.GHOST: (
        "email",
        "name",
        "subscribed_to_emails",
        "created_at",
        "deleted_at",
        "labels",
    ),
    FileFormat.SUBSTACK: ("email", "name", "email_disabled", "created_at"),
}


def _format_of(names: set[str]) -> FileFormat:
    if len(names & _MARKS_OF_MAILCHIMP) >= 2:
        return FileFormat.MAILCHIMP
    if "subscribed_to_emails" in names:
        return FileFormat.GHOST
    if "attributes" in names:
        return FileFormat.LISTMONK
    if names & {"active_subscription", "email_disabled"}:
        return FileFormat.SUBSTACK
    return FileFormat.OWN
