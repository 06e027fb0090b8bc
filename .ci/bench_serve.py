"""How quickly is the demonstration served? Starts the server on a free port, asks, stops it.

Prints, for each kind of page, requests a second and the 50th and 95th percentile of the time
to the last byte, with as many clients at once as the server has threads.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles

ROOT = Path(__file__).resolve().parent.parent
PATHS = ("/", "/en/", "/blog/", "/en/blog/", "/toolkit/", "/people/", "/feeds/")
REQUESTS = 200
CLIENTS = 8
PATIENCE = 60.0  # seconds until the server must answer


class Refused(Exception):
    """The server answered, but not with the page."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def fetch(port: int, path: str) -> float:
    """Seconds to the last byte. Raises `OSError`, and `Refused` for anything but 200."""
    begin = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
    finally:
        connection.close()
    if answer.status != http.HTTPStatus.OK:
        raise Refused(f"{answer.status} {answer.reason}")
    return time.perf_counter() - begin


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            fetch(port, "/")
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit("The server did not answer: run make demo-data first.")


def measure(port: int, path: str) -> str:
    fetch(port, path)
    begin = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        times = list(clients.map(fetch, [port] * REQUESTS, [path] * REQUESTS))
    elapsed = time.perf_counter() - begin
    cuts = quantiles(times, n=20)
    return (
        f"{REQUESTS / elapsed:7.0f}/s  p50 {cuts[9] * 1000:6.0f} ms  p95 {cuts[18] * 1000:6.0f} ms"
    )


def main() -> None:
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env={**os.environ, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port, server)
        for path in PATHS:
            try:
                figures = measure(port, path)
            except Refused as refusal:
                figures = str(refusal)
            sys.stdout.write(f"{path:24.24}  {figures}\n")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=15)


if __name__ == "__main__":
    main()
