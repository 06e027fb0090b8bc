"""What is asked of the report, and how it leaves the house as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.audit.safe_spreadsheet import local_iso
from cms.audit.sheets import Sheet
from cms.languages import language_name
from cms.translating.models import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cms.translating.overview import Row


class ReportFilter(forms.Form):
    """What is left empty is not asked; what makes no sense finds nothing wrong, but everything."""

    standing = forms.ChoiceField(
        label=gettext_lazy("Status"), required=False, choices=Standing.choices
    )
    into = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Type"), required=False)
    section = forms.ChoiceField(label=gettext_lazy("Section"), required=False)

    def __init__(self, data: Any, rows: Iterable[Row]) -> None:
        super().__init__(data)
        rows = list(rows)
        every = ("", _("All"))
        self._choose("standing", [every, *((one.value, str(one.label)) for one in Standing)])
        self._choose("into", [every, *settings.LANGUAGES])
        self._choose("kind", [every, *((kind, kind) for kind in sorted({r.kind for r in rows}))])
        sections = sorted({row.section for row in rows if row.section})
        self._choose("section", [every, *((name, name) for name in sections)])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def apply(self, rows: list[Row]) -> list[Row]:
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return [row for row in rows if all(getattr(row, name) == asked[name] for name in asked)]


def table(rows: Iterable[Row]) -> Sheet:
    """The rows as text, in the active language; moments with their offset."""
    heading = [
        _("Status"), _("Title"), _("Source language"), _("Language"), _("Title of the translation"),
        _("Type"), _("Section"), _("Since"), _("Saved"),
    ]  # fmt: skip
    lines = [
        [
            str(Standing(row.standing).label), row.title, language_name(row.language),
            language_name(row.into), row.page_title, row.kind, row.section,
            local_iso(row.since) if row.since else "",
            local_iso(row.saved_at) if row.saved_at else "",
        ]
        for row in rows
    ]  # fmt: skip
    return Sheet(_("Translations"), heading, lines)


def file_name() -> str:
    """Without its ending."""
    return f"translations-{timezone.localdate().isoformat()}"
