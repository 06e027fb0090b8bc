"""What every way of handing over a mail has in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class TransportError(Exception):
    """The message was not handed over; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the other side said when it took the message.

    *Accepted* is not *delivered*: a relay may still fail to pass the message on. `place` says
    where it went (a relay's answer, a file).
    """

    message_id: str
    place: str


class Transport(Protocol):
    """Takes whole messages (CRLF line ends, Message-ID inside), one recipient each."""

    def send(self, message: bytes, recipient: str) -> Receipt:
        """Hand over one message. Raises `TransportError` when it surely was not taken."""
        ...
