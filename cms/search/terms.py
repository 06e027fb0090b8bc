"""Which words of a text are searched, and in which one form?

Pure functions, used for the index, for what is asked and for marking what was found, so that the
three agree. Folding is `cms.text.fold`; here the article and the commonest endings go too.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from cms.text import fold

#: A word: digits with the signs of numbers between them, or letters and digits.
_WORD: Final = re.compile(r"[0-9]+(?:[.,\u066b\u066c][0-9]+)+|[^\W_]+")
_PARTS: Final = re.compile(r"[^\W_]+")
#: One number with thousands or decimals set apart; not a date, a version or a list of years.
_AMOUNT: Final = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:[,\u066c][0-9]{3})+|[0-9]+)"
    r"(?:[.\u066b](?P<decimals>[0-9]+)|,(?P<few>[0-9]{1,2}))?"
)
_THOUSANDS: Final = re.compile("[,\u066c]")
#: Stands for the decimal point: a letter, because databases end a word at any sign.
_POINT: Final = "p"
_LATIN_ACCENTS: Final = re.compile("[\u0300-\u036f]")
_ARABIC_WORD: Final = re.compile("[\u0620-\u064a]+")
_ENGLISH_WORD: Final = re.compile("[a-z]+")

# Conjunction or preposition with the article; then the article alone, and "li" with it.
_LONG_ARTICLE: Final = re.compile("^(?:[وف]?[بك]ال|[وف]ال|[وف]لل)(?=.{3})")
_ARTICLE: Final = re.compile("^(?:ال|لل)(?=.{2})")
_POSSESSIVE: Final = re.compile("(?<=.{4})(?:هما|كما|ها|هم|هن|كم|نا)$")
_SOUND_PLURAL: Final = re.compile("(?<=.{4})(?:ون|ين)$")
_FEMININE_PLURAL: Final = re.compile("(?<=.{3})ات$")
_SHORT_FEMININE_PLURAL: Final = re.compile("(?<=^..)ات$")
_TA_MARBUTA: Final = re.compile("(?<=.{3})ه$")
_TA_BEFORE_POSSESSIVE: Final = re.compile("(?<=.{3})ت$")

#: Ends in an s that is no plural.
_NOT_PLURAL: Final = frozenset({"news", "always", "perhaps", "lens"})


def terms(text: str) -> list[str]:
    """The words of `text` as the index has them, in their order."""
    return [_stem(word) for word in _words(text)]


def beginnings(text: str) -> list[str]:
    """The words of `text` for finding them by their first letters: only the article is gone."""
    return [_without_article(word) for word in _words(text)]


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFD", fold(text))
    bare = unicodedata.normalize("NFC", _LATIN_ACCENTS.sub("", folded))
    return [word for found in _WORD.findall(bare) for word in _numbers_whole(found)]


def _numbers_whole(word: str) -> list[str]:
    """An amount in one piece and one spelling; other numbers with signs in their parts."""
    if word.isalnum():
        return [word]
    amount = _AMOUNT.fullmatch(word)
    if amount is None:
        return _PARTS.findall(word)
    whole = _THOUSANDS.sub("", amount["whole"])
    decimals = amount["decimals"] or amount["few"]
    return [f"{whole}{_POINT}{decimals}" if decimals else whole]


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    if _ARABIC_WORD.fullmatch(word):
        return _without_endings(_without_article(word))
    if _ENGLISH_WORD.fullmatch(word):
        return _singular(word)
    return word


def _without_article(word: str) -> str:
    if not _ARABIC_WORD.fullmatch(word):
        return word
    shorter = _LONG_ARTICLE.sub("", word)
    return _ARTICLE.sub("", word) if shorter == word else shorter


def _without_endings(word: str) -> str:
    """After the article: a possessive, then a sound plural, then ta marbuta (folded to heh)."""
    owned = _POSSESSIVE.sub("", word)
    several = _SOUND_PLURAL.sub("", owned)
    several = _FEMININE_PLURAL.sub("", several)
    several = _SHORT_FEMININE_PLURAL.sub("ه", several)
    if owned != word and several == owned:
        several = _TA_BEFORE_POSSESSIVE.sub("", several)
    return _TA_MARBUTA.sub("", several)


def _singular(word: str) -> str:
    """The S-stemmer (D. Harman, "How effective is suffixing?", 1991)."""
    if len(word) < 4 or word in _NOT_PLURAL:
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")):
        return word[:-1]
    return word
