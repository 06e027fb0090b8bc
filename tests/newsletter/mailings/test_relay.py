"""Letters by SMTP, to a real server: whole, once, and each answer understood."""

from __future__ import annotations

import email
from datetime import timedelta
from email import policy
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller

from newsletter.actions.hand_over import hand_over
from newsletter.models import Delivery, DeliveryState, MailingState, Subscriber
from newsletter.transports.base import Postponed, RecipientRefused, TransportError, Unanswered
from newsletter.transports.relay import RelayTransport
from tests.browser.product import free_port
from tests.newsletter.mailings import letters
from tests.newsletter.test_file_transport import READER, message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from pytest_django.fixtures import SettingsWrapper

    from cms.models import User

SENDER = "letter@barza.example"


class Server:
    """Keeps what it takes; answers as it is told, by command and recipient."""

    def __init__(self) -> None:
        self.taken: list[Any] = []
        self.connections = 0
        self.at_recipient: dict[str, str] = {}
        self.at_end = "250 taken"
        self.hangs_up = False

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        answer = self.at_recipient.get(address)
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 known"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.hangs_up:
            server.transport.close()
        if self.at_end.startswith("250"):
            self.taken.append(envelope)
        return self.at_end


@pytest.fixture
def server(settings: SettingsWrapper) -> Iterator[Server]:
    handler = Server()
    port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "cms.notices.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.EMAIL_USE_TLS = False
    yield handler
    controller.stop()


@pytest.fixture
def relay(server: Server) -> Iterator[RelayTransport]:
    transport = RelayTransport(SENDER)
    yield transport
    transport.close()


def test_the_octets_of_the_message_arrive_as_they_are(
    server: Server, relay: RelayTransport
) -> None:
    octets = message(text="السلام عليكم\n.leading dot\n")
    receipt = relay.send(octets, READER.address)
    assert receipt.message_id == READER.message_id
    (envelope,) = server.taken
    assert envelope.original_content == octets
    assert (envelope.mail_from, envelope.rcpt_tos) == (SENDER, [READER.address])


def test_many_letters_go_over_one_connection(server: Server, relay: RelayTransport) -> None:
    for _one in range(5):
        relay.send(message(), READER.address)
    assert len(server.taken) == 5
    assert server.connections == 1


@pytest.mark.parametrize(
    ("answer", "error"),
    [("550 no such user", RecipientRefused), ("451 come again", Postponed)],
)
def test_a_refused_recipient_is_that_recipient_s_matter(
    server: Server, relay: RelayTransport, answer: str, error: type[Exception]
) -> None:
    server.at_recipient["gone@example.org"] = answer
    with pytest.raises(error):
        relay.send(message(), "gone@example.org")
    relay.send(message(), READER.address)
    assert [envelope.rcpt_tos for envelope in server.taken] == [[READER.address]]


@pytest.mark.parametrize(
    ("answer", "error"), [("552 too large", RecipientRefused), ("450 later", Postponed)]
)
def test_a_message_that_is_refused_at_its_end_was_not_sent(
    server: Server, relay: RelayTransport, answer: str, error: type[Exception]
) -> None:
    server.at_end = answer
    with pytest.raises(error):
        relay.send(message(), READER.address)


def test_nobody_knows_of_a_message_whose_server_hung_up_after_the_dot(
    server: Server, relay: RelayTransport
) -> None:
    server.hangs_up = True
    with pytest.raises(Unanswered):
        relay.send(message(), READER.address)


def test_a_server_that_is_not_there_ends_the_run_and_says_where_to_look(
    settings: SettingsWrapper,
) -> None:
    settings.EMAIL_BACKEND = "cms.notices.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(TransportError, match="EMAIL_URL"):
        RelayTransport(SENDER, timeout=2).send(message(), READER.address)


def test_a_month_by_smtp_parses_strictly_with_every_header_of_a_list(
    server: Server,
    relay: RelayTransport,
    month: date,
    manager: User,
    second: User,
    monday: datetime,
    settings: SettingsWrapper,
) -> None:
    settings.PUBLIC_URL = "https://barza.example"
    settings.NEWSLETTER_TRANSPORT = "smtp"
    letters.readers(2)
    mailing = letters.scheduled(month, manager, second, monday)
    gone = Subscriber.objects.order_by("pk")[0]
    server.at_recipient[gone.email] = "550 no such user"
    progress = hand_over(mailing.pk, relay, monday + timedelta(hours=1))
    assert (progress.accepted, progress.rejected, progress.audience) == (5, 1, 6)
    assert letters.state(mailing) == MailingState.SENT
    assert Delivery.objects.get(subscriber=gone).state == DeliveryState.REJECTED
    addresses = {row.email: row.language for row in Subscriber.objects.all()}
    ids = set()
    for envelope in server.taken:
        parsed = email.message_from_bytes(envelope.original_content, policy=policy.strict)
        assert not parsed.defects
        (recipient,) = envelope.rcpt_tos
        assert parsed["To"].addresses[0].addr_spec == recipient
        assert str(parsed["List-Id"]) == "<newsletter.barza.example>"
        assert str(parsed["List-Unsubscribe-Post"]) == "List-Unsubscribe=One-Click"
        assert str(parsed["List-Unsubscribe"]).startswith("<https://barza.example/")
        assert parsed["Date"].datetime == monday + timedelta(hours=1)
        expected = {"ar": "ar", "en": "en", "both": "ar, en"}[addresses[recipient]]
        assert str(parsed["Content-Language"]) == expected
        ids.add(str(parsed["Message-ID"]))
    assert len(ids) == 5
