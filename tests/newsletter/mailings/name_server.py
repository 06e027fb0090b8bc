"""A name server on localhost that knows TXT records, for questions about a sender's domain."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self


class NameServer:
    """Answers by UDP while it is entered; `records` are TXT texts by name."""

    def __init__(self, records: dict[str, list[str]]) -> None:
        self.records = records
        self.is_silent = False
        self.questions = 0
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.settimeout(0.1)
        self.port: int = self._socket.getsockname()[1]
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while not self._over.is_set():
            try:
                octets, client = self._socket.recvfrom(4096)
            except TimeoutError:
                continue
            self.questions += 1
            if not self.is_silent:
                self._socket.sendto(self._answer(octets), client)

    def _answer(self, octets: bytes) -> bytes:
        query = dns.message.from_wire(octets)
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        name = query.question[0].name
        key = name.to_text(omit_final_dot=True).lower()
        if key not in self.records:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        elif texts := self.records[key]:
            quoted = [f'"{text}"' for text in texts]
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", *quoted))
        return answer.to_wire()
