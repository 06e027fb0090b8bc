"""What a check of the gate answers, in the words of every language of the admin."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise


class Verdict(StrEnum):
    """`FAIL` stops the submission; `WARN` and `UNCHECKED` are ticked as seen by who submits."""

    FAIL = "fail"
    WARN = "warn"
    UNCHECKED = "unchecked"
    PASS = "pass"  # noqa: S105 - a verdict

    @property
    def label(self) -> _StrPromise:
        return _VERDICTS[self]


_VERDICTS: dict[Verdict, _StrPromise] = {
    Verdict.FAIL: _("Must be mended"),
    Verdict.WARN: _("Look at it"),
    Verdict.UNCHECKED: _("Not checked"),
    Verdict.PASS: _("In order"),
}


class Check(StrEnum):
    """The questions of the gate, in the order in which they are shown."""

    LANGUAGES = "languages"
    SAME_CONTENT = "same-content"
    PUBLIC_ITEMS = "public-items"
    LASTING = "lasting"
    RENDERING = "rendering"
    SUBJECT = "subject"
    PICTURES = "pictures"
    LINKS = "links"
    SIZE = "size"
    PLAIN_TEXT = "plain-text"
    SENDER = "sender"
    DOMAIN = "domain"

    @property
    def label(self) -> _StrPromise:
        return _CHECKS[self]


_CHECKS: dict[Check, _StrPromise] = {
    Check.LANGUAGES: _("Both languages are complete"),
    Check.SAME_CONTENT: _("Both languages hold the same"),
    Check.PUBLIC_ITEMS: _("Everything shown is published"),
    Check.LASTING: _("Everything stays as it is"),
    Check.RENDERING: _("The letter can be made"),
    Check.SUBJECT: _("Subject"),
    Check.PICTURES: _("Descriptions of pictures"),
    Check.LINKS: _("Links answer"),
    Check.SIZE: _("Size"),
    Check.PLAIN_TEXT: _("Plain text"),
    Check.SENDER: _("Sender and leaving"),
    Check.DOMAIN: _("The sender’s domain (SPF, DKIM, DMARC)"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer. `words` by language; `mend` is where in the admin it can be put right.

    `details` are addresses or names that the words speak of, the same in every language.
    """

    check: Check
    verdict: Verdict
    words: Mapping[str, str]
    mend: str = ""
    details: tuple[str, ...] = field(default=())

    @property
    def key(self) -> str:
        """The same for the same finding: what is ticked as seen stays so only for that."""
        said = "\0".join((self.check, self.verdict, *sorted(self.words.values()), *self.details))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def text(self) -> str:
        return in_the_active_language(self.words)

    def to_json(self) -> dict[str, Any]:
        return {
            "check": str(self.check),
            "verdict": str(self.verdict),
            "words": dict(self.words),
            "details": list(self.details),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Finding:
        """What `to_json` wrote; where it is mended is not kept."""
        return cls(
            Check(kept["check"]),
            Verdict(kept["verdict"]),
            dict(kept["words"]),
            details=tuple(kept["details"]),
        )


def said(message: _StrPromise | str, **values: object) -> dict[str, str]:
    """A message in every language of the site, with its values put in."""
    words: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words[language] = str(message) % values if values else str(message)
    return words


def in_the_active_language(words: Mapping[str, str]) -> str:
    """Of what `said` gave; else in the house's first language."""
    language = (translation.get_language() or "").partition("-")[0]
    return words.get(language) or words.get(settings.LANGUAGE_CODE, "")


def passed(check: Check, message: _StrPromise | str, **values: object) -> Finding:
    return Finding(check, Verdict.PASS, said(message, **values))
