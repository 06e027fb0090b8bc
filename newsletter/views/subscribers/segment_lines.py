"""What does a segment ask, in words, and how many does it reach in each language?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.dates import long_day
from cms.models import Entity
from newsletter.models import Subscriber, SubscriberLanguage, SubscriberStatus, Suppression
from newsletter.segmenting import Criteria, UnknownCriteria, criteria_of
from newsletter.views.subscribers.filters import YesNo

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsletter.models import Segment


@dataclass(frozen=True, slots=True)
class Line:
    """One segment with whom it reaches; `criteria` is None where it cannot be read."""

    segment: Segment
    criteria: Criteria | None
    words: list[tuple[str, list[str]]]
    query: str
    total: int
    by_language: list[tuple[str, int]]


def lines_of(segments: Iterable[Segment]) -> list[Line]:
    """One query for all counts, one for the entities' names."""
    read = [(segment, _readable(segment)) for segment in segments]
    counts = _counts([criteria for _segment, criteria in read])
    wanted = {pk for _s, criteria in read if criteria for pk in criteria.entities}
    entities = {entity.pk: str(entity) for entity in Entity.objects.filter(pk__in=wanted)}
    lines: list[Line] = []
    for (segment, criteria), counted in zip(read, counts, strict=True):
        words = described(criteria, entities) if criteria else []
        query = query_of(criteria) if criteria else ""
        labels = map(str, SubscriberLanguage.labels)
        by_language = list(zip(labels, counted, strict=True))
        lines.append(Line(segment, criteria, words, query, sum(counted), by_language))
    return lines


def _readable(segment: Segment) -> Criteria | None:
    try:
        return criteria_of(segment)
    except UnknownCriteria:
        return None


def _counts(criteria: list[Criteria | None]) -> list[list[int]]:
    """For each, how many read each language; nobody where criteria cannot be read.

    Those on the suppression list are counted by themselves and taken off: they are few, and a
    database that looked up every subscriber there would take long.
    """
    wanted = {
        f"segment_{number}_{language.name}": Count(
            "pk",
            filter=one.as_q() & Q(language=language.value, status=SubscriberStatus.ACTIVE),
        )
        for number, one in enumerate(criteria)
        if one is not None
        for language in SubscriberLanguage
    }
    if not wanted:
        return [[0 for _language in SubscriberLanguage] for _one in criteria]
    on_the_list = Subscriber.objects.aggregate(**wanted)
    suppressed = Subscriber.objects.filter(
        address__in=Suppression.objects.order_by().values("address")
    ).aggregate(**wanted)
    found = {name: on_the_list[name] - suppressed[name] for name in wanted}
    return [
        [found.get(f"segment_{number}_{language.name}", 0) for language in SubscriberLanguage]
        for number in range(len(criteria))
    ]


def described(criteria: Criteria, entities: dict[int, str]) -> list[tuple[str, list[str]]]:
    """What is asked, in words of the active language."""
    language = get_language() or settings.LANGUAGE_CODE
    told: list[tuple[Any, list[str]]] = [
        (
            _("Language"),
            [str(one.label) for one in SubscriberLanguage if one in criteria.languages],
        ),
        (_("Audience"), [str(one.label) for one in sorted(criteria.audiences)]),
        (
            _("Entity"),
            [entities.get(pk, _("an entity that is gone")) for pk in sorted(criteria.entities)],
        ),
    ]
    if criteria.abroad is not None:
        answer = YesNo.YES if criteria.abroad else YesNo.NO
        told.append((_("Outside the country"), [str(answer.label)]))
    if criteria.joined_since:
        told.append((_("On the list since, from"), [long_day(criteria.joined_since, language)]))
    if criteria.joined_until:
        told.append((_("On the list since, until"), [long_day(criteria.joined_until, language)]))
    return [(label, values) for label, values in told if values]


def query_of(criteria: Criteria) -> str:
    """The list's filter that asks the same."""
    query = QueryDict(mutable=True)
    query.setlist("language", sorted(criteria.languages))
    query.setlist("audience", sorted(criteria.audiences))
    query.setlist("entity", [str(pk) for pk in sorted(criteria.entities)])
    if criteria.abroad is not None:
        query["abroad"] = YesNo.YES if criteria.abroad else YesNo.NO
    if criteria.joined_since:
        query["since"] = criteria.joined_since.isoformat()
    if criteria.joined_until:
        query["until"] = criteria.joined_until.isoformat()
    query["status"] = "active"
    return query.urlencode()
