"""Whom does a row name, and what does it say of them? One reader for each format."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from newsletter.importing.formats import FileFormat
from newsletter.importing.outcomes import RowReason
from newsletter.importing.standing import Standing
from newsletter.importing.values import (
    audience_in,
    bare_address,
    language_in,
    moment_in,
    name_in,
    one_line,
    outlet_in,
    truth_of,
)
from newsletter.mailboxes import normal_address
from newsletter.models import (
    Audience,
    StatusReason,
    SubscriberLanguage,
    SubscriberStatus,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from newsletter.importing.csv_records import Record
    from newsletter.importing.formats import Columns


@dataclass(frozen=True, slots=True)
class Listed:
    """`since` is when they said no or came onto the list; None and "" are what a row leaves open.

    `reason` is that of a no, where the list says more than that it was one.
    """

    row: int
    email: str
    standing: Standing = Standing.YES
    reason: StatusReason | None = None
    language: SubscriberLanguage | None = None
    audience: Audience | None = None
    abroad: bool | None = None
    entity: str = ""
    name: str = ""
    outlet: str = ""
    since: datetime | None = None
    created_at: datetime | None = None
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unusable:
    """A row that names nobody; `address` is what stood there, for the report."""

    row: int
    address: str
    reason: RowReason


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one file. `verdict` is what the name of the file says of all in it."""

    columns: Columns
    latest: datetime
    verdict: Standing | None = None

    def read(self, record: Record) -> Listed | Unusable:
        raw = self.columns.cell(record.cells, "email")
        shown = bare_address(raw)[:254]
        if record.broken:
            return Unusable(record.number, shown, RowReason.UNREADABLE)
        if not shown:
            return Unusable(record.number, "", RowReason.NO_ADDRESS)
        address = normal_address(bare_address(raw))
        try:
            validate_email(address)
        except ValidationError:
            return Unusable(record.number, shown, RowReason.NOT_AN_ADDRESS)
        if len(address) > _LONGEST:
            return Unusable(record.number, shown, RowReason.NOT_AN_ADDRESS)
        said = _READERS[self.columns.file_format](
            Listed(record.number, address),
            lambda name: self.columns.cell(record.cells, name),
            self,
        )
        if self.verdict is not None and not said.standing.is_no:
            said = replace(said, standing=self.verdict)
        return said

    def has(self, column: str) -> bool:
        return column in self.columns.positions

    def moment(self, text: str) -> datetime | None:
        return moment_in(text, self.latest) if text else None


_LONGEST: Final = 254  # as the model's field and RFC 5321 have it

if TYPE_CHECKING:
    Cell = Callable[[str], str]
    Reader = Callable[[Listed, Cell, RowReader], Listed]


def verdict_of_name(file_name: str) -> Standing | None:
    """Mailchimp names its files by who is in them: "unsubscribed_members_export_….csv"."""
    name = file_name.casefold().replace("-", "_")
    return next((verdict for beginning, verdict in _BEGINNINGS if name.startswith(beginning)), None)


_BEGINNINGS: Final = (
    ("unsubscribed_", Standing.LEFT),
    ("cleaned_", Standing.BOUNCED),
    ("nonsubscribed_", Standing.UNCONFIRMED),
    ("non_subscribed_", Standing.UNCONFIRMED),
)


def _own(listed: Listed, cell: Cell, reader: RowReader) -> Listed:
    status = cell("status").casefold()
    standing = _OF_STATUS.get(status, Standing.YES if not status else Standing.UNCONFIRMED)
    reason = cell("reason").casefold()
    created = reader.moment(cell("created_at"))
    return replace(
        listed,
        standing=standing,
        reason=StatusReason(reason) if reason in _REASONS.get(standing, ()) else None,
        language=language_in(cell("language")),
        audience=audience_in([cell("audience")]),
        abroad=truth_of(cell("abroad")),
        entity=one_line(cell("entity")),
        name=name_in(cell("name")),
        outlet=outlet_in(cell("outlet")),
        since=created if standing == Standing.YES else None,
        created_at=created,
        confirmed_at=reader.moment(cell("confirmed_at")),
    )


_OF_STATUS: Final[dict[str, Standing]] = {
    SubscriberStatus.ACTIVE.value: Standing.YES,
    "subscribed": Standing.YES,
    "enabled": Standing.YES,
    "نشط": Standing.YES,
    SubscriberStatus.PENDING.value: Standing.UNCONFIRMED,
    SubscriberStatus.UNSUBSCRIBED.value: Standing.LEFT,
    "disabled": Standing.LEFT,
    "inactive": Standing.LEFT,
    "ألغى الاشتراك": Standing.LEFT,
    SubscriberStatus.BOUNCED.value: Standing.BOUNCED,
    "cleaned": Standing.BOUNCED,
    SubscriberStatus.COMPLAINED.value: Standing.COMPLAINED,
    "blocklisted": Standing.BLOCKED,
}

