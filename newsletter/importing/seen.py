"""Which row names an address first, and what is the heaviest that the file says of it?

Kept in a nameless database of its own on the disk, which is gone with this process: a million
rows take no more memory than a thousand. Of addresses only hashes are in it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from newsletter.importing.rows import Listed
from newsletter.importing.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from newsletter.importing.rows import Unusable

_BATCH = 900  # variables of one statement: every build of SQLite takes 999


class Mention(NamedTuple):
    row: int
    heaviest: Standing


class Seen:
    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self.rows = 0
        database.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8000;"
            "CREATE TABLE seen (address BLOB PRIMARY KEY, row INTEGER, heaviest INTEGER)"
            " WITHOUT ROWID"
        )

    def note(self, people: Sequence[Listed | Unusable]) -> None:
        """Of an address the first row counts, and the heaviest that is said in any."""
        marks = [
            (_mark(person.email), person.row, int(person.standing))
            for person in people
            if isinstance(person, Listed)
        ]
        self._database.executemany(
            "INSERT INTO seen VALUES (?, ?, ?) ON CONFLICT (address)"
            " DO UPDATE SET heaviest = max(heaviest, excluded.heaviest)",
            marks,
        )
        self.rows += len(people)

    def of(self, people: Sequence[Listed]) -> dict[str, Mention]:
        """By address."""
        found: dict[bytes, Mention] = {}
        marks = {_mark(person.email): person.email for person in people}
        wanted = list(marks)
        for start in range(0, len(wanted), _BATCH):
            part = wanted[start : start + _BATCH]
            holes = ",".join("?" * len(part))
            rows = self._database.execute(
                f"SELECT address, row, heaviest FROM seen WHERE address IN ({holes})",  # noqa: S608 - question marks
                part,
            )
            found |= {mark: Mention(row, Standing(heavy)) for mark, row, heavy in rows}
        return {marks[mark]: mention for mark, mention in found.items()}


def _mark(address: str) -> bytes:
    return blake2b(address.encode(), digest_size=16).digest()


@contextmanager
def seen_in(
    batches: Iterable[Sequence[Listed | Unusable]],
    progress: Callable[[int], None] = lambda rows: None,
) -> Iterator[Seen]:
    """`progress` is told how many rows were looked through."""
    with closing(sqlite3.connect("")) as database:
        seen = Seen(database)
        for batch in batches:
            seen.note(batch)
            progress(seen.rows)
        yield seen
