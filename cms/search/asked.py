"""What does a reader want found? The words and phrases of a query, whatever was typed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cms.search.terms import terms

#: What is longer is no question of a reader; the rest is left aside, and the page says so.
MOST_LETTERS: Final = 200
MOST_WORDS: Final = 12

#: Words that nearly every text has, as terms; asked alone they are asked all the same.
COMMON: Final = frozenset(
    terms(
        "a an and are as at be by can do for from has have how i in is it of on or our that the"
        " their this to was we what when where which who will with you your"
        " في من على إلى عن أن إن ما لا هو هي هذا هذه ذلك تلك التي الذي أو ثم كل كيف هل مع قد كان"
    )
)

#: Between straight quotes, curly ones of any kind, or guillemets.
_QUOTED: Final = re.compile('["“”„‟«»](?P<phrase>[^"“”„‟«»]*)["“”„‟«»]')


class Trouble(StrEnum):
    """Why there is nothing to search with."""

    NO_WORDS = "no words"
    ONE_LETTER = "one letter"


@dataclass(frozen=True, slots=True)
class Asked:
    """`shown` goes back into the box; `words` and `phrases` are terms of the index."""

    shown: str = ""
    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    cut: bool = False
    trouble: Trouble | None = None

    @property
    def terms(self) -> frozenset[str]:
        """All that is marked in what was found."""
        return frozenset(self.words).union(*self.phrases)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked at all."""
        return not self.shown


def ask(text: str) -> Asked:
    """Never raises; operators of search engines are punctuation like any other."""
    shown = " ".join(_seen(text).split())
    cut = len(shown) > MOST_LETTERS
    shown = shown[:MOST_LETTERS].rstrip()
    phrases: list[tuple[str, ...]] = []
    for match in _QUOTED.finditer(shown):
        phrase = tuple(terms(match["phrase"]))
        if len(phrase) > 1:
            phrases.append(phrase)
    loose = _QUOTED.sub(lambda match: "" if len(terms(match[0])) > 1 else match[0], shown)
    words = list(dict.fromkeys(terms(loose)))
    # Beside other words, a lone letter is a conjunction that was typed apart.
    telling = [word for word in words if word not in COMMON and (word[1:] or word.isdigit())]
    words = telling if telling or phrases else words
    room = MOST_WORDS
    kept: list[tuple[str, ...]] = []
    for phrase in dict.fromkeys(phrases):
        if len(phrase) <= room:
            kept.append(phrase)
            room -= len(phrase)
    cut = cut or len(words) > room or len(kept) < len(set(phrases))
    return Asked(shown, tuple(words[:room]), tuple(kept), cut, _trouble(shown, words, kept))


def _trouble(shown: str, words: list[str], phrases: list[tuple[str, ...]]) -> Trouble | None:
    if phrases or any(len(word) > 1 or word.isdigit() for word in words):
        return None
    if words:
        return Trouble.ONE_LETTER
    return Trouble.NO_WORDS if shown else None


def _seen(text: str) -> str:
    """Without characters that no page may hold (HTML, section 13.1.3: controls, noncharacters)."""
    return "".join(char if char.isspace() or not _is_control(char) else "" for char in text)


def _is_control(char: str) -> bool:
    code = ord(char)
    return (
        unicodedata.category(char) in {"Cc", "Cs"}
        or 0xFDD0 <= code <= 0xFDEF
        or code & 0xFFFE == 0xFFFE
    )
