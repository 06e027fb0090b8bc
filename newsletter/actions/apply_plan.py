"""What was planned for a batch of an imported list is written, by sets (N3, N8)."""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from newsletter.importing.deciding import Change
from newsletter.importing.rows import Listed
from newsletter.importing.standing import ENDINGS
from newsletter.mailboxes import address_digest
from newsletter.models import (
    Audience,
    Consent,
    ConsentSource,
    SignUp,
    StatusReason,
    Subscriber,
    SubscriberLanguage,
    SubscriberStatus,
    Suppression,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from newsletter.importing.list_file import Choices
    from newsletter.importing.planning import Planned

    Pair = tuple[Planned, Listed]

#: What an import may change of someone who is on the list.
_CHANGED: Final = (
    "language", "status", "status_reason", "status_at", "audience", "abroad", "entity", "name",
    "outlet", "folded_name",
)  # fmt: skip


def apply_plan(planned: Iterable[Planned], choices: Choices, detail: str, now: datetime) -> None:
    """Within the transaction in which the plan was made with its rows locked.

    `detail` is what the proofs of consent say of the file. Nobody becomes active but by a plan
    that says ADD or ACTIVATE, and each of them has a proof afterwards.
    """
    by_change: dict[Change, list[Pair]] = defaultdict(list)
    for one in planned:
        if isinstance(one.listed, Listed):
            by_change[one.decision.change].append((one, one.listed))
    added = [(_new(one, listed, choices, now), listed) for one, listed in by_change[Change.ADD]]
    stored = [_stored(one, listed, choices, now) for one, listed in by_change[Change.STORE_NO]]
    # Everyone writes addresses in one order: two lists that name the same people would wait for
    # each other on PostgreSQL, until it ends one of them.
    new = [*(reader for reader, _listed in added), *stored]
    Subscriber.objects.bulk_create(sorted(new, key=attrgetter("email")))
    woken = [
        (_woken(here, one, listed, choices, now), listed)
        for one, listed in by_change[Change.ACTIVATE]
        if (here := one.here) is not None
    ]
    filled = [
        _filled(here, one, listed)
        for one, listed in by_change[Change.FILL]
        if (here := one.here) is not None
    ]
    # An "update" of rows that are known to be there: one statement instead of one a row.
    Subscriber.objects.bulk_create(
        [*(reader for reader, _listed in woken), *filled],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=_CHANGED,
    )
    Consent.objects.bulk_create(
        _proof(reader, listed, choices, detail, now) for reader, listed in (*added, *woken)
    )
    _end(by_change[Change.END], now)
    _suppress([*by_change[Change.END], *by_change[Change.STORE_NO]], now)


def _new(one: Planned, listed: Listed, choices: Choices, now: datetime) -> Subscriber:
    return Subscriber(
        email=listed.email,
        language=listed.language or SubscriberLanguage(choices.language),
        audience=listed.audience or Audience(choices.audience),
        abroad=bool(listed.abroad),
        entity_id=one.entity,
        name=listed.name,
        outlet=listed.outlet,
        status=SubscriberStatus.ACTIVE,
        status_reason=StatusReason.IMPORTED,
        status_at=now,
        created_at=listed.created_at or now,
    )


def _stored(one: Planned, listed: Listed, choices: Choices, now: datetime) -> Subscriber:
    """Of someone who said no only the address is kept, so that nobody takes them back."""
    return Subscriber(
        email=listed.email,
        language=listed.language or SubscriberLanguage(choices.language),
        audience=listed.audience or Audience(choices.audience),
        status=ENDINGS[one.standing].status,
        status_reason=_reason(one, listed),
        status_at=listed.since or now,
        created_at=listed.created_at or now,
    )


def _woken(
    here: Subscriber, one: Planned, listed: Listed, choices: Choices, now: datetime
) -> Subscriber:
    """What they asked for by the form and have not confirmed is nobody's word."""
    here.language = listed.language or SubscriberLanguage(choices.language)
    here.audience = listed.audience or Audience(choices.audience)
    here.abroad = bool(listed.abroad)
    here.entity_id, here.name, here.outlet = one.entity, listed.name, listed.outlet
    here.become(SubscriberStatus.ACTIVE, StatusReason.IMPORTED, now)
    return here


def _filled(here: Subscriber, one: Planned, listed: Listed) -> Subscriber:
    here.name = here.name or listed.name
    here.outlet = here.outlet or listed.outlet
    here.entity_id = here.entity_id or one.entity
    return here


def _proof(
    reader: Subscriber, listed: Listed, choices: Choices, detail: str, now: datetime
) -> Consent:
    return Consent(
        subscriber=reader,
        address=reader.address,
        language=reader.language,
        source=ConsentSource.IMPORT,
        basis=choices.basis,
        detail=detail,
        given_at=listed.since or now,
        confirmed_at=listed.confirmed_at,
    )


def _reason(one: Planned, listed: Listed) -> StatusReason:
    """What the row says itself, unless the no is that of another row."""
    said = listed.reason if one.standing == listed.standing else None
    return said or ENDINGS[one.standing].reason


def _end(pairs: list[Pair], now: datetime) -> None:
    """As when a reader leaves: the address stays, who they are does not."""
    groups: dict[tuple[SubscriberStatus, StatusReason], list[int]] = defaultdict(list)
    for one, listed in pairs:
        if one.here is not None:
            groups[ENDINGS[one.standing].status, _reason(one, listed)].append(one.here.pk)
    for (status, reason), pks in groups.items():
        Subscriber.objects.filter(pk__in=pks).update(
            status=status, status_reason=reason, status_at=now, name="", outlet=""
        )
        sign_ups = SignUp.objects.filter(subscriber__in=pks)
        sign_ups.filter(confirmed_at__isnull=True).delete()
        sign_ups.update(name="", outlet="")


def _suppress(pairs: list[Pair], now: datetime) -> None:
    rows = [
        Suppression(address=address_digest(listed.email), reason=reason, at=now)
        for one, listed in pairs
        if (reason := ENDINGS[one.standing].suppression) is not None
    ]
    rows.sort(key=attrgetter("address"))  # in one order, as the subscribers
    Suppression.objects.bulk_create(rows, ignore_conflicts=True)
