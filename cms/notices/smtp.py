"""Did the mail server take it? SMTP that says at which point a conversation broke off."""

from __future__ import annotations

import smtplib
from typing import TYPE_CHECKING

from django.core.mail.backends.smtp import EmailBackend as DjangoBackend

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

#: Seconds for each answer, and for the one after the message, which a server may think over
#: (RFC 5321, 4.5.3.2.6).
ANSWER_LIMIT = 60
VERDICT_LIMIT = 600


class Unanswered(smtplib.SMTPException):
    """The whole message was handed over and no answer came: taken, or lost on the way."""


def _hand_over(connection: smtplib.SMTP, message: ReadableBuffer | str) -> tuple[int, bytes]:
    """`data` as in `smtplib`, in two steps: what fails before the last dot was not sent."""
    connection.putcmd("data")
    code, answer = connection.getreply()
    if code != 354:
        raise smtplib.SMTPDataError(code, answer)
    raw = message.encode("ascii") if isinstance(message, str) else bytes(message)
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    stuffed = (b"." + line if line.startswith(b".") else line for line in lines)
    connection.send(b"\r\n".join([*stuffed, b".", b""]))
    _allow(connection, VERDICT_LIMIT)
    try:
        code, answer = connection.getreply()
    except (smtplib.SMTPServerDisconnected, OSError) as error:
        connection.close()
        raise Unanswered from error
    _allow(connection, ANSWER_LIMIT)
    return code, answer


def _allow(connection: smtplib.SMTP, seconds: float) -> None:
    if connection.sock is not None:
        connection.sock.settimeout(seconds)


class _Plain(smtplib.SMTP):
    def data(self, msg: ReadableBuffer | str) -> tuple[int, bytes]:
        return _hand_over(self, msg)


class _Secure(smtplib.SMTP_SSL):
    def data(self, msg: ReadableBuffer | str) -> tuple[int, bytes]:
        return _hand_over(self, msg)


class EmailBackend(DjangoBackend):
    """Django's own, with limits of time; an `Unanswered` leaves it as it is."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # handed on as they came
        if self.timeout is None:
            self.timeout = ANSWER_LIMIT

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _Secure if self.use_ssl else _Plain

    def open(self) -> bool | None:
        """What a server lacks before any message is no fault of an address."""
        try:
            return super().open()
        except (smtplib.SMTPNotSupportedError, ValueError) as error:
            self.close()
            raise smtplib.SMTPException("encryption or login is not offered") from error

    def close(self) -> None:
        """After an answer, what becomes of the farewell is of no interest."""
        try:
            super().close()
        except (smtplib.SMTPException, OSError):
            self.connection = None
