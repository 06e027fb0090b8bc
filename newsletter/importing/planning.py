"""What is to become of a batch of rows? Read from the database by sets, written nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from django.conf import settings

from cms.models import Entity
from newsletter.importing.deciding import Change, Decision, decide
from newsletter.importing.outcomes import Outcome, RowReason
from newsletter.importing.rows import Listed, Unusable
from newsletter.importing.standing import Standing
from newsletter.mailboxes import address_digest
from newsletter.models import Subscriber, Suppression

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from newsletter.importing.report import Line
    from newsletter.importing.seen import Seen

#: Rows of one transaction, and variables of one statement: every build of SQLite takes 999.
BATCH: Final = 900


@dataclass(frozen=True, slots=True)
class Planned:
    """A row with what becomes of it; `standing` is the heaviest that the file says."""

    listed: Listed | Unusable
    decision: Decision
    standing: Standing = Standing.UNCONFIRMED
    here: Subscriber | None = None
    entity: int | None = None

    @property
    def line(self) -> Line:
        address = self.listed.address if isinstance(self.listed, Unusable) else self.listed.email
        return self.listed.row, address, self.decision.outcome, self.decision.reason


def batches(people: Iterable[Listed | Unusable]) -> Iterator[list[Listed | Unusable]]:
    rows = iter(people)
    while batch := list(islice(rows, BATCH)):
        yield batch


def known_entities() -> dict[str, int]:
    """By slug and by name in every language, folded."""
    found: dict[str, int] = {}
    for entity in Entity.objects.only("pk", "slug", "name"):
        names = [entity.name.localize(code) for code, _label in settings.LANGUAGES]
        for name in (entity.slug, *names):
            found.setdefault(_folded(name), entity.pk)
    return found


def plan(
    batch: Sequence[Listed | Unusable],
    seen: Seen,
    entities: Mapping[str, int],
    *,
    lock: bool = False,
) -> list[Planned]:
    """`lock` holds the subscribers' rows until the end of the transaction that must be open."""
    people = [person for person in batch if isinstance(person, Listed)]
    mentions = seen.of(people)
    emails = [person.email for person in people]
    rows = Subscriber.objects.order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",))
    here = {row.email: row for row in rows.filter(email__in=emails)}
    # After the subscribers: whoever is being erased at this moment has left both marks by then.
    digests = {email: address_digest(email) for email in emails}
    suppressed = set(
        Suppression.objects.filter(address__in=digests.values()).values_list("address", flat=True)
    )
    planned = []
    for person in batch:
        if isinstance(person, Unusable):
            planned.append(Planned(person, Decision(Outcome.REFUSED, person.reason)))
            continue
        mention = mentions[person.email]
        if mention.row != person.row:
            planned.append(Planned(person, _TWICE))
            continue
        known = here.get(person.email)
        entity = entities.get(_folded(person.entity)) if person.entity else None
        decision = decide(
            person,
            mention.heaviest if mention.heaviest.is_no else person.standing,
            known,
            suppressed=digests[person.email] in suppressed,
            entity=entity,
        )
        standing = max(person.standing, mention.heaviest)
        planned.append(Planned(person, decision, standing, known, entity))
    return planned


_TWICE: Final = Decision(Outcome.DUPLICATE, RowReason.TWICE, Change.NOTHING)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
