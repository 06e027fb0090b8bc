"""One of several writers: reads a row and writes it back, over and over, for some seconds.

`python -m tests.faults.sqlite_writer` takes one job a line, a JSON object `{"file", "seconds",
"options"}`; `options` replace some of the configured connection's. It says "ready" when connected,
waits for a line so that all writers begin together, and then prints a JSON object of the outcome:
`{"written", "locked", "mode"}`.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection, transaction


def say(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def write(seconds: float) -> tuple[int, int]:
    """How many transactions were committed and how many found the database locked."""
    written = locked = 0
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT value FROM counter")
                value = cursor.fetchone()[0]
                cursor.execute("UPDATE counter SET value = %s", [value + 1])
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            locked += 1
        else:
            written += 1
    return written, locked


def work(job: dict[str, Any], configured: dict[str, Any]) -> None:
    connection.close()
    connection.settings_dict |= {
        "NAME": job["file"],
        "OPTIONS": {**configured["OPTIONS"], **job["options"]},
    }
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    say("ready")
    sys.stdin.readline()
    written, locked = write(job["seconds"])
    say({"written": written, "locked": locked, "mode": mode})


def main() -> None:
    configured = settings.DATABASES["default"]
    for line in sys.stdin:
        work(json.loads(line), configured)


if __name__ == "__main__":
    main()
