"""What reaches the log? Neither addresses nor tokens, and one line for each event.

Attached to the handlers of the settings, so that it sees the records of every library.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime

from cms.audit.marks import mark_of

#: The local part is bounded (RFC 5321, 4.5.3.1.1), so that long texts cost no more than short.
_ADDRESS = re.compile(
    r"[^\s<>\"'`(),;:\\/?&=|\[\]{}@%]{1,64}"
    r"(?:%2B[^\s<>\"'`(),;:\\/?&=|\[\]{}@%]{1,64})?"
    r"(?:@|%40)"
    r"([^\W_][\w-]{0,62}(?:\.[\w-]{1,63}){0,8})",
    re.IGNORECASE,
)
#: Values of a query that open something.
_QUERY = re.compile(
    r"(?i)\b(token|key|code|signature|sig|password|secret|sessionid|csrfmiddlewaretoken)"
    r"(=|%3D|[\"']?:\s*[\"']?)([^&\s\"'<>,;}]{4,})"
)
#: Paths whose next parts are a key: subscriptions, previews, new passwords, invitations, receipts
#: of page ratings.
_PATH = re.compile(
    r"(?i)(/(?:page-rating|subscription|unsubscribe|confirm|preview|previews|invitation|invitations|"
    r"password_reset/confirm|password/reset/key|accept|approve|decide)/)"
    r"([^\s\"'<>?#]{12,})"
)
#: Control characters (line ends and terminal codes among them) and overrides of direction, each
#: as Python writes it in a string.
_CONTROLS = {
    code: chr(code).encode("unicode_escape").decode()
    for code in (
        *range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    )
}  # fmt: skip
ELLIPSIS = "…"


def scrubbed(text: str) -> str:
    """The text without addresses and keys; an address becomes its mark, the same each time."""
    text = _PATH.sub(rf"\1{ELLIPSIS}", text)
    text = _QUERY.sub(rf"\1\2{ELLIPSIS}", text)
    return _ADDRESS.sub(lambda found: f"<address {mark_of(_plain(found.group(0)))}>", text)


def _plain(address: str) -> str:
    return address.replace("%40", "@").replace("%2B", "+").replace("%2b", "+")


def one_line(text: str) -> str:
    """Line ends and terminal codes escaped: nobody writes a second event into a message."""
    return text.translate(_CONTROLS)


class PersonalDataFilter(logging.Filter):
    """Lets every record pass, its texts scrubbed; seen twice, a record stays as it is."""

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            message = record.getMessage()
        except (TypeError, ValueError) as error:
            # A record whose parts do not fit must not lose the event.
            message = f"{record.msg!r} ({type(error).__name__})"
        record.msg = one_line(scrubbed(message))
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = "".join(traceback.format_exception(*record.exc_info)).rstrip()
        if record.exc_text:
            record.exc_text = _indented(scrubbed(record.exc_text))
        if record.stack_info:
            record.stack_info = _indented(scrubbed(record.stack_info))
        return True


def _indented(text: str) -> str:
    """Lines after the first of an event begin with a mark, so that none passes for an event."""
    lines = text.replace("\r", "\\r").split("\n")
    return "\n".join(line if line.startswith("  | ") else f"  | {line}" for line in lines)


class JsonFormatter(logging.Formatter):
    """One JSON object a line (LOG_FORMAT=json); `at` is UTC as of RFC 3339."""

    def format(self, record: logging.LogRecord) -> str:
        event: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        if record.exc_text:
            event["trace"] = record.exc_text
        if record.stack_info:
            event["stack"] = record.stack_info
        return json.dumps(event, ensure_ascii=False)
