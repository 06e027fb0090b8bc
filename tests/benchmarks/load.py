"""So many requests by so many clients at once, and how long they took."""

from __future__ import annotations

import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

PATIENCE = 60.0  # seconds for one answer


class Refused(Exception):
    """The server answered, but not with the page."""


@dataclass(frozen=True, slots=True)
class Batch:
    """`seconds` are the time to the last byte of each request; `elapsed` that of all of them."""

    seconds: tuple[float, ...]
    elapsed: float
    size: int  # bytes of one answer

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.elapsed


def ask(port: int, path: str, *, requests: int, clients: int) -> Batch:
    """Asks the loopback for `path`; each client keeps its connection.

    Raises Refused for anything but 200 and OSError when the server is gone.
    """
    shares = [requests // clients + (number < requests % clients) for number in range(clients)]
    begin = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        parts = list(pool.map(_client, [port] * clients, [path] * clients, shares))
    elapsed = time.perf_counter() - begin
    seconds = tuple(second for part, _size in parts for second in part)
    return Batch(seconds, elapsed, max(size for _part, size in parts))


def _client(port: int, path: str, requests: int) -> tuple[list[float], int]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    seconds: list[float] = []
    size = 0
    try:
        for _number in range(requests):
            begin = time.perf_counter()
            connection.request("GET", path, headers={"Host": "localhost"})
            answer = connection.getresponse()
            size = len(answer.read())
            seconds.append(time.perf_counter() - begin)
            if answer.status != http.HTTPStatus.OK:
                raise Refused(f"{path}: {answer.status} {answer.reason}")
    finally:
        connection.close()
    return seconds, size
