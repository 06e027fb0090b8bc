"""What may a reader have meant whose words are found nowhere? Words of public titles, near them."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, cast

from cms.models import ContentPage, Entity, Topic
from cms.search.terms import terms

if TYPE_CHECKING:
    from datetime import datetime

    from cms.models.pages import ContentPageQuerySet
    from cms.search.asked import Asked

#: Titles that are looked at, the newest.
MOST_TITLES: Final = 3_000
#: Of difflib: 1 is the same word. Two letters of seven may differ.
NEARNESS: Final = 0.72

_WORDS: Final = re.compile(r"[^\W\d_]{3,}[\u064b-\u0652]*")


def did_you_mean(asked: Asked, language: str, now: datetime) -> str:
    """The query with unknown words replaced by near ones; empty when nothing is near.

    Three queries, and the words of what anyone may read alone.
    """
    vocabulary = _vocabulary(language, now)
    meant: list[str] = []
    changed = False
    for written in asked.shown.split():
        found = terms(written)
        # Only what was asked: comparing takes long, and a query may have very many words.
        asked_for = len(found) == 1 and found[0] in asked.terms
        if not asked_for or found[0] in vocabulary or len(found[0]) < 3:
            meant.append(written)
            continue
        near = get_close_matches(found[0], vocabulary, n=1, cutoff=NEARNESS)
        if near:
            changed = True
            meant.append(vocabulary[near[0]])
        else:
            meant.append(written)
    return " ".join(meant) if changed else ""


def _vocabulary(language: str, now: datetime) -> dict[str, str]:
    """A word as people write it, by its term; of several spellings, the one met first."""
    pages = cast("ContentPageQuerySet", ContentPage.objects.get_queryset()).public_live(now)
    titles = pages.filter(locale__language_code=language).order_by("-published_at")
    texts: list[str] = list(titles.values_list("title", flat=True)[:MOST_TITLES])
    texts += [row.name.localize(language) for row in Topic.objects.all()]
    texts += [row.name.localize(language) for row in Entity.objects.all()]
    vocabulary: dict[str, str] = {}
    for text in texts:
        for word in _WORDS.findall(text):
            for term in terms(word):
                vocabulary.setdefault(term, word)
    return vocabulary
