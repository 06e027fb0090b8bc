"""Is this the name of a person or a house, and nothing that someone would smuggle in as one?

Names are shown to managers and printed in letters. Advertising comes in as a name with an address
in it; control and direction characters make a line say something else than it seems to.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from typing import Final

#: Letters of a name (threat row 4); longer ones are sentences.
NAME_LENGTH: Final = 60
OUTLET_LENGTH: Final = 120

#: Marks that Arabic keyboards leave between two scripts; they show nothing and are taken out.
_MARKS: Final = str.maketrans("", "", "\u200e\u200f\u061c\ufeff")
#: What Persian and Urdu names are joined or parted with.
_JOINERS: Final = frozenset("\u200c\u200d")
#: Other, Cc Cf Cs Co Cn, and line separators: nothing that anyone is called.
_REFUSED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

_SCHEME: Final = re.compile(r"://|\bwww\.|\b(?:https?|mailto|javascript|data):|@", re.IGNORECASE)
#: "evil.example" or "x.example/buy", and not "Dr.Ahmed", "أ.د.محمد" or "م/ سارة".
_HOST: Final = re.compile(r"\w{3,}\.\w{2,}|\w\.\w{2,}/\S")
#: Full stops of other scripts, which browsers take for the one between the parts of a host.
_STOPS: Final = str.maketrans("\u3002\u06d4", "..")


class NameFault(Enum):
    TOO_LONG = "too-long"
    ODD_CHARACTERS = "odd-characters"
    ADDRESS = "address"


def plain_name(name: str) -> str:
    """As it is kept: composed, one space between words, without invisible marks."""
    composed = unicodedata.normalize("NFC", name).translate(_MARKS)
    return re.sub(" +", " ", composed).strip(" ")


def fault_of_name(name: str) -> NameFault | None:
    """What keeps the plain name of a person from being taken; None when nothing does."""
    if len(name) > NAME_LENGTH:
        return NameFault.TOO_LONG
    if _HOST.search(_bare(name)):
        return NameFault.ADDRESS
    return _fault(name)


def fault_of_outlet(name: str) -> NameFault | None:
    """As of a person; but houses may be called as their site is, "barq.example"."""
    if len(name) > OUTLET_LENGTH:
        return NameFault.TOO_LONG
    return _fault(name)


def _fault(name: str) -> NameFault | None:
    kinds = (unicodedata.category(one) for one in name if one not in _JOINERS)
    if not _REFUSED.isdisjoint(kinds):
        return NameFault.ODD_CHARACTERS
    return NameFault.ADDRESS if _SCHEME.search(_bare(name)) else None


def _bare(name: str) -> str:
    """As an address in it is read: plain letters, without what stands on or between them."""
    plain = unicodedata.normalize("NFKD", name).translate(_STOPS)
    return "".join(one for one in plain if one not in _JOINERS and not unicodedata.combining(one))
