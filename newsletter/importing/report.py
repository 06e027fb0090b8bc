"""What became of each row, as a table that a spreadsheet program may open (CWE-1236).

It is written batch by batch from a known size on: what a killed process wrote beyond it is cut
off when the import goes on, so that each row is in it once.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from cms.audit.safe_spreadsheet import safe_cell
from newsletter.importing.outcomes import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from newsletter.importing.outcomes import Outcome, RowReason

COLUMNS: Final = ("row", "address", "outcome", "reason", "arabic", "english")

#: (row, address, outcome, reason)
Line = tuple[int, str, "Outcome", "RowReason"]


def append(path: Path, size: int, lines: Iterable[Line]) -> int:
    """Writes `lines` behind the first `size` bytes and gives the size after them.

    With 0 it begins anew, with the mark by which spreadsheet programs know Arabic.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    if size == 0:
        writer.writerow(COLUMNS)
    for row, address, outcome, reason in lines:
        words = [words_of(outcome, reason, language) for language in ("ar", "en")]
        writer.writerow([row, safe_cell(address), outcome.value, reason.value, *words])
    text = out.getvalue().encode("utf-8-sig" if size == 0 else "utf-8")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("r+b" if path.exists() else "w+b") as file:
        path.chmod(0o600)
        file.truncate(size)
        file.seek(size)
        file.write(text)
    return size + len(text)


def lines_of(path: Path, at_once: int = 500) -> Iterator[bytes]:
    """The report in pieces of whole lines: no cell of it holds a line break."""
    with path.open("rb") as file:
        while piece := b"".join(line for line, _number in zip(file, range(at_once), strict=False)):
            yield piece
