"""The desk: a month's letter with both languages side by side, and all that can be done to it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.dates import month_name
from cms.languages import direction_of, language_name
from cms.text import plain
from newsletter.arrangement import NOTE_SHARED, WRITTEN, Note
from newsletter.digest import title_of
from newsletter.models import BLURB_LENGTH
from newsletter.month_issue import languages, live_or_drafted, month_issue
from newsletter.views.compose.candidates import (
    Candidate,
    candidate,
    candidates,
    columns,
    searched,
)
from newsletter.views.compose.doors import (
    for_managers,
    may_edit,
    month_in,
    months_trail,
    screen,
    who,
)
from newsletter.views.compose.rows import (
    NoteRow,
    column_sides,
    counted,
    note_row,
    section_rows,
)
from newsletter.views.compose.states import mailing_address, states_of
from newsletter.views.compose.wanted import TITLE_LENGTH

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse, QueryDict

    from newsletter.models import IssuePage
    from newsletter.month_issue import MonthIssue


#: Buttons that stand in something folded, by how their ids begin.
IN_FOLDS: Final = ("word-", "move-", "title-", "note-")


@dataclass(frozen=True, slots=True)
class PageSide:
    """The issue's page in one language: its words, and where they are written."""

    page: IssuePage
    language: str
    intro: str

    @property
    def name(self) -> str:
        return language_name(self.language)

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    @property
    def preview_url(self) -> str:
        return reverse("wagtailadmin_pages:view_draft", args=[self.page.pk])


@dataclass(frozen=True, slots=True)
class NewNote:
    """An empty form; its id is given beforehand, so that a form sent twice writes once."""

    kind: str
    label: str
    row: NoteRow


@for_managers
@require_safe
def month(request: HttpRequest, month: str) -> HttpResponse:
    present = month_issue(month_in(month))
    if present is None:
        raise Http404("the month has no issue")
    if not may_edit(who(request), present.pages.values()):
        raise PermissionDenied
    return desk(request, present)


def desk(
    request: HttpRequest,
    issue: MonthIssue,
    *,
    typed: QueryDict | None = None,
    about: str = "",
    status: int = 200,
) -> HttpResponse:
    """The screen. `typed` is what was refused, and `about` the thing whose form it was."""
    now = timezone.now()
    sections = section_rows(issue, who(request), now)
    text = request.GET.get("q", "").strip()
    at = request.GET.get("at", "")
    state = states_of([issue.month], {issue.month: live_or_drafted(issue.month).values()})
    context: dict[str, Any] = {
        "issue": issue,
        "key": f"{issue.month:%Y-%m}",
        # Who corrects words that were refused still answers to what they had seen.
        "seen": (typed.get("seen") if typed is not None else "") or issue.seen,
        "sides": [_side(page, code) for code, page in issue.pages.items()],
        "absent": [language_name(code) for code in languages() if code not in issue.pages],
        "sections": sections,
        "page_sections": [s for s in sections if not s.written],
        "counted": counted(sections),
        "state": state[issue.month],
        "revision": issue.last_revision,
        "columns": _columns(issue, now),
        "column": issue.arrangement.column,
        "column_sides": column_sides(issue, who(request), now),
        "candidates": searched(text, issue, now) if text else candidates(issue, now),
        "q": text,
        "new_notes": [_new_note(kind, issue, _refused(kind, typed, about)) for kind in WRITTEN],
        "lengths": {"blurb": BLURB_LENGTH, "section": TITLE_LENGTH},
        "mailing_url": mailing_address(issue.month),
        "at": at,
        "open_at": at.partition("-")[2] if at.startswith(IN_FOLDS) else "",
        "typed": typed,
        "about": about,
    }
    return screen(
        request,
        "month",
        letter_title(issue),
        trail=(months_trail(),),
        status=status,
        **context,
    )


def letter_title(issue: MonthIssue) -> str:
    name = month_name(issue.month, get_language() or "ar")
    return _("Letter of %(month)s") % {"month": name}


def _side(page: IssuePage, language: str) -> PageSide:
    return PageSide(page, language, plain(page.intro))


def _columns(issue: MonthIssue, now: datetime) -> list[Candidate]:
    """What can be chosen, with the chosen one whatever its age."""
    found = columns(issue.month, now)
    chosen = issue.arrangement.column
    if chosen is None or any(one.key == chosen.key for one in found):
        return found
    own = candidate(chosen.key, now)
    return [own, *found] if own is not None else found


def _refused(kind: str, typed: QueryDict | None, about: str) -> str:
    """The id of the new note of this kind that was refused, so that its words stay in the form."""
    mine = typed is not None and typed.get("do") == "note" and typed.get("kind") == kind
    return about if mine else ""


def _new_note(kind: str, issue: MonthIssue, which: str) -> NewNote:
    known = {note.id for section in issue.arrangement.sections for note in section.notes}
    note_id = which if which and which not in known else str(uuid.uuid4())
    empty = Note(note_id, {}, dict.fromkeys(NOTE_SHARED[kind]))
    return NewNote(kind, title_of(kind), note_row(empty, kind, issue.pages))
