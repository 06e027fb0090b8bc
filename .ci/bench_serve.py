"""How quickly is the demonstration served? Starts the server on a free port, asks, stops it.

Prints, for each kind of page, requests a second and the 50th and 95th percentile of the time
to the last byte, with as many clients at once as the server has threads.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles

ROOT = Path(__file__).resolve().parent.parent
PATHS = (
    "/",
    "/en/",
    "/blog/",
    "/en/blog/",
    "/toolkit/",
    "/search/?q=%D9%85%D8%B4%D8%A7%D8%B1%D9%83%D8%A9",
)
REQUESTS = 200
CLIENTS = 8
PATIENCE = 60.0  # seconds until the server must answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def fetch(url: str) -> float:
    """Seconds to the last byte. Raises `urllib.error.URLError`."""
    begin = time.perf_counter()
    with urllib.request.urlopen(url, timeout=30) as answer:
        answer.read()
    return time.perf_counter() - begin


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            fetch(url)
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    sys.exit("The server did not answer: run make demo-data first.")


def measure(url: str) -> str:
    fetch(url)
    begin = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        times = list(clients.map(fetch, [url] * REQUESTS))
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
        site = f"http://127.0.0.1:{port}"
        wait_for(f"{site}/", server)
        for path in PATHS:
            try:
                print(f"{path:20.20}  {measure(site + path)}")
            except urllib.error.HTTPError as error:
                print(f"{path:20.20}  {error.code} {error.reason}")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=15)


if __name__ == "__main__":
    main()
