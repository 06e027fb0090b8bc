"""A connection to one address that was looked at before, under one deadline for everything."""

from __future__ import annotations

import http.client
import io
import queue
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

from cms.embeds.addresses import FetchRefused, Refusal

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable


class Deadline:
    """A moment by which all must be over, on the clock that nobody sets."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds; raises FetchRefused(TIMEOUT) when there are none."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise FetchRefused(Refusal.TIMEOUT)
        return left

    def call(self, work: Callable[[], Any]) -> Any:
        """What `work` returns or raises; it has no time limit of its own and may outlive this."""
        answers: queue.Queue[tuple[bool, Any]] = queue.Queue()

        def run() -> None:
            try:
                answers.put((True, work()))
            except Exception as error:  # handed to the caller's thread
                answers.put((False, error))

        threading.Thread(target=run, daemon=True).start()
        try:
            done, answer = answers.get(timeout=self.left())
        except queue.Empty:
            raise FetchRefused(Refusal.TIMEOUT) from None
        if not done:
            raise answer
        return answer


class _Reader(io.RawIOBase):
    """Reads from a socket, each time with what is left of the deadline."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(self._deadline.left())
        return self._sock.recv_into(buffer)


class _TimedSocket:
    """As much of a socket as http.client uses."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(self._deadline.left())
        self._sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._sock, self._deadline))

    def close(self) -> None:
        self._sock.close()


class PinnedConnection(http.client.HTTPConnection):
    """Connects to `address`; the name is only for the certificate and the Host header."""

    def __init__(
        self, host: str, port: int, address: str, tls: ssl.SSLContext | None, deadline: Deadline
    ) -> None:
        super().__init__(host, port)
        self._address = address
        self._tls = tls
        self._deadline = deadline

    def connect(self) -> None:
        sock = socket.create_connection((self._address, self.port), self._deadline.left())
        try:
            sock.settimeout(self._deadline.left())
            if self._tls is not None:
                sock = self._tls.wrap_socket(sock, server_hostname=self.host)
        except BaseException:
            sock.close()
            raise
        self.sock = _TimedSocket(sock, self._deadline)
