"""A change that someone asks for at the desk: in words, as a change, with what they wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.languages import language_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from newsletter.arrangement import Arrangement


class Wrong(Exception):
    """What was posted cannot be done; `words` say why, `about` which form they belong to."""

    def __init__(self, *words: str, about: str = "") -> None:
        super().__init__(*words)
        self.words = words
        self.about = about


@dataclass(frozen=True, slots=True)
class Text:
    """Words that someone wrote, and those that stand there now."""

    label: str
    language: str
    yours: str
    there: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """`words` say what is to be done and `said` that it was; `at` is the id of a button."""

    words: str
    said: str
    change: Callable[[Arrangement], Arrangement]
    at: str = ""
    texts: tuple[Text, ...] = ()


def clean(text: str) -> str:
    """Line ends as everywhere, nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def texts_of(label: str, new: Mapping[str, str], there: Mapping[str, str]) -> tuple[Text, ...]:
    return tuple(Text(label, code, text, there.get(code, "")) for code, text in new.items())


def must_fit(texts: Mapping[str, str], most: int, label: str, *, about: str) -> None:
    """Raises Wrong where the words in a language are too long."""
    wrong = [
        too_long(label, code, most, len(text)) for code, text in texts.items() if len(text) > most
    ]
    if wrong:
        raise Wrong(*wrong, about=about)


def too_long(label: str, code: str, most: int, count: int) -> str:
    says = {"label": label, "language": language_name(code), "most": most, "count": count}
    return _("%(label)s (%(language)s): at most %(most)s letters, these are %(count)s.") % says
