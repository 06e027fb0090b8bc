"""What does a cell say? Dates, languages, audiences and yes or no, as programs and people write."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from cms.audit.safe_spreadsheet import safe_cell
from cms.text import without_unseen
from newsletter.models import Audience, SubscriberLanguage
from newsletter.names import (
    NAME_LENGTH,
    OUTLET_LENGTH,
    fault_of_name,
    fault_of_outlet,
    plain_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_DATE: Final = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?"
    r"\s?(?P<zone>Z|[+-]\d{2}(?::?\d{2})?)?)?(?:\s[A-Z]{2,5})?"
)
_YES: Final = frozenset({"true", "yes", "y", "1", "t", "x", "نعم"})
_NO: Final = frozenset({"false", "no", "n", "0", "f", "لا"})

_LANGUAGES: Final[Mapping[str, SubscriberLanguage]] = {
    "ar": SubscriberLanguage.ARABIC,
    "arabic": SubscriberLanguage.ARABIC,
    "العربية": SubscriberLanguage.ARABIC,
    "عربي": SubscriberLanguage.ARABIC,
    "en": SubscriberLanguage.ENGLISH,
    "english": SubscriberLanguage.ENGLISH,
    "الإنجليزية": SubscriberLanguage.ENGLISH,
    "إنجليزي": SubscriberLanguage.ENGLISH,
    "both": SubscriberLanguage.BOTH,
    "arabic and english": SubscriberLanguage.BOTH,
    "العربية والإنجليزية": SubscriberLanguage.BOTH,
    "كلتاهما": SubscriberLanguage.BOTH,
}
_AUDIENCES: Final[Mapping[str, Audience]] = {
    "government entity": Audience.GOVERNMENT,
    "جهة حكومية": Audience.GOVERNMENT,
    "جهات حكومية": Audience.GOVERNMENT,
    "private-sector partner": Audience.PARTNER,
    "private sector": Audience.PARTNER,
    "partners": Audience.PARTNER,
    "شريك من القطاع الخاص": Audience.PARTNER,
    "القطاع الخاص": Audience.PARTNER,
    "universities": Audience.UNIVERSITY,
    "جامعة": Audience.UNIVERSITY,
    "جامعات": Audience.UNIVERSITY,
    "individuals": Audience.INDIVIDUAL,
    "فرد": Audience.INDIVIDUAL,
    "أفراد": Audience.INDIVIDUAL,
    "press": Audience.MEDIA,
    "الإعلام": Audience.MEDIA,
    "إعلام": Audience.MEDIA,
}
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def moment_in(text: str, latest: datetime) -> datetime | None:
    """ISO 8601, and what Mailchimp and Go write; without a zone it is UTC, as their help says.

    None for anything else and for what is later than `latest`: a wrong time is no evidence.
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    zone = (match["zone"] or "Z").replace("Z", "+00:00")
    zone = f"{zone}:00" if len(zone) == 3 else zone
    try:
        moment = datetime.fromisoformat(f"{match['day']}T{match['time'] or '00:00'}{zone}")
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment <= latest else None


def truth_of(text: str) -> bool | None:
    word = text.strip().casefold()
    return True if word in _YES else False if word in _NO else None


def language_in(text: str) -> SubscriberLanguage | None:
    """Also of a locale such as "en-US"."""
    word = text.strip().casefold()
    return _LANGUAGES.get(word) or _LANGUAGES.get(re.split(r"[-_]", word)[0])


def audience_in(texts: Iterable[str]) -> Audience | None:
    """The first that names one: of a cell, or of tags and labels."""
    for text in texts:
        word = text.strip().casefold()
        if word in Audience:
            return Audience(word)
        if word in _AUDIENCES:
            return _AUDIENCES[word]
    return None


def uncovered(cell: str) -> str:
    """Without the apostrophe with which our exports keep spreadsheets from computing."""
    bare = cell.removeprefix("'")
    return bare if bare != cell and safe_cell(bare) == cell else cell


def one_line(text: str) -> str:
    """Without control characters and marks that turn the direction of what follows."""
    if not text:
        return ""
    kept = "".join(
        " " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign
        for sign in uncovered(text)
        if sign not in _TURNING
    )
    return plain_name(kept)


def name_in(text: str) -> str:
    """A name as the form takes it too: a long one is cut, and what holds a link is no name."""
    name = one_line(text)[:NAME_LENGTH].strip()
    return "" if fault_of_name(name) else name


def outlet_in(text: str) -> str:
    name = one_line(text)[:OUTLET_LENGTH].strip()
    return "" if fault_of_outlet(name) else name


def bare_address(text: str) -> str:
    """Without the invisible signs that sheets and right-to-left text leave around an address."""
    text = uncovered(text.strip()).removeprefix("mailto:")
    if text.isascii() and text.isprintable():  # as nearly all are, and signs are looked at slowly
        return text.replace(" ", "")
    seen = without_unseen(text)
    return "".join(sign for sign in seen if unicodedata.category(sign) not in {"Cc", "Zs"})
