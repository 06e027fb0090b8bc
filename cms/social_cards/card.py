"""What stands on a sharing picture, and the picture's address."""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple, dataclass
from typing import Final

#: Where pictures are, before their names; the same for all languages.
CARDS_URL: Final = "/cards/"
WIDTH, HEIGHT = 1200, 630  # what the networks cut to 1.91:1 show whole
#: Counted up when the drawing changes, so that networks fetch the new picture.
DESIGN: Final = 1


@dataclass(frozen=True, slots=True)
class Card:
    """Words in `language`, plain text; all but the name of the site may be empty.

    `label` says what kind of thing it is, `line` who speaks and when.
    """

    language: str
    site_name: str
    title: str = ""
    label: str = ""
    line: str = ""

    @property
    def digest(self) -> str:
        """Equal for equal words: a changed title makes a new address, so caches may be long."""
        words = json.dumps([DESIGN, *astuple(self)], ensure_ascii=False)
        return hashlib.sha256(words.encode()).hexdigest()[:16]

    def url(self, subject: str) -> str:
        """The site-relative address of the picture of `subject`."""
        return f"{CARDS_URL}{subject}/{self.digest}.png"
