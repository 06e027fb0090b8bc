"""Words that stand nowhere else, so that one of them in an answer is a leak or a proof of life."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Lower-case letters and digits: the same in a slug, a file's name, an address and a search index.
PATTERN = re.compile(r"zq[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Word:
    """`public_in` is the one language whose readers may read it (the source of an alias)."""

    text: str
    state: str
    language: str
    where: str
    public_in: str = ""


@dataclass
class Vocabulary:
    """All words of a scene: those that must not show, and those that must."""

    hidden: dict[str, Word] = field(default_factory=dict)
    public: dict[str, Word] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def new(
        self, state: str, language: str, where: str, *, public: bool = False, public_in: str = ""
    ) -> str:
        text = "zq" + hashlib.sha256(f"{next(self._numbers)}".encode()).hexdigest()[:12]
        word = Word(text, state, language, where, public_in)
        (self.public if public else self.hidden)[text] = word
        return text

    def leaks(self, text: str, language: str) -> list[Word]:
        """Hidden words in an answer to readers of `language`; empty means all languages."""
        found = [self.hidden[word] for word in set(PATTERN.findall(text)) if word in self.hidden]
        return [
            word for word in found if not word.public_in or language not in {"", word.public_in}
        ]

    def signs_of_life(self, text: str) -> set[str]:
        return {word for word in PATTERN.findall(text) if word in self.public}
