"""How does a comment get into the house? As plain text, without what tells who wrote it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: What stands where an address or a number was taken out.
TAKEN_OUT: Final = "[…]"

_ADDRESS = re.compile(r"[^\s<>\"'(),;:]{1,64}@[^\s<>\"'(),;:@]{1,190}")
#: Nine digits and more, of any script, however they are spaced: telephones, identity cards. The
#: shorter ones are years, dates and amounts.
_NUMBER = re.compile(r"\+?\d(?:[ \u00a0./()-]{0,2}\d){8,30}")
_KEPT_CONTROLS = {"\n"}


def plain_text(text: str) -> str:
    """Line ends as one character each, no control characters, nothing around it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = (
        letter
        for letter in text
        if letter in _KEPT_CONTROLS or unicodedata.category(letter) not in {"Cc", "Cs"}
    )
    return "".join(kept).strip()


def without_persons(text: str) -> str:
    """E-mail addresses and long numbers are taken out; readers are asked not to write them."""
    return _NUMBER.sub(TAKEN_OUT, _ADDRESS.sub(TAKEN_OUT, text))
