"""A scheduled letter in the nursery's house, and processes that die while they hand it over."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from newsletter.transports.base import Receipt, Transport

#: After this a process that is gone is known to be gone; rounds lie further apart.
ROUND = timedelta(hours=1)


def schedule_letter(order: dict[str, Any]) -> int:
    """An issue, its readers (so many of each language), and its letter, to be sent at ten."""
    from cms.access.roles import Role
    from newsletter.models import SubscriberLanguage
    from tests.factories import newsletter, people
    from tests.newsletter.mailings import letters

    for number, language in enumerate(list(SubscriberLanguage) * int(order["readers"])):
        newsletter.subscriber(email=f"reader-{number}@readers.example", language=language)
    maker, second = people.user(Role.NEWSLETTER_MANAGER), people.user(Role.EDITOR)
    mailing = letters.scheduled(letters.issue(), maker, second, letters.MONDAY)
    return int(mailing.pk)


def schedule_again(order: dict[str, Any]) -> None:
    """As if nothing of it had been handed over."""
    from newsletter.models import Delivery, Mailing, MailingState

    Delivery.objects.all().delete()
    Mailing.objects.filter(pk=order["mailing"]).update(
        state=MailingState.SCHEDULED, started_at=None, finished_at=None
    )


def hand_over_letter(order: dict[str, Any]) -> None:
    """One process's work. With `dies` it ends by SIGKILL at the `message`-th; `port` is a relay."""
    from newsletter.actions.hand_over import hand_over
    from tests.newsletter.mailings import letters

    while not (Path(os.environ["VAR"]) / order.get("waits", "")).exists():
        time.sleep(0.02)  # between two looks at what another process writes
    now = letters.MONDAY + ROUND * (1 + order["round"])
    transport = _relay(order["port"]) if "port" in order else _files(order)
    hand_over(order["mailing"], transport, now, dead_after=timedelta(minutes=20))


def _relay(port: int) -> Transport:
    from django.conf import settings

    from newsletter.transports.relay import RelayTransport

    settings.EMAIL_BACKEND = "cms.notices.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = False
    return RelayTransport("letter@barza.example")


def _files(order: dict[str, Any]) -> Transport:
    from newsletter.transports.file import FileTransport

    folder = Path(os.environ["VAR"]) / "outbox"
    return _Dying(folder, order) if "dies" in order else FileTransport(folder)


@dataclass
class _Dying:
    """Files, until the process dies `before`, `while` or `after` the writing of a message."""

    folder: Path
    order: dict[str, Any]
    count: int = 0
    is_repeatable: bool = True

    def send(self, message: bytes, recipient: str) -> Receipt:
        from newsletter.transports.file import FileTransport

        self.count += 1
        files, is_the_one = FileTransport(self.folder), self.count == self.order["message"]
        if is_the_one and self.order["dies"] == "before":
            _die()
        if is_the_one and self.order["dies"] == "while":
            os.fsync = _die  # type: ignore[assignment]  # the file is there in part
        receipt = files.send(message, recipient)
        if is_the_one:
            _die()
        return receipt

    def close(self) -> None:
        """Nothing is held open."""


def _die(*_any: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("a process outlived SIGKILL")