#: Which reasons of ours go with which no.
_REASONS: Final[dict[Standing, frozenset[StatusReason]]] = {
    Standing.LEFT: frozenset(
        {
            StatusReason.TOO_OFTEN,
            StatusReason.NOT_USEFUL,
            StatusReason.NEVER_ASKED,
            StatusReason.LANGUAGE,
            StatusReason.ANOTHER_ADDRESS,
            StatusReason.UNSAID,
            StatusReason.ONE_CLICK,
            StatusReason.BY_MANAGER,
        }
    ),
    Standing.BOUNCED: frozenset({StatusReason.HARD_BOUNCE}),
}


def _mailchimp(listed: Listed, cell: Cell, reader: RowReader) -> Listed:
    """A file with a time of leaving and none of cleaning holds leavers only, and the reverse;
    one with both was put together by hand, and each row says by itself.
    """
    left, cleaned = cell("unsub_time"), cell("clean_time")
    only_left = reader.has("unsub_time") and not reader.has("clean_time")
    only_cleaned = reader.has("clean_time") and not reader.has("unsub_time")
    standing = Standing.YES
    if cleaned or only_cleaned:
        standing = Standing.BOUNCED
    elif left or only_left or cell("unsub_reason"):
        complaint = any(word in cell("unsub_reason").casefold() for word in _COMPLAINTS)
        standing = Standing.COMPLAINED if complaint else Standing.LEFT
    joined = reader.moment(cell("optin_time")) or reader.moment(cell("confirm_time"))
    whole = cell("name") or f"{cell('first_name')} {cell('last_name')}"
    return replace(
        listed,
        standing=standing,
        language=language_in(cell("language")),
        audience=audience_in(_tags(cell("tags"))),
        name=name_in(whole),
        since=joined if standing == Standing.YES else reader.moment(cleaned or left),
        created_at=joined,
        confirmed_at=reader.moment(cell("confirm_time")),
    )


_COMPLAINTS: Final = ("abuse", "spam", "complain")


def _tags(text: str) -> list[str]:
    """Mailchimp quotes each tag within the quoted cell: "VIP","جامعات"."""
    return [tag.strip().strip('"').strip() for tag in text.split(",")]


def _listmonk(listed: Listed, cell: Cell, reader: RowReader) -> Listed:
    standing = _OF_STATUS.get(cell("status").casefold() or "enabled", Standing.UNCONFIRMED)
    if standing == Standing.YES and (of_list := cell("subscription_status").casefold()):
        standing = _OF_SUBSCRIPTION.get(of_list, Standing.UNCONFIRMED)
    attributes = _attributes(cell("attributes"))
    joined = reader.moment(cell("created_at"))
    return replace(
        listed,
        standing=standing,
        language=language_in(attributes.get("language") or attributes.get("lang", "")),
        audience=audience_in([attributes.get("audience", ""), attributes.get("segment", "")]),
        entity=one_line(attributes.get("entity", "")),
        name=name_in(cell("name")),
        since=joined if standing == Standing.YES else None,
        created_at=joined,
    )


_OF_SUBSCRIPTION: Final = {
    "confirmed": Standing.YES,
    "unconfirmed": Standing.UNCONFIRMED,
    "unsubscribed": Standing.LEFT,
}


def _attributes(text: str) -> dict[str, str]:
    """The texts of a JSON object; of anything else nothing."""
    try:
        values = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(values, dict):
        return {}
    return {name.casefold(): value for name, value in values.items() if isinstance(value, str)}


def _ghost(listed: Listed, cell: Cell, reader: RowReader) -> Listed:
    gone = truth_of(cell("subscribed_to_emails")) is not True or bool(cell("deleted_at"))
    standing = Standing.LEFT if gone else Standing.YES
    joined = reader.moment(cell("created_at"))
    return replace(
        listed,
        standing=standing,
        audience=audience_in(_tags(cell("labels"))),
        name=name_in(cell("name")),
        since=reader.moment(cell("deleted_at")) if gone else joined,
        created_at=joined,
    )


def _substack(listed: Listed, cell: Cell, reader: RowReader) -> Listed:
    gone = truth_of(cell("email_disabled")) is not False and reader.has("email_disabled")
    joined = reader.moment(cell("created_at"))
    return replace(
        listed,
        standing=Standing.LEFT if gone else Standing.YES,
        name=name_in(cell("name")),
        since=None if gone else joined,
        created_at=joined,
    )


_READERS: Final[dict[FileFormat, Reader]] = {
    FileFormat.OWN: _own,
    FileFormat.MAILCHIMP: _mailchimp,
    FileFormat.LISTMONK: _listmonk,
    FileFormat.GHOST: _ghost,
    FileFormat.SUBSTACK: _substack,
}
