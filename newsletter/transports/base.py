"""What every way of handing over a mail has in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class TransportError(Exception):
    """The message was not handed over; the text says why and what to do.

    It surely was not taken, and may be tried again later.
    """


class RecipientRefused(TransportError):
    """This message will never be taken for this recipient; others may be."""


class Postponed(TransportError):
    """Not now for this recipient; others may be taken."""


class Unanswered(Exception):
    """The whole message went over and no answer came: taken, or lost on the way."""


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

    #: Whether the same message handed over twice is one message for its reader.
    is_repeatable: bool

    def send(self, message: bytes, recipient: str) -> Receipt:
        """Hand over one message.

        Raises `TransportError` when it surely was not taken (`RecipientRefused` and `Postponed`
        are this recipient's matter, everything else stops the run), and `Unanswered` when nobody
        knows.
        """
        ...

    def close(self) -> None:
        """Lets go of connections; may be called twice."""
        ...
