"""`manage.py audit`: seals the trail, checks that it is whole, writes it as JSON Lines."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.audit import chain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Seals the trail of who did what; checks it, or writes it as JSON Lines."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--verify", action="store_true", help="exit 1 when it is not whole")
        parser.add_argument(
            "--against", type=Path, help="an earlier export that the trail must still contain"
        )
        parser.add_argument("--export", type=Path, help="the file; replaced when it is whole")

    def handle(self, *args: Any, **options: Any) -> None:
        verify = options["verify"] or options["against"]
        if verify:
            # Before sealing: a seal must not hide what is wrong with the rows before it.
            self._verify(options["against"])
        sealed = chain.seal(timezone.now())
        if options["export"]:
            written = _write(options["export"].absolute(), chain.lines())
            self._say(options, f"{written} rows in {options['export']}")
        number, digest = chain.head()
        self._say(options, f"{sealed} rows sealed; head {number} {digest}")

    def _verify(self, against: Path | None) -> None:
        try:
            earlier = list(_read(against)) if against else []
        except (OSError, ValueError, KeyError) as error:
            raise CommandError(
                f"لا يُقرأ {against}: {error}\n{against} cannot be read: {error}"
            ) from error
        faults = chain.verify(earlier)
        if faults:
            heading = (
                "سجل التدقيق ليس كاملاً: اقرأ docs/how-to/audit.md.\n"
                "The audit trail is not whole: read docs/how-to/audit.md."
            )
            raise CommandError("\n".join([heading, *map(str, faults)]))

    def _say(self, options: dict[str, Any], text: str) -> None:
        if options["verbosity"]:
            self.stdout.write(text)


def _read(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            yield {"number": row["number"], "digest": row["digest"]}


def _write(path: Path, lines: Iterator[dict[str, Any]]) -> int:
    """Beside the old file and then in its place, on the disk before it has the name."""
    count = 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    except OSError as error:
        raise CommandError(
            f"لا تمكن الكتابة في {path.parent}: {error.strerror}\n"
            f"{path.parent} cannot be written: {error.strerror}"
        ) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            for line in lines:
                file.write(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
                count += 1
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return count
