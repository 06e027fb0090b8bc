"""What is this file, and whom does it name? It is looked into once and read as often as needed."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from newsletter.importing.csv_records import LINE_LIMIT, records
from newsletter.importing.encoding import Encoding, encoding_of
from newsletter.importing.formats import Columns, known_headings, recognise
from newsletter.importing.refusals import ImportRefused, Refusal
from newsletter.importing.rows import Listed, RowReader, Unusable, verdict_of_name
from newsletter.models import Audience, SubscriberLanguage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from newsletter.importing.csv_records import Record
    from newsletter.importing.standing import Standing

_SEPARATORS: Final = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the file does not say. `basis` is a value of ConsentBasis."""

    basis: str
    note: str = ""
    language: str = SubscriberLanguage.ARABIC.value
    audience: str = Audience.INDIVIDUAL.value


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file that was looked into; `name` is what it is called, wherever it is kept."""

    path: Path
    name: str
    encoding: Encoding
    separator: str
    columns: Columns
    headings: int

    @property
    def verdict(self) -> Standing | None:
        return verdict_of_name(self.name)

    def records(self, after: int = 0) -> Iterator[Record]:
        """Rows below the headings that are not blank, from the first after row `after` on."""
        with self.path.open("rb") as file:
            text = io.TextIOWrapper(file, self.encoding.value, errors="replace", newline="")
            for record in records(text, self.separator):
                if record.number > max(self.headings, after) and not record.is_blank:
                    yield record

    def people(self, latest: datetime, after: int = 0) -> Iterator[Listed | Unusable]:
        """`latest` is the time that no moment in the file is later than."""
        reader = RowReader(self.columns, latest, self.verdict)
        return map(reader.read, self.records(after))

    def digest(self, choices: Choices) -> str:
        """SHA-256 of the bytes and of the choices: the same import has the same one."""
        made = hashlib.sha256()
        with self.path.open("rb") as file:
            while chunk := file.read(1 << 20):
                made.update(chunk)
        said = {**asdict(choices), "encoding": self.encoding.value}
        if self.verdict is not None:
            said["verdict"] = self.verdict.name
        made.update(json.dumps(said, sort_keys=True).encode())
        return made.hexdigest()


def look_into(path: Path, name: str, encoding: str = "") -> ListFile:
    """Raises ImportRefused for what is no list, and OSError for what cannot be read."""
    with path.open("rb") as file:
        written_in = encoding_of(file, encoding)
        text = io.TextIOWrapper(file, written_in.value, errors="replace", newline="")
        beginning = text.readline(LINE_LIMIT + 1).lstrip("\ufeff")
    if len(beginning) > LINE_LIMIT:
        raise ImportRefused(Refusal.LINE_TOO_LONG, line=1, limit=LINE_LIMIT)
    stated = beginning.rstrip("\r\n").strip('"')
    if stated.casefold().startswith("sep=") and len(stated) == 5:  # Excel says it so
        separator = stated[4]
    else:
        separator = _separator_of(beginning)
    found = _headings(path, written_in, separator)
    if found is None:
        raise ImportRefused(Refusal.EMPTY)
    cells = [cell.replace("\ufeff", "") for cell in found.cells]
    return ListFile(path, name, written_in, separator, recognise(cells), found.number)


def _headings(path: Path, encoding: Encoding, separator: str) -> Record | None:
    with path.open("rb") as file:
        text = io.TextIOWrapper(file, encoding.value, errors="replace", newline="")
        for record in records(text, separator):
            first = "".join(record.cells).strip().lstrip("\ufeff")
            if first and not first.casefold().startswith("sep="):
                return record
    return None


def _separator_of(line: str) -> str:
    """The one that shows the most headings anybody knows; a comma where all show as many."""

    def worth(separator: str) -> int:
        try:
            return known_headings(next(csv.reader([line], delimiter=separator), []))
        except csv.Error:
            return 0

    return max(_SEPARATORS, key=worth)
