"""What a form of the desk asks for, read from what was posted.

Each change names what it is about by an id that is the same in all languages, so that it means
the same also in a letter that someone else has changed meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from newsletter.actions.draft_issue import titles
from newsletter.arrangement import Arrangement, Item
from newsletter.digest import ORDER
from newsletter.models import BLURB_LENGTH
from newsletter.views.compose.candidates import candidate
from newsletter.views.compose.rows import title_in
from newsletter.views.compose.wanted_notes import NOTE_WISHES
from newsletter.views.compose.wish import Wanted, Wrong, clean, must_fit, texts_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import QueryDict

    from newsletter.month_issue import MonthIssue

TITLE_LENGTH: Final = 120
LAST: Final = 10_000


def wanted(data: QueryDict, issue: MonthIssue, now: datetime) -> Wanted:
    """Raises Wrong for words that cannot be taken, NotThere for what is not in the letter."""
    do = data.get("do", "")
    if do in _ITEM:
        return _of_item(do, data, issue)
    maker = _MAKERS.get(do)
    if maker is None:
        raise Wrong(_("The desk does not know what to do. Open the letter again."))
    return maker(data, issue, now)


# --- items ---------------------------------------------------------------------------------------

_ITEM: Final[dict[str, Callable[[Arrangement, str], Arrangement]]] = {
    "up": lambda whole, key: whole.shifted(key, -1),
    "down": lambda whole, key: whole.shifted(key, 1),
    "pin": lambda whole, key: whole.pinned(key, on=True),
    "unpin": lambda whole, key: whole.pinned(key, on=False),
    "hide": lambda whole, key: whole.hidden(key, on=True),
    "show": lambda whole, key: whole.hidden(key, on=False),
}
#: The button that takes the place of the one that was pressed.
_TURNS: Final = {"pin": "unpin", "unpin": "pin", "hide": "show", "show": "hide"}


def _of_item(do: str, data: QueryDict, issue: MonthIssue) -> Wanted:
    key = data.get("item", "")
    title = {"title": title_of(issue, key)}
    words, said = {
        "up": (_("Move “%(title)s” up"), _("“%(title)s” was moved up.")),
        "down": (_("Move “%(title)s” down"), _("“%(title)s” was moved down.")),
        "pin": (_("Keep “%(title)s” first"), _("“%(title)s” stays first.")),
        "unpin": (_("Let go of “%(title)s”"), _("“%(title)s” is no longer kept first.")),
        "hide": (_("Leave out “%(title)s”"), _("“%(title)s” is left out.")),
        "show": (_("Show “%(title)s” again"), _("“%(title)s” is shown again.")),
    }[do]
    change = _ITEM[do]
    return Wanted(
        words % title,
        said % title,
        lambda whole: change(whole, key),
        at=f"{_TURNS.get(do, do)}-{key}",
    )


def _move(data: QueryDict, issue: MonthIssue, now: datetime) -> Wanted:
    key, to = data.get("item", ""), data.get("section", "")
    try:
        place = int(data.get("place") or LAST)
    except ValueError as error:
        raise Wrong(_("This is no place in a section.")) from error
    section = issue.arrangement.section(to)
    says = {
        "title": title_of(issue, key),
        "section": title_in(get_language() or "", section.titles),
    }
    return Wanted(
        _("Move “%(title)s” to “%(section)s”") % says,
        _("“%(title)s” now stands in “%(section)s”.") % says,
        lambda whole: whole.moved(key, to, place),
        at=f"{data.get('by') or 'move'}-{key}",
    )


def _word(data: QueryDict, issue: MonthIssue, now: datetime) -> Wanted:
    key = data.get("item", "")
    item = issue.arrangement.item(key)
    blurbs = {code: clean(data.get(f"blurb_{code}", "")) for code in issue.pages}
    must_fit(blurbs, BLURB_LENGTH, _("Words for the letter"), about=key)
    says = {"title": title_of(issue, key)}
    return Wanted(
        _("Change the words of “%(title)s”") % says,
        _("The words of “%(title)s” are saved.") % says,
        lambda whole: whole.worded(key, blurbs),
        at=f"word-{key}",
        texts=texts_of(_("Words for the letter"), blurbs, item.blurbs),
    )


def _translate(data: QueryDict, issue: MonthIssue, now: datetime) -> Wanted:
    key = data.get("item", "")
    issue.arrangement.item(key)
    found = candidate(key, now)
    if found is None:
        raise Wrong(_("This page is no longer public."))
    says = {"title": title_of(issue, key)}
    return Wanted(
        _("Add the translation of “%(title)s”") % says,
        _("“%(title)s” is now in the letter in all its languages.") % says,
        lambda whole: whole.translated(key, {**found.pages, **whole.item(key).pages}),
        at=f"up-{key}",
    )


def _pull_in(data: QueryDict, issue: MonthIssue, now: datetime) -> Wanted:
    found = candidate(data.get("item", ""), now)
    if found is None:
        raise Wrong(_("This page is no longer public."))
    says = {"title": found.title}
    if found.is_column:
        return _columned(Item(found.key, found.pages), found.title)
    item = Item(found.key, found.pages)
    return Wanted(
        _("Take “%(title)s” into the letter") % says,
        _("“%(title)s” is in the letter.") % says,
        lambda whole: whole.pulled_in(item, found.section, titles(found.section), ORDER),
        at=f"up-{found.key}",
    )


# --- the column ----------------------------------------------------------------------------------


def _column(data: QueryDict, issue: MonthIssue, now: datetime) -> Wanted:
    key = data.get("item", "")
    if not key:
        return Wanted(
            _("Leave out the column"),
            _("The letter has no column now."),
            lambda whole: whole.columned(None),
            at="column",
        )
    found = candidate(key, now)
    if found is None or not found.is_column:
        raise Wrong(_("This column is no longer public."))
    return _columned(Item(found.key, found.pages), found.title)


def _columned(column: Item, title: str) -> Wanted:
    says = {"title": title}
    return Wanted(
        _("Make “%(title)s” the column of the letter") % says,
        _("“%(title)s” is the column of the letter.") % says,
        lambda whole: whole.columned(column),
        at="column",
    )


# --- sections ------------------------------------------------------------------------------------


def _section_shift(data: QueryDict, issue: MonthIssue, now: datetime) -> Wanted:
    which, up = data.get("section", ""), data.get("do") == "section_up"
    section = issue.arrangement.section(which)
    says = {"title": title_in(get_language() or "", section.titles)}
    words = _("Move the section “%(title)s” up") if up else _("Move the section “%(title)s” down")
    said = _("“%(title)s” was moved up.") if up else _("“%(title)s” was moved down.")
    return Wanted(
        words % says,
        said % says,
        lambda whole: whole.section_shifted(which, -1 if up else 1),
        at=f"{data.get('do')}-{which}",
    )


def _title(data: QueryDict, issue: MonthIssue, now: datetime) -> Wanted:
    which = data.get("section", "")
    section = issue.arrangement.section(which)
    new = {code: " ".join(data.get(f"title_{code}", "").split()) for code in issue.pages}
    if not all(new.values()):
        raise Wrong(_("A section needs a title in every language."), about=which)
    must_fit(new, TITLE_LENGTH, _("Title of the section"), about=which)
    return Wanted(
        _("Change the title of the section"),
        _("The title of the section is saved."),
        lambda whole: whole.titled(which, new),
        at=f"title-{which}",
        texts=texts_of(_("Title of the section"), new, section.titles),
    )


_MAKERS: Final[dict[str, Callable[[QueryDict, MonthIssue, datetime], Wanted]]] = {
    "move": _move,
    "word": _word,
    "translate": _translate,
    "pull_in": _pull_in,
    "column": _column,
    "section_up": _section_shift,
    "section_down": _section_shift,
    "title": _title,
    **NOTE_WISHES,
}


def title_of(issue: MonthIssue, key: str) -> str:
    """The item's title in the admin's language where there is one; raises NotThere."""
    pages = issue.arrangement.item(key).pages
    rows = dict(Page.objects.filter(pk__in=pages.values()).values_list("pk", "title"))
    return title_in(get_language() or "", {c: rows.get(pk, "") for c, pk in pages.items()})
