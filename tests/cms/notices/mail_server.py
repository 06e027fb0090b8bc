"""A mail server of a test's own, which notes what it takes and answers as it is told."""

from __future__ import annotations

import email
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller

from tests.browser.product import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

#: Instead of an answer: the line is cut.
CUT = "cut"


@dataclass
class MailServer:
    """`answers` by command, used up one by one; without one all is well."""

    port: int
    answers: dict[str, list[str]] = field(default_factory=dict)
    taken: list[EmailMessage] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def _answer(self, command: str, server: Any) -> str:
        self.asked.append(command)
        answers = self.answers.get(command)
        answer = answers.pop(0) if answers else ""
        if answer == CUT:
            server.transport.close()
            return "250 nobody hears this"
        return answer

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self._answer("MAIL", server) or "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        answer = self._answer("RCPT", server)
        if not answer:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Called after the last dot: what is cut here was taken all the same."""
        answer = self._answer("DATA", server)
        if not answer or server.transport is None or server.transport.is_closing():
            self.taken.append(email.message_from_bytes(envelope.content, policy=policy.default))
        return answer or "250 taken"


@contextmanager
def receiving() -> Iterator[MailServer]:
    server = MailServer(free_port())
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
