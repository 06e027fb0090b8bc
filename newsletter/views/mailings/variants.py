"""Which editions a month's letter has now, frozen or as its draft stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from cms.languages import direction_of
from newsletter.actions.render_editions import issue_pages, manuscript_of
from newsletter.gate.names import variant_name
from newsletter.models import Edition, MailingState, SubscriberLanguage
from newsletter.rendering.head import Head

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from newsletter.models import Mailing

#: Their mailings have no frozen editions, or old ones.
_UNFROZEN = (MailingState.DRAFT,)


@dataclass(frozen=True, slots=True)
class Shown:
    """One edition as it is looked at."""

    variant: str
    label: str
    language: str
    direction: str
    head: Head
    html: str
    plain: str

    @property
    def kilobytes(self) -> int:
        return -(-len(self.html.encode()) // 1000)


def is_frozen(mailing: Mailing | None) -> bool:
    return mailing is not None and mailing.state not in _UNFROZEN and bool(mailing.fingerprint)


def variants_of(mailing: Mailing | None, month: date) -> list[str]:
    """Their names alone, without making any."""
    if mailing is not None and is_frozen(mailing):
        found = set(Edition.objects.filter(mailing=mailing).values_list("variant", flat=True))
    else:
        found = {page.language for page in issue_pages(month)}
        found |= {SubscriberLanguage.BOTH.value} if len(found) > 1 else set()
    return [variant for variant in SubscriberLanguage.values if variant in found]


def shown(
    mailing: Mailing | None, month: date, variants: Sequence[str] = SubscriberLanguage.values
) -> list[Shown]:
    """What was frozen, else what the latest texts give now; of these variants alone."""
    if mailing is not None and is_frozen(mailing):
        rows = {row.variant: row for row in Edition.objects.filter(mailing=mailing)}
        return [
            _shown(
                variant, Head.from_json(rows[variant].head), rows[variant].html, rows[variant].plain
            )
            for variant in variants
            if variant in rows
        ]
    present = manuscript_of(month, timezone.now(), variants)
    return [_shown(one.variant, one.head, one.html, one.plain) for one in present.editions]


def _shown(variant: str, head: Head, html: str, plain: str) -> Shown:
    language = head.languages[0]
    return Shown(
        variant, str(variant_name(variant)), language, direction_of(language), head, html, plain
    )
