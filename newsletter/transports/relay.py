"""Hands mails to the mail server of the settings, by Django's backend and one connection."""

from __future__ import annotations

import smtplib
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

from django.core.mail import EmailMessage, get_connection

from cms.notices import smtp
from newsletter.transports.base import (
    Postponed,
    Receipt,
    RecipientRefused,
    TransportError,
    Unanswered,
)

if TYPE_CHECKING:
    from email.message import EmailMessage as Parsed

#: Messages on one connection; servers end longer ones (Postfix after a hundred deliveries).
_ON_ONE_CONNECTION = 100


class _Octets:
    """Stands for the message that Django would build, and gives the octets that are ready."""

    def __init__(self, octets: bytes) -> None:
        self._octets = octets

    def as_bytes(self, unixfrom: bool = False, linesep: str = "\r\n", **_more: Any) -> bytes:
        return self._octets if linesep == "\r\n" else self._octets.replace(b"\r\n", b"\n")


class Ready(EmailMessage):
    """A mail of Django's whose octets exist already; nothing of it is written anew."""

    def __init__(self, octets: bytes, parsed: Parsed, *, sender: str, recipient: str) -> None:
        super().__init__(subject=str(parsed["Subject"]), from_email=sender, to=[recipient])
        self.octets = octets

    def message(self, *args: object, **options: object) -> Any:
        return _Octets(self.octets)


class RelayTransport:
    """`sender` is the address of the envelope, to which bounces go."""

    is_repeatable = False

    def __init__(self, sender: str, *, timeout: float | None = None) -> None:
        self.sender = sender
        options: dict[str, Any] = {} if timeout is None else {"timeout": timeout}
        self._connection = get_connection(**options)
        self._sent = 0

    def send(self, message: bytes, recipient: str) -> Receipt:
        """Hand over one message; see `Transport.send`."""
        parsed = message_from_bytes(message, policy=policy.default)
        mail = Ready(message, parsed, sender=self.sender, recipient=recipient)
        try:
            if self._sent % _ON_ONE_CONNECTION == 0:
                self._connection.close()
                self._connection.open()
            self._connection.send_messages([mail])
        except smtp.Unanswered as error:
            self.close()
            raise Unanswered from error
        except smtplib.SMTPRecipientsRefused as error:
            code = max((code for code, _words in error.recipients.values()), default=550)
            raise _refused(code) from error
        except smtplib.SMTPDataError as error:
            raise _refused(error.smtp_code) from error
        except (smtplib.SMTPNotSupportedError, ValueError) as error:
            raise RecipientRefused("the mail server does not understand the address") from error
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise TransportError(
                "the mail server cannot be reached or refuses us: look at EMAIL_URL and its log"
            ) from error
        self._sent += 1
        return Receipt(message_id=str(parsed["Message-ID"]), place="relay")

    def close(self) -> None:
        self._connection.close()
        self._sent = 0


def _refused(code: int) -> TransportError:
    """RFC 5321, 4.2.1: 4yz may be tried again, 5yz never."""
    if 400 <= code < 500:
        return Postponed(f"the mail server asks for patience ({code})")
    return RecipientRefused(f"the mail server refuses it ({code})")
