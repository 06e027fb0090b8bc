"""A month's issue as it would be sent now: what the gate looks at, and what is frozen."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from newsletter.letter import Letter
    from newsletter.models import IssuePage
    from newsletter.rendering.head import Head


@dataclass(frozen=True, slots=True)
class Rendered:
    """One edition with the places of the reader's own parts; `variant` as in `Edition`."""

    variant: str
    head: Head
    html: str
    plain: str

    @property
    def fingerprint(self) -> str:
        """SHA-256 over everything that readers of this edition get. No time is in it."""
        head = json.dumps(self.head.to_json(), ensure_ascii=False, sort_keys=True)
        octets = "\0".join((self.variant, head, self.plain, self.html)).encode()
        return hashlib.sha256(octets).hexdigest()


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The latest text of a month's issue in each language, and what it looks like as mail.

    `issues` are made of the latest revisions, published or not, and `revisions` are their
    numbers; letters and editions show only what is public. `trouble` says, as `RenderError` put
    it, why an edition of that variant cannot be made.
    """

    month: date
    issues: Mapping[str, IssuePage]
    revisions: Mapping[str, int]
    letters: Mapping[str, Letter]
    editions: tuple[Rendered, ...]
    trouble: Mapping[str, str]

    @property
    def fingerprint(self) -> str:
        """Of all editions together: what an approval is of."""
        return fingerprint_of(edition.fingerprint for edition in self.editions)

    def edition(self, variant: str) -> Rendered | None:
        return next((one for one in self.editions if one.variant == variant), None)


def fingerprint_of(parts: Iterable[str]) -> str:
    """One hash over those of the editions, in whatever order they come."""
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()
