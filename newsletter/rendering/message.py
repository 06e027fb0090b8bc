"""The bytes of the mails: built once a letter, then filled in for each reader.

There is no `Auto-Submitted` here on purpose: RFC 3834 means it for answers and notices that a
machine sends of itself (our confirmation mails), and some programs hide or refuse such mail.
A newsletter is sent by people to a list; `List-Id` says so, and out-of-office programs do not
answer lists. There is no quoted-printable either: it doubles Arabic, base64 adds a third.
"""

from __future__ import annotations

import binascii
import hashlib
import re
from dataclasses import dataclass
from email.utils import format_datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from newsletter.letter import RECIPIENT_TOKEN
from newsletter.rendering.errors import RenderError
from newsletter.rendering.headers import bracketed_url, header_text, mailbox
from newsletter.rendering.markup import LONGEST_LINE

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.letter import Letter

_CRLF = b"\r\n"
_TOKEN = re.compile(r"[A-Za-z0-9_.~:-]{1,200}")
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9._+=-]+@[A-Za-z0-9.-]+>")
_PLACE = RECIPIENT_TOKEN.encode()


@dataclass(frozen=True, slots=True)
class Addressee:
    """One reader of a letter: `token` replaces `RECIPIENT_TOKEN` in all addresses.

    `message_id` comes from `identity.message_id` and is the same in every attempt.
    """

    address: str
    token: str
    message_id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Body:
    """One alternative: its headers, its octets with the token's place, and its encoding."""

    head: bytes
    content: bytes
    base64: bool


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """A letter ready to be addressed; safe to share between threads."""

    before: bytes
    after: bytes
    boundary: bytes
    bodies: tuple[_Body, ...]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all that readers get, save what is their own: what an approval is of."""
        octets = [self.before, self.after, *(b.head + b.content for b in self.bodies)]
        return hashlib.sha256(b"\0".join(octets)).hexdigest()

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
        token = addressee.token.encode()
        own = [
            f"To: {mailbox('To', addressee.name, addressee.address)}",
            f"Date: {format_datetime(date)}",
            f"Message-ID: {addressee.message_id}",
        ]
        chunks = [self.before, "\r\n".join(own).encode("ascii"), _CRLF]
        chunks += [self.after.replace(_PLACE, token), _CRLF]
        for body in self.bodies:
            chunks += [b"--", self.boundary, _CRLF, body.head, _CRLF, _CRLF]
            content = body.content.replace(_PLACE, token)
            chunks += [_base64_lines(content) if body.base64 else content, _CRLF]
        chunks += [b"--", self.boundary, b"--", _CRLF]
        return b"".join(chunks)


def message_template(letter: Letter, *, html: str, plain: str) -> MessageTemplate:
    """The letter's headers and both alternatives, plain text first. Raises `RenderError`."""
    boundary = "=_" + hashlib.sha256(f"{plain}\0{html}".encode()).hexdigest()[:32]
    sender = letter.sender
    before = [
        f"From: {mailbox('From', sender.name, sender.address)}",
        f"Subject: {header_text('Subject', letter.subject)}",
    ]
    if sender.reply_to:
        before.append(f"Reply-To: {mailbox('Reply-To', '', sender.reply_to)}")
    after = [
        *_list_headers(letter),
        f"Feedback-ID: {letter.issue}:{'-'.join(letter.languages)}:newsletter:{sender.list_id}",
        f"Content-Language: {', '.join(letter.languages)}",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/alternative;\r\n boundary="{boundary}"',
    ]
    return MessageTemplate(
        before="".join(line + "\r\n" for line in before).encode("ascii"),
        after="".join(line + "\r\n" for line in after).encode("ascii"),
        boundary=boundary.encode("ascii"),
        bodies=(_body("text/plain", plain), _body("text/html", html)),
    )


def _list_headers(letter: Letter) -> list[str]:
    """`List-Id` (RFC 2919) and the unsubscribe headers (RFC 2369, RFC 8058)."""
    sender = letter.sender
    ways = [bracketed_url("List-Unsubscribe", letter.unsubscribe_url)]
    if sender.unsubscribe_mailbox:
        box = mailbox("List-Unsubscribe", "", sender.unsubscribe_mailbox)
        subject = quote("unsubscribe ") + RECIPIENT_TOKEN
        ways.append(bracketed_url("List-Unsubscribe", f"mailto:{box}?subject={subject}"))
    if not re.fullmatch(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", sender.list_id):
        raise RenderError(f"List-Id: not an identifier like a domain: {sender.list_id!r}")
    headers = [
        f"List-Id: <{sender.list_id}>",
        "List-Unsubscribe: " + ",\r\n ".join(ways),
    ]
    # One click is only defined for https: a mail program would not post to anything else.
    if urlsplit(letter.unsubscribe_url).scheme == "https":
        headers.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
    return headers


def _body(content_type: str, text: str) -> _Body:
    content = "\r\n".join(text.split("\n")).encode()
    short = all(len(line) <= LONGEST_LINE for line in content.split(_CRLF))
    base64 = not (short and content.isascii())
    head = [
        f"Content-Type: {content_type}; charset=utf-8",
        f"Content-Transfer-Encoding: {'base64' if base64 else '7bit'}",
    ]
    return _Body("\r\n".join(head).encode("ascii"), content, base64)


def _base64_lines(content: bytes) -> bytes:
    encoded = binascii.b2a_base64(content, newline=False)
    return _CRLF.join(encoded[i : i + 76] for i in range(0, len(encoded), 76))
