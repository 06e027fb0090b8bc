"""What is asked of announcements and dates, which are written at the desk."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.languages import language_name
from newsletter.actions.draft_issue import titles
from newsletter.arrangement import NOTE_SHARED, NOTE_TEXTS, WRITTEN, Arrangement, Note, NotThere
from newsletter.digest import ORDER
from newsletter.models import BLURB_LENGTH
from newsletter.month_issue import languages
from newsletter.views.compose.rows import title_in
from newsletter.views.compose.wish import Text, Wanted, Wrong, clean, too_long

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import QueryDict

    from newsletter.month_issue import MonthIssue

NOTE_LENGTHS: Final = {"title": 160, "text": BLURB_LENGTH, "place": 120, "url": 200}


def _note(data: QueryDict, issue: MonthIssue, now: datetime) -> Wanted:
    kind = data.get("kind", "")
    if kind not in WRITTEN:
        raise Wrong(_("The desk does not know what to do. Open the letter again."))
    which = _uuid(data.get("note", ""))
    texts, shared = _note_values(kind, data, which or f"new-{kind}")
    note = Note(which or str(uuid.uuid4()), texts, shared)
    try:
        before = next(n for n in issue.arrangement.note_home(note.id).notes if n.id == note.id)
    except NotThere:
        before = Note(note.id, {}, {})

    def change(whole: Arrangement) -> Arrangement:
        whole = whole.with_section(kind, titles(kind), ORDER)
        section = next(section for section in whole.sections if section.kind == kind)
        return whole.with_note(section.id, note)

    says = {"title": title_in(get_language() or "", {c: t["title"] for c, t in texts.items()})}
    labels = note_labels()
    return Wanted(
        _("Write “%(title)s” into the letter") % says,
        _("“%(title)s” is in the letter.") % says,
        change,
        at=f"note-{note.id}",
        texts=tuple(
            Text(labels[name], code, new[name], before.texts.get(code, {}).get(name, ""))
            for code, new in texts.items()
            for name in NOTE_TEXTS[kind]
        )
        + tuple(
            Text(labels[name], "", value or "", before.shared.get(name) or "")
            for name, value in shared.items()
        ),
    )


def note_labels() -> dict[str, str]:
    """What the fields of announcements and dates are called."""
    return {
        "title": _("Title"),
        "text": _("Text"),
        "url": _("Link"),
        "place": _("Place"),
        "day": _("Day"),
        "until": _("Last day"),
    }


def _note_values(
    kind: str, data: QueryDict, about: str
) -> tuple[dict[str, dict[str, str]], dict[str, str | None]]:
    """What was typed, by language; a language without a title is left out if it has nothing."""
    wrong, labels, texts = [], note_labels(), {}
    for code in languages():
        said = {name: clean(data.get(f"{name}_{code}", "")) for name in NOTE_TEXTS[kind]}
        if not any(said.values()):
            continue
        if not said["title"]:
            wrong.append(_("%(language)s: give it a title.") % {"language": language_name(code)})
        for name, text in said.items():
            if len(text) > NOTE_LENGTHS[name]:
                wrong.append(too_long(labels[name], code, NOTE_LENGTHS[name], len(text)))
        if said["url"] and not _is_address(said["url"]):
            wrong.append(
                _("%(language)s: this is no web address. It begins with https://.")
                % {"language": language_name(code)}
            )
        texts[code] = said
    if not texts:
        wrong.append(_("Give it a title in at least one language."))
    shared: dict[str, str | None] = {}
    for name in NOTE_SHARED[kind]:
        text = data.get(name, "").strip()
        shared[name] = text or None
        if text and _day(text) is None:
            wrong.append(_("%(label)s: this is no day.") % {"label": labels[name]})
    if "day" in shared:
        first, until = _day(shared["day"] or ""), _day(shared["until"] or "")
        if not shared["day"]:
            wrong.append(_("A date needs a day."))
        elif first and until and until < first:
            wrong.append(_("The last day is before the first."))
    if wrong:
        raise Wrong(*wrong, about=about)
    return texts, shared


def _note_remove(data: QueryDict, issue: MonthIssue, now: datetime) -> Wanted:
    which = data.get("note", "")
    says = {"title": note_title(issue, which)}
    home = issue.arrangement.note_home(which)
    return Wanted(
        _("Remove “%(title)s”") % says,
        _("“%(title)s” was removed.") % says,
        lambda whole: whole.without_note(which),
        at=f"new-{home.kind}",
    )


def _note_shift(data: QueryDict, issue: MonthIssue, now: datetime) -> Wanted:
    which, up = data.get("note", ""), data.get("do") == "note_up"
    says = {"title": note_title(issue, which)}
    words = _("Move “%(title)s” up") if up else _("Move “%(title)s” down")
    said = _("“%(title)s” was moved up.") if up else _("“%(title)s” was moved down.")
    return Wanted(
        words % says,
        said % says,
        lambda whole: whole.note_shifted(which, -1 if up else 1),
        at=f"{data.get('do')}-{which}",
    )


def note_title(issue: MonthIssue, which: str) -> str:
    home = issue.arrangement.note_home(which)
    note = next(note for note in home.notes if note.id == which)
    return title_in(get_language() or "", {c: t.get("title", "") for c, t in note.texts.items()})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _is_address(text: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        return False
    return True


def _uuid(text: str) -> str:
    """The id of a note as the desk gave it; empty for anything else."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return ""


NOTE_WISHES: Final[dict[str, Callable[[QueryDict, MonthIssue, datetime], Wanted]]] = {
    "note": _note,
    "note_remove": _note_remove,
    "note_up": _note_shift,
    "note_down": _note_shift,
}
