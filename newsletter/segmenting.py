"""Whom does a part of the list hold, and who of them is written to (N3)?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q
from django.utils import timezone

from newsletter.models import (
    Audience,
    Subscriber,
    SubscriberLanguage,
    Suppression,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsletter.models import Segment
    from newsletter.models.subscribers import SubscriberQuerySet


class UnknownCriteria(ValueError):
    """What was stored is no criteria of ours: nobody is written to by a guess."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """What is asked of a subscriber, all of it at once; what is empty is not asked.

    `entities` are primary keys. Days are whole days of the site's zone, both counted in.
    """

    languages: frozenset[SubscriberLanguage] = frozenset()
    audiences: frozenset[Audience] = frozenset()
    abroad: bool | None = None
    entities: frozenset[int] = frozenset()
    joined_since: date | None = None
    joined_until: date | None = None

    @property
    def is_empty(self) -> bool:
        return self == Criteria()

    def to_json(self) -> dict[str, Any]:
        """Only what is asked, in one order: equal criteria are equal JSON."""
        written = {
            "languages": sorted(value.value for value in self.languages),
            "audiences": sorted(value.value for value in self.audiences),
            "abroad": self.abroad,
            "entities": sorted(self.entities),
            "joined_since": self.joined_since.isoformat() if self.joined_since else None,
            "joined_until": self.joined_until.isoformat() if self.joined_until else None,
        }
        return {name: value for name, value in written.items() if value not in (None, [])}

    @classmethod
    def from_json(cls, value: object) -> Criteria:
        """Raises UnknownCriteria for whatever `to_json` does not write."""
        if not isinstance(value, dict) or not value.keys() <= _READERS.keys():
            raise UnknownCriteria("not the form of criteria")
        try:
            return cls(**{name: _READERS[name](part) for name, part in value.items()})
        except (TypeError, ValueError) as error:
            raise UnknownCriteria("a value that criteria do not have") from error

    def as_q(self) -> Q:
        """The same for the database, whatever the status."""
        wanted = Q()
        if self.languages:
            wanted &= Q(language__in=sorted(self.languages))
        if self.audiences:
            wanted &= Q(audience__in=sorted(self.audiences))
        if self.abroad is not None:
            wanted &= Q(abroad=self.abroad)
        if self.entities:
            wanted &= Q(entity_id__in=sorted(self.entities))
        if self.joined_since:
            wanted &= Q(created_at__gte=beginning_of(self.joined_since))
        if self.joined_until:
            wanted &= Q(created_at__lt=beginning_of(self.joined_until + timedelta(days=1)))
        return wanted


def beginning_of(day: date) -> datetime:
    """The first moment of the day in the site's zone."""
    return datetime.combine(day, time.min, timezone.get_default_timezone())


def _set_of(kind: Any) -> Any:
    def read(value: object) -> frozenset[Any]:
        if not isinstance(value, list):
            raise TypeError("a list is expected")
        return frozenset(kind(one) for one in value)

    return read


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("a number is expected")
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false is expected")
    return value


def _day(value: object) -> date:
    if not isinstance(value, str):
        raise TypeError("a day is expected")
    return date.fromisoformat(value)


_READERS: Final[Mapping[str, Any]] = {
    "languages": _set_of(SubscriberLanguage),
    "audiences": _set_of(Audience),
    "abroad": _truth,
    "entities": _set_of(_number),
    "joined_since": _day,
    "joined_until": _day,
}


def criteria_of(segment: Segment | None) -> Criteria:
    """Those of a saved segment; for None of the whole list. Raises UnknownCriteria."""
    return Criteria() if segment is None else Criteria.from_json(segment.criteria)


def written_to() -> SubscriberQuerySet:
    """Everybody who may receive a letter: active, and not on the suppression list."""
    suppressed = Suppression.objects.values("address")
    return Subscriber.objects.active().exclude(address__in=suppressed)


def subscribers_of(segment: Segment | None) -> SubscriberQuerySet:
    """Whom a mailing to the segment reaches; to everybody who may be written to for None.

    Raises UnknownCriteria where a segment cannot be read, rather than reaching too many.
    """
    return written_to().filter(criteria_of(segment).as_q())
