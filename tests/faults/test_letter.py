"""A process that hands a letter over dies by SIGKILL: nobody gets two, nobody is lost unnamed."""

from __future__ import annotations

import os
import signal
from collections import Counter
from email import message_from_bytes
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller

from tests.browser.product import free_port
from tests.faults.conftest import copy_of_the_house
from tests.faults.place import Place, alive, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoDbBlocker

READERS = 4  # of each of three choices of language
EVERYBODY = {f"reader-{number}@readers.example" for number in range(3 * READERS)}

pytestmark = pytest.mark.xdist_group("letter on sqlite")


@pytest.fixture(scope="module")
def house(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[tuple[Place, int]]:
    """A house of its own with a scheduled letter, by its number."""
    folder = tmp_path_factory.mktemp("letter")
    copy_of_the_house(folder, django_db_blocker)
    with opened(folder) as place:
        yield place, place.ask("schedule letter", readers=READERS)


@pytest.fixture
def letter(house: tuple[Place, int]) -> Iterator[Letter]:
    place, mailing = house
    place.ask("schedule letter again", mailing=mailing)
    yield Letter(place, mailing)
    place.empty_processes()
    for file in (place.var / "outbox").glob("*"):
        file.unlink()


class Letter:
    def __init__(self, place: Place, mailing: int) -> None:
        self.place, self.mailing, self.rounds = place, mailing, 0

    def begin(self, **order: Any) -> int:
        self.rounds += 1
        return self.place.fork("hand over letter", mailing=self.mailing, round=self.rounds, **order)

    def hand_over(self, **order: Any) -> None:
        """Until the process has ended, in whatever way."""
        pid = self.begin(**order)
        self.place.wait(lambda: not alive(pid))

    def states(self) -> Counter[str]:
        sql = "SELECT state FROM newsletter_delivery"
        return Counter(row[0] for row in self.place.ask("rows", sql=sql))

    def uncertain(self) -> set[str]:
        sql = (
            "SELECT email FROM newsletter_subscriber s JOIN newsletter_delivery d "
            "ON d.subscriber_id = s.id WHERE d.state = 'uncertain'"
        )
        return {row[0] for row in self.place.ask("rows", sql=sql)}

    @property
    def state(self) -> str:
        rows = self.place.ask("rows", sql="SELECT id, state FROM newsletter_mailing")
        return str(dict(rows)[str(self.mailing)])

    def files(self) -> list[str]:
        """For whom the files are."""
        written = (self.place.var / "outbox").glob("*.eml")
        return sorted(str(message_from_bytes(file.read_bytes())["To"]) for file in written)


@pytest.mark.parametrize(
    ("moment", "message"),
    [("before", 1), ("before", 7), ("while", 7), ("after", 7), ("after", len(EVERYBODY))],
)
def test_after_any_death_each_reader_has_one_file(
    letter: Letter, moment: str, message: int
) -> None:
    letter.hand_over(dies=moment, message=message)
    assert letter.state == "sending"
    assert letter.states()["transmitting"] == 1
    letter.hand_over()
    assert letter.states() == {"accepted": len(EVERYBODY)}, letter.place.log()
    assert letter.files() == sorted(EVERYBODY)
    assert letter.state == "sent"


class Relay:
    """Takes mails, and kills who sends them: at a command (`MAIL`, `RCPT`), or `DATA`, when the
    whole message is there and has no answer yet."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self.sender = 0
        self.kills: tuple[str, int] = ("", 0)
        self._seen: Counter[str] = Counter()

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        self._look("MAIL")
        envelope.mail_from = address
        return "250 fine"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        self._look("RCPT")
        envelope.rcpt_tos.append(address)
        return "250 known"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken.update(envelope.rcpt_tos)
        self._look("DATA")
        return "250 taken"

    def _look(self, command: str) -> None:
        self._seen[command] += 1
        if (command, self._seen[command]) == self.kills:
            os.kill(self.sender, signal.SIGKILL)


@pytest.fixture
def relay() -> Iterator[tuple[Relay, int]]:
    handler, port = Relay(), free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, port
    controller.stop()


@pytest.mark.parametrize(
    ("command", "message"),
    [("MAIL", 1), ("MAIL", 7), ("RCPT", 7), ("DATA", 7), ("DATA", len(EVERYBODY))],
)
def test_after_any_death_a_relay_got_no_mail_twice_and_who_got_none_is_named(
    letter: Letter, relay: tuple[Relay, int], command: str, message: int
) -> None:
    server, port = relay
    server.kills = (command, message)
    (letter.place.var / "go").unlink(missing_ok=True)
    server.sender = letter.begin(port=port, waits="go")
    letter.place.touch("go")
    letter.place.wait(lambda: not alive(server.sender))
    assert letter.state == "sending"
    letter.hand_over(port=port)
    assert set(server.taken.values()) == {1}
    assert letter.states() == {"accepted": len(EVERYBODY) - 1, "uncertain": 1}, letter.place.log()
    lost = EVERYBODY - server.taken.keys()
    assert lost <= letter.uncertain()
    assert len(lost) == (0 if command == "DATA" else 1)
    assert letter.state == "sent"
