"""Which records does a text of comma-separated values have, however it was broken on its way?"""

from __future__ import annotations

import csv
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newsletter.importing.refusals import ImportRefused, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

#: Characters. What is longer is no list; it is not read into memory whole.
LINE_LIMIT: Final = 10 * 1024 * 1024
#: A quote that is not closed within so much was opened by mistake.
_QUOTED_LINES: Final = 200
_QUOTED_CHARACTERS: Final = 128 * 1024


@dataclass(frozen=True, slots=True)
class Record:
    """`number` counts as spreadsheets do: headings are row 1, empty rows count.

    `broken` says that its cells are not to be trusted: an opened quote never closes.
    """

    number: int
    cells: list[str]
    broken: bool = False

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


def records(text: TextIO, delimiter: str) -> Iterator[Record]:
    """Every record of `text` (opened with newline=""); NUL characters are left out.

    One line with a stray quote does not swallow those that follow. Raises ImportRefused for a
    line beyond LINE_LIMIT.
    """
    number = 0
    lines = _Lines(text)
    while (line := lines.take()) is not None:
        gathered, closed = _gathered(line, lines)
        if not closed:
            lines.put_back(gathered[1:])
            gathered = gathered[:1]
        try:
            found = list(csv.reader(gathered, delimiter=delimiter))
            broken = not closed
        except csv.Error:  # a field beyond the module's own limit
            found, broken = [[]], True
        for cells in found:
            number += 1
            yield Record(number, cells, broken)


def _gathered(line: str, lines: _Lines) -> tuple[list[str], bool]:
    """The lines of one record, by the number of their quotes (RFC 4180 doubles those inside)."""
    gathered = [line]
    if line.count('"') % 2 == 0:
        return gathered, True
    length = len(line)
    while len(gathered) < _QUOTED_LINES and length < _QUOTED_CHARACTERS:
        following = lines.take()
        if following is None:
            break
        gathered.append(following)
        length += len(following)
        if following.count('"') % 2:
            return gathered, True
    return gathered, False


class _Lines:
    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._waiting: deque[str] = deque()
        self._number = 0

    def take(self) -> str | None:
        if self._waiting:
            return self._waiting.popleft()
        line = self._text.readline(LINE_LIMIT + 1)
        if not line:
            return None
        self._number += 1
        if len(line) > LINE_LIMIT:
            raise ImportRefused(Refusal.LINE_TOO_LONG, line=self._number, limit=LINE_LIMIT)
        return line.replace("\0", "")

    def put_back(self, lines: list[str]) -> None:
        self._waiting.extendleft(reversed(lines))
