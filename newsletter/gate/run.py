"""All questions of the gate, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from . import (
    appearance,
    domain,
    languages,
    lasting,
    links,
    public_items,
    same_content,
    sender,
)
from .findings import Check, Finding, Verdict, said

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from .manuscript import Manuscript


def findings(manuscript: Manuscript, now: datetime) -> list[Finding]:
    """What is to be said of an issue before it is submitted; `now` is when it would be read."""
    if not manuscript.issues:
        nothing = _("The month has no issue yet. Draft it first.")
        return [Finding(Check.LANGUAGES, Verdict.FAIL, said(nothing))]
    return [
        *languages.check(manuscript),
        *same_content.check(manuscript),
        *public_items.check(manuscript, now),
        *lasting.check(manuscript, now),
        *appearance.rendering(manuscript),
        *appearance.subject(manuscript),
        *appearance.pictures(manuscript),
        *links.check(manuscript, now),
        *appearance.size(manuscript),
        *appearance.plain_text(manuscript),
        *sender.check(manuscript),
        *domain.check(manuscript),
    ]


def stops(found: Iterable[Finding]) -> bool:
    return any(finding.verdict is Verdict.FAIL for finding in found)


def to_be_seen(found: Iterable[Finding]) -> list[Finding]:
    """What whoever submits must tick as seen."""
    return [f for f in found if f.verdict in (Verdict.WARN, Verdict.UNCHECKED)]
