"""How often a mailing's links were followed, by link and by edition (N9).

Clicks and not people: whoever follows a link twice counts twice, and so do programs that follow
the links of a mail to look for traps. They show which items drew readers, not how many readers.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum

from newsletter.models import ClickCount, MailingLink, SubscriberLanguage

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class EditionClicks:
    """`variant` is a value of SubscriberLanguage and `label` its name in the active language."""

    variant: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class LinkClicks:
    """`share` is the per cent of the most followed link's clicks, for the length of a bar;
    `editions` are in the order of `ClickFigures.editions`."""

    number: int
    url: str
    count: int
    share: int
    editions: tuple[EditionClicks, ...]


@dataclass(frozen=True, slots=True)
class ClickFigures:
    """Links most followed first; those nobody followed are at the end in the letter's order."""

    total: int
    editions: tuple[EditionClicks, ...]
    links: tuple[LinkClicks, ...]


def click_figures(mailing_id: int) -> ClickFigures:
    """The figures of one mailing, in two queries; without links when nothing was counted."""
    links = list(MailingLink.objects.filter(mailing_id=mailing_id).order_by("number"))
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    rows = (
        ClickCount.objects.filter(link__mailing_id=mailing_id)
        .order_by()
        .values_list("link_id", "variant")
        .annotate(clicks=Sum("count"))
    )
    for link_id, variant, clicks in rows:
        counts[link_id][variant] = clicks
    most = max((sum(of_link.values()) for of_link in counts.values()), default=0)
    figures = [_link(link, counts[link.pk], most) for link in links]
    in_all: dict[str, int] = defaultdict(int)
    for of_link in counts.values():
        for variant, clicks in of_link.items():
            in_all[variant] += clicks
    return ClickFigures(
        total=sum(in_all.values()),
        editions=_editions(in_all),
        links=tuple(sorted(figures, key=lambda link: (-link.count, link.number))),
    )


def _link(link: MailingLink, clicks: Mapping[str, int], most: int) -> LinkClicks:
    count = sum(clicks.values())
    share = round(100 * count / most) if most else 0
    return LinkClicks(link.number, link.url, count, share, _editions(clicks))


def _editions(clicks: Mapping[str, int]) -> tuple[EditionClicks, ...]:
    return tuple(
        EditionClicks(one.value, str(one.label), clicks.get(one.value, 0))
        for one in SubscriberLanguage
    )
