"""A process that guesses: `python -m tests.cms.login.guesser make | try NUMBER`.

Works on the SQLite file of VAR, as several processes of the server do.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import django

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def main(verb: str, number: int = 0) -> int:
    """`make` makes the table; `try` says how many of `number` tries were let through."""
    django.setup()
    from django.db import connection

    from cms.login import throttle
    from cms.login.models import Tries

    if verb == "make":
        with connection.schema_editor() as editor:
            editor.create_model(Tries)
        return 0
    return sum(
        throttle.reserve(throttle.PAIR, "someone@house.example", "192.0.2.1", now=NOON)
        for _ in range(number)
    )


if __name__ == "__main__":
    sys.stdout.write(str(main(sys.argv[1], *map(int, sys.argv[2:]))))
