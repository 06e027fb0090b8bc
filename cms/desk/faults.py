"""The closed list of what can be at fault in a text, and where it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class FaultKind(models.TextChoices):
    MISSING_ALT = "missing-alt", _("Picture without alternative text")
    MISSING_SUMMARY = "missing-summary", _("No summary")
    MISSING_TRANSLATION = "missing-translation", _("No translation")
    EMPTY_LINK = "empty-link", _("Link without text")
    FOREIGN_TEXT = "foreign-text", _("Text in another language")
    UNREACHABLE_LINK = "unreachable-link", _("Link that leads nowhere")
    SKIPPED_HEADING = "skipped-heading", _("Heading level left out")
    MISSING_TRANSCRIPT = "missing-transcript", _("Film without a transcript")
    MISSING_TABLE_HEADER = "missing-table-header", _("Table without column headings")
    LONG_TITLE = "long-title", _("Title too long for search engines")
    DUPLICATE_TITLE = "duplicate-title", _("Title used twice")
    DUPLICATE_DESCRIPTION = "duplicate-description", _("Description used twice")

    @property
    def advice(self) -> str:
        """What to do about it, in the active language."""
        return str(_ADVICE[self])

    @property
    def is_serious(self) -> bool:
        """Whether a reader is shut out or led astray; the editor is told after publication."""
        return self in _SERIOUS


_ADVICE = {
    FaultKind.MISSING_ALT: _(
        "Open the picture and say what it shows, in the language of this page."
    ),
    FaultKind.MISSING_SUMMARY: _(
        "Write one or two sentences: cards, feeds and search engines show them."
    ),
    FaultKind.MISSING_TRANSLATION: _("Make the translation, or publish the one that is begun."),
    FaultKind.EMPTY_LINK: _("Give the link a text that says where it leads, or remove it."),
    FaultKind.FOREIGN_TEXT: _(
        "Translate it; a name may stay when it stands in brackets or quotation marks."
    ),
    FaultKind.UNREACHABLE_LINK: _("Choose another page or address, or remove the link."),
    FaultKind.SKIPPED_HEADING: _("Begin with a section before a subsection."),
    FaultKind.MISSING_TRANSCRIPT: _(
        "Write what is said and shown, for those who do not hear or see it."
    ),
    FaultKind.MISSING_TABLE_HEADER: _("Give every column a heading."),
    FaultKind.LONG_TITLE: _(
        "Keep the title, and write a shorter one for search engines under “Promote”."
    ),
    FaultKind.DUPLICATE_TITLE: _(
        "Another page in this language has the same title: change this one, or its title for "
        "search engines."
    ),
    FaultKind.DUPLICATE_DESCRIPTION: _(
        "Another page in this language is described in the same words: say what is this one’s own."
    ),
}

_SERIOUS = frozenset(
    {
        FaultKind.MISSING_ALT,
        FaultKind.EMPTY_LINK,
        FaultKind.FOREIGN_TEXT,
        FaultKind.UNREACHABLE_LINK,
        FaultKind.MISSING_TRANSCRIPT,
    }
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a page: `path` is Wagtail's content path (a field, or `body.<id of block>`).

    `block` is the type's name of the block there, empty for fields.
    """

    path: str
    block: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """`text` is what is at fault in the page's own words: a passage, a picture, an address."""

    kind: FaultKind
    spot: Spot
    text: str = ""
