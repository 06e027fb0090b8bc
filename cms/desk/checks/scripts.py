"""Is there a passage in a script that the page's language is not written in?

Names and terms are at home in every text, so what stands in brackets or quotation marks, single
words, abbreviations, addresses and numbers are left alone; a run of four words is not, nor is a
paragraph or heading more than two fifths of whose letters are foreign.
"""

from __future__ import annotations

import re
from typing import Final

#: Words in a row from which a passage is more than a name.
RUN: Final = 4
#: Share of foreign letters above which a whole paragraph or heading is foreign.
SHARE: Final = 0.4
#: A heading of one foreign word is a name.
FEWEST: Final = 2

_ARABIC_WRITTEN: Final = frozenset({"ar", "fa", "ur"})
_LATIN_WRITTEN: Final = frozenset(
    {"cs", "de", "en", "es", "fi", "fr", "id", "it", "ms", "nl", "pl", "pt", "sv", "sw", "tl", "tr"}
)

_LATIN: Final = "A-Za-zÀ-ÖØ-öø-ɏ"
_ARABIC: Final = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff"
_LETTER: Final = re.compile(f"[{_LATIN}{_ARABIC}]")
_WORD: Final = {
    "latin": re.compile(f"[{_LATIN}]+(?:['’\\-][{_LATIN}]+)*"),
    "arabic": re.compile(f"[{_ARABIC}]+"),
}
#: What may stand between two words of one run.
_BETWEEN: Final = re.compile(r"[\s\d.,;:،؛!?؟&/%\"'’\-–—]*")
_ABBREVIATION: Final = re.compile(r"[A-Z][A-Z0-9]{0,6}s?")
_AT_HOME: Final = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+\.\S+|\b[\w-]+\.(?:ae|com|gov|int|net|org)\b\S*"
    r"|«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"|‘[^’]*’"
    r"|\([^)]*\)|\[[^\]]*\]|\{[^}]*\}|`[^`]*`"
)


def foreign_passage(text: str, language: str) -> str:
    """The first passage of plain `text` that is foreign to `language`; empty when there is none.

    Languages written in neither script are not judged.
    """
    primary = language.replace("_", "-").partition("-")[0].lower()
    if primary in _ARABIC_WRITTEN:
        foreign = "latin"
    elif primary in _LATIN_WRITTEN:
        foreign = "arabic"
    else:
        return ""
    left = _AT_HOME.sub(" \u2063 ", text)  # an invisible separator: a run ends there
    words = [match for match in _WORD[foreign].finditer(left) if not _is_abbreviation(match[0])]
    run = _longest_run(left, words)
    if len(run) >= RUN:
        return left[run[0].start() : run[-1].end()].strip()
    letters = len(_LETTER.findall(left))
    strange = sum(len(_LETTER.findall(word[0])) for word in words)
    if len(words) >= FEWEST and strange > SHARE * letters:
        return " ".join(text.split())
    return ""


def _is_abbreviation(word: str) -> bool:
    return _ABBREVIATION.fullmatch(word) is not None


def _longest_run(text: str, words: list[re.Match[str]]) -> list[re.Match[str]]:
    best: list[re.Match[str]] = []
    run: list[re.Match[str]] = []
    for word in words:
        gap = text[run[-1].end() : word.start()] if run else ""
        run = [*run, word] if run and _joins(gap) else [word]
        best = max(best, run, key=len)
    return best


def _joins(gap: str) -> bool:
    """Whether two words belong to one passage; abbreviations between them do not part them."""
    without = re.sub(r"\b[A-Z][A-Z0-9]{0,6}s?\b", "", gap)
    return _BETWEEN.fullmatch(without) is not None
