"""Is the trail whole? Every row of the log is sealed; a seal holds all seals before it.

A deleted, changed or reordered row, or a mended seal, no longer fits the chain. That the end of
the chain was cut off shows only against an export kept elsewhere (`against`).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from wagtail.models import ModelLogEntry, PageLogEntry

from cms.audit.models import AuditSeal, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from django.db.models import Model

LOGS: dict[Source, type[Any]] = {Source.PAGE: PageLogEntry, Source.MODEL: ModelLogEntry}

#: The digest before the first.
BEGINNING = "0" * 64

#: Rows sealed in one transaction.
BATCH = 1000


class FaultKind(StrEnum):
    DELETED = "deleted"  # the row of a seal is gone
    CHANGED = "changed"  # the row, its seal, or a seal before it is another than was sealed
    GAP = "gap"  # a seal is gone
    REPLACED = "replaced"  # the chain is not the one that was exported


@dataclass(frozen=True, slots=True)
class Fault:
    kind: FaultKind
    number: int
    source: str = ""
    entry: int = 0

    def __str__(self) -> str:
        return f"{self.kind}: seal {self.number}, {self.source} entry {self.entry}"


def told(source: Source, entry: Model) -> dict[str, Any]:
    """The row as JSON values, all its columns by name."""
    row = {field.attname: getattr(entry, field.attname) for field in entry._meta.concrete_fields}
    return {"source": source.value} | {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, str, dict, list)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def digest_of(previous: str, row: dict[str, Any]) -> str:
    canonical = json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()


def head() -> tuple[int, str]:
    """Number and digest of the last seal; 0 and the beginning before the first."""
    last = AuditSeal.objects.order_by("-number").first()
    return (last.number, last.digest) if last else (0, BEGINNING)


def seal(now: datetime) -> int:
    """Seals what has no seal yet; returns how many rows. May run twice and at the same time."""
    done = 0
    while True:
        try:
            sealed = _seal_batch(now)
        except IntegrityError:  # another process sealed the same rows at this moment
            return done
        done += sealed
        if sealed < BATCH:
            return done


@transaction.atomic
def _seal_batch(now: datetime) -> int:
    number, digest = head()
    seals: list[AuditSeal] = []
    for source, entry in islice(_unsealed(), BATCH):
        number += 1
        digest = digest_of(digest, told(source, entry))
        seals.append(
            AuditSeal(number=number, source=source, entry=entry.pk, digest=digest, sealed_at=now)
        )
    AuditSeal.objects.bulk_create(seals)
    return len(seals)


def _unsealed() -> Iterator[tuple[Source, Any]]:
    """Oldest first, of both tables."""
    streams = []
    for source, model in LOGS.items():
        has_seal = AuditSeal.objects.filter(source=source, entry=OuterRef("pk"))
        rows = model.objects.filter(~Exists(has_seal)).order_by("timestamp", "pk")[:BATCH]
        streams.append([(row.timestamp, source.value, row.pk, row) for row in rows])
    for _moment, source_value, _pk, row in merge(*streams, key=lambda found: found[:3]):
        yield Source(source_value), row


def verify(against: Iterable[dict[str, Any]] = ()) -> list[Fault]:
    """Every fault of the chain; `against` are lines of an earlier export."""
    expected = {int(line["number"]): str(line["digest"]) for line in against}
    faults: list[Fault] = []
    number, digest = 0, BEGINNING
    for seal_, row in _with_rows():
        for missing in range(number + 1, seal_.number):
            faults.append(Fault(FaultKind.GAP, missing))
        number = seal_.number
        where = (number, seal_.source, seal_.entry)
        if row is None:
            faults.append(Fault(FaultKind.DELETED, *where))
        elif digest_of(digest, row) != seal_.digest:
            faults.append(Fault(FaultKind.CHANGED, *where))
        if expected.pop(number, seal_.digest) != seal_.digest:
            faults.append(Fault(FaultKind.REPLACED, *where))
        # From the seal as it stands, so that one fault does not tell of all rows after it.
        digest = seal_.digest
    faults += [Fault(FaultKind.GAP, missing) for missing in sorted(expected)]
    return faults


def lines() -> Iterator[dict[str, Any]]:
    """The sealed trail in its order, each row with its number and digest."""
    for seal_, row in _with_rows():
        yield {"number": seal_.number, "digest": seal_.digest, **(row or {"deleted_row": True})}


def _with_rows() -> Iterator[tuple[AuditSeal, dict[str, Any] | None]]:
    seals = AuditSeal.objects.order_by("number").iterator(chunk_size=BATCH)
    while chunk := list(islice(seals, BATCH)):
        rows = {
            source: model.objects.in_bulk([s.entry for s in chunk if s.source == source])
            for source, model in LOGS.items()
        }
        for seal_ in chunk:
            source = Source(seal_.source)
            entry = rows[source].get(seal_.entry)
            yield seal_, None if entry is None else told(source, entry)
