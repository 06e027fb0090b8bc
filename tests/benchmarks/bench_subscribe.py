"""Sign-ups a second: so many readers at once, each with a proof of work, on a site of its own.

`manage.py serve` in a fresh folder with SQLite. Requests start by the clock, whether those before
have been answered or not, as readers do; the time of one counts from when it was due.
"""

from __future__ import annotations

import argparse
import http.client
import math
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from threading import local
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from rich.console import Console

from tests.benchmarks.report import ZONE, Row, present
from tests.browser.product import ProductFault, manage, served

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PATIENCE = 60.0  # seconds for one answer
CLIENTS = 64
_OF_ITS_OWN = local()

#: Prints proofs, one a line; with small numbers, for the machine that is measured works them out.
_PROOFS = """
import sys
from tests.newsletter.proofs import proof
for _number in range({count}):
    print(proof())
"""


@dataclass(frozen=True, slots=True)
class Answered:
    """`seconds` from when the request was due to the last byte; `status` 0 where none came."""

    seconds: float
    status: int


def source(number: int) -> str:
    """The address of another network for each request."""
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def ask(port: int, number: int, proof: str, due: float) -> Answered:
    body = urlencode(
        {"email": f"reader-{number}@readers.example", "language": "ar", "proof": proof}
    )
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Forwarded-For": source(number),
        "Host": "localhost",
    }
    time.sleep(max(0.0, due - time.perf_counter()))  # the pace is what is measured at
    try:
        connection = _connection(port)
        connection.request("POST", "/subscribe/", body=body, headers=headers)
        answer = connection.getresponse()
        answer.read()
        status = answer.status
    except (OSError, http.client.HTTPException):
        _OF_ITS_OWN.connection = None
        status = 0
    return Answered(time.perf_counter() - due, status)


def _connection(port: int) -> http.client.HTTPConnection:
    connection: http.client.HTTPConnection | None = getattr(_OF_ITS_OWN, "connection", None)
    if connection is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        _OF_ITS_OWN.connection = connection
    return connection


def percentile(seconds: Sequence[float], share: float) -> float:
    """In milliseconds: the smallest within which `share` of them lie."""
    ordered = sorted(seconds)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] * 1000


def run(port: int, proofs: Sequence[str], rate: float, first: int) -> Iterator[Answered]:
    begin = time.perf_counter() + 0.5
    with ThreadPoolExecutor(CLIENTS) as pool:
        waiting = [
            pool.submit(ask, port, first + index, proof, begin + index / rate)
            for index, proof in enumerate(proofs)
        ]
        for one in waiting:
            yield one.result()


def measure(options: argparse.Namespace, var: Path, console: Console) -> tuple[Row, Counter[int]]:
    count = int(options.rate * options.seconds)
    warm = int(options.rate * 2)
    with console.status("The site is made …"):
        manage(var, "migrate", "-v0")
        manage(var, "seed_demo", "--only-structure", "-v0")
    variables = {"TRUSTED_PROXIES": "1", "NEWSLETTER_CONFIRMATIONS_HOUR": str(options.ceiling)}
    with served(var, **variables) as product, console.status("Proofs are worked out …"):
        said = manage(
            var, "shell", "--no-imports", "-c", _PROOFS.format(count=count + warm)
        ).split()
        port = int(product.url.rpartition(":")[2])
        list(run(port, said[:warm], options.rate, 0))
        answers = list(run(port, said[warm:], options.rate, warm))
    kept = manage(
        var, "shell", "--no-imports", "-c",
        "from newsletter.models import SignUp; print(SignUp.objects.count())",
    )  # fmt: skip
    seconds = [one.seconds for one in answers]
    statuses = Counter(one.status for one in answers)
    figures = {
        "requests": float(count),
        "p50_ms": percentile(seconds, 0.5),
        "p99_ms": percentile(seconds, 0.99),
        "slowest_ms": max(seconds) * 1000,
        "errors": float(count - statuses[HTTPStatus.SEE_OTHER]),
        "lost": float(count + warm - int(kept.split()[-1])),
    }
    return Row("subscribe", figures), statuses


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.bench_subscribe",
        description="Sign-ups at a steady pace on SQLite: how long they take and how many fail.",
    )
    parser.add_argument("--rate", type=float, default=50.0, help="a second (%(default)s)")
    parser.add_argument("--seconds", type=float, default=30.0, help="(%(default)s)")
    parser.add_argument(
        "--ceiling", type=int, default=600, help="mails of confirmation an hour (%(default)s)"
    )
    options = parser.parse_args()
    if min(options.rate, options.seconds, options.ceiling) <= 0:
        parser.error("--rate, --seconds and --ceiling are more than 0.")
    with tempfile.TemporaryDirectory(prefix="barza-bench-") as folder:
        try:
            row, statuses = measure(options, Path(folder), Console(stderr=True))
        except ProductFault as error:
            sys.exit(str(error))
    present(
        "bench-subscribe",
        [row],
        rounds=1,
        now=datetime.now(ZONE),
        about={
            "rate": options.rate,
            "seconds": options.seconds,
            "statuses": {str(status): count for status, count in sorted(statuses.items())},
        },
    )


if __name__ == "__main__":
    main()
