"""The bytes of the mails: built once a letter, then filled in for each reader.

There is no `Auto-Submitted` here on purpose: RFC 3834 means it for answers and notices that a
machine sends of itself (our confirmation mails), and some programs hide or refuse such mail.
A newsletter is sent by people to a list; `List-Id` says so, and out-of-office programs do not
answer lists. There is no quoted-printable either: it doubles Arabic, base64 adds a third.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email.utils import format_datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from newsletter.letter import RECIPIENT_TOKEN
from newsletter.rendering.encoded import CRLF, EncodedText, PlainOctets
from newsletter.rendering.errors import RenderError
from newsletter.rendering.headers import bracketed_url, header_text, mailbox
from newsletter.rendering.markup import LONGEST_LINE
from newsletter.rendering.places import (
    greeting_in_html,
    greeting_in_text,
    greeting_place,
    split_at_places,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from newsletter.rendering.head import Greeting, Head

_LONGEST_TOKEN = 96
_TOKEN = re.compile(rf"[A-Za-z0-9_.~:-]{{1,{_LONGEST_TOKEN}}}")
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9._+=-]+@[A-Za-z0-9.-]+>")


@dataclass(frozen=True, slots=True)
class Addressee:
    """One reader of a letter: `token` replaces `RECIPIENT_TOKEN` in all addresses.

    `message_id` comes from `identity.message_id` and is the same in every attempt. Where there
    is a `name`, the letter greets by it.
    """

    address: str
    token: str
    message_id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Body:
    """One alternative: its headers, its text with its places, and how it greets in it."""

    head: bytes
    text: EncodedText | PlainOctets
    greet: Callable[[Greeting, str], str]

    def filled(self, values: dict[str, bytes], greetings: tuple[Greeting, ...], name: str) -> bytes:
        own = {greeting_place(g.language): self.greet(g, name).encode() for g in greetings}
        return self.text.filled(values | own)


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """A letter ready to be addressed; safe to share between threads.

    `fingerprint` is the SHA-256 of all that readers get, save what is their own: what an
    approval is of.
    """

    fingerprint: str
    before: bytes
    after: PlainOctets
    boundary: bytes
    bodies: tuple[_Body, ...]
    greetings: tuple[Greeting, ...]

    def address_to(self, addressee: Addressee, *, date: datetime) -> bytes:
        """The whole message with CRLF line ends; `date` is aware and becomes `Date`.

        The same arguments give the same octets. Raises `RenderError` for a name with a line
        break, an address that is none, a token or Message-ID with other than plain letters.
        """
        if date.tzinfo is None:
            raise RenderError("Date: a time without a zone")
        if not _TOKEN.fullmatch(addressee.token):
            raise RenderError("the recipient's token holds characters that addresses change")
        if not _MESSAGE_ID.fullmatch(addressee.message_id):
            raise RenderError(f"Message-ID: not one: {addressee.message_id!r}")
        values = {RECIPIENT_TOKEN: addressee.token.encode()}
        own = [
            f"To: {mailbox('To', addressee.name, addressee.address)}",
            f"Date: {format_datetime(date)}",
            f"Message-ID: {addressee.message_id}",
        ]
        chunks = [self.before, "\r\n".join(own).encode("ascii"), CRLF]
        chunks += [self.after.filled(values), CRLF]
        for body in self.bodies:
            chunks += [b"--", self.boundary, CRLF, body.head, CRLF, CRLF]
            chunks += [body.filled(values, self.greetings, addressee.name), CRLF]
        chunks += [b"--", self.boundary, b"--", CRLF]
        return b"".join(chunks)


def message_template(head: Head, *, html: str, plain: str) -> MessageTemplate:
    """The headers and both alternatives, plain text first. Raises `RenderError`.

    `html` and `plain` are as they were rendered, with the places of the reader's own parts.
    """
    boundary = "=_" + hashlib.sha256(f"{plain}\0{html}".encode()).hexdigest()[:32]
    before = [
        f"From: {mailbox('From', head.from_name, head.from_address)}",
        f"Subject: {header_text('Subject', head.subject)}",
    ]
    if head.reply_to:
        before.append(f"Reply-To: {mailbox('Reply-To', '', head.reply_to)}")
    after = [
        *_list_headers(head),
        f"Feedback-ID: {head.issue}:{'-'.join(head.languages)}:newsletter:{_sender_id(head)}",
        f"Content-Language: {', '.join(head.languages)}",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/alternative;\r\n boundary="{boundary}"',
    ]
    first, last = ("".join(line + "\r\n" for line in lines) for lines in (before, after))
    kept = [first, last, plain, html, *(f"{g.named}\n{g.unnamed}" for g in head.greetings)]
    pieces, names = split_at_places(last.encode("ascii"), ())
    languages = [greeting.language for greeting in head.greetings]
    return MessageTemplate(
        fingerprint=hashlib.sha256("\0".join(kept).encode()).hexdigest(),
        before=first.encode("ascii"),
        after=PlainOctets(tuple(pieces), tuple(names)),
        boundary=boundary.encode("ascii"),
        bodies=(
            _body("text/plain", plain, languages, greeting_in_text),
            _body("text/html", html, languages, greeting_in_html),
        ),
        greetings=head.greetings,
    )


def _list_headers(head: Head) -> list[str]:
    """`List-Id` (RFC 2919) and the unsubscribe headers (RFC 2369, RFC 8058)."""
    ways = [bracketed_url("List-Unsubscribe", head.unsubscribe_url)]
    if head.unsubscribe_mailbox:
        box = mailbox("List-Unsubscribe", "", head.unsubscribe_mailbox)
        subject = quote("unsubscribe ") + RECIPIENT_TOKEN
        ways.append(bracketed_url("List-Unsubscribe", f"mailto:{box}?subject={subject}"))
    if not re.fullmatch(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", head.list_id):
        raise RenderError(f"List-Id: not an identifier like a domain: {head.list_id!r}")
    headers = [
        f"List-Id: <{head.list_id}>",
        "List-Unsubscribe: " + ",\r\n ".join(ways),
    ]
    # One click is only defined for https: a mail program would not post to anything else.
    if urlsplit(head.unsubscribe_url).scheme == "https":
        headers.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
    return headers


def _sender_id(head: Head) -> str:
    """Names the list in Gmail's figures of complaints, which take 5 to 15 characters."""
    return hashlib.sha256(head.list_id.encode()).hexdigest()[:12]


def _body(
    content_type: str, text: str, languages: list[str], greet: Callable[[Greeting, str], str]
) -> _Body:
    content = "\r\n".join(text.split("\n")).encode()
    pieces, names = split_at_places(content, languages)
    # A name may be in any script; and tokens make lines longer.
    greets = any(name != RECIPIENT_TOKEN for name in names)
    longest = max(
        len(line) + line.count(RECIPIENT_TOKEN.encode()) * _LONGEST_TOKEN
        for line in content.split(CRLF)
    )
    base64 = greets or longest > LONGEST_LINE or not content.isascii()
    head = [
        f"Content-Type: {content_type}; charset=utf-8",
        f"Content-Transfer-Encoding: {'base64' if base64 else '7bit'}",
    ]
    return _Body(
        "\r\n".join(head).encode("ascii"),
        EncodedText.of(pieces, names) if base64 else PlainOctets(tuple(pieces), tuple(names)),
        greet,
    )
