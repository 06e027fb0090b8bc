"""Do both languages hold the same sections, the same items and the same links?

Pages are the same when they are translations of each other; they have one address but for the
language's prefix, by which written links to the house are compared. Other sites have pages of
their own for each language: there the site must be the same, and someone looks at the pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms.models import ContentPage

from .findings import Check, Finding, Verdict, passed, said
from .languages import edit_address
from .names import language_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.models import IssuePage

    from .manuscript import Manuscript


@dataclass(frozen=True, slots=True)
class _Shape:
    """One section as the languages are compared by: its kind, its pages' keys, its links."""

    kind: str
    keys: tuple[str, ...]
    links: tuple[str, ...]


def check(manuscript: Manuscript) -> Iterator[Finding]:
    sides = list(manuscript.issues.items())
    if len(sides) < 2:
        yield Finding(
            Check.SAME_CONTENT,
            Verdict.UNCHECKED,
            said(_("There is only one language to compare.")),
        )
        return
    keys, titles = _pages(manuscript)
    (language, issue), *others = sides
    one = (language, issue, _shapes(issue, keys))
    faults = [
        finding
        for code, other in others
        for finding in _differences(one, (code, other, _shapes(other, keys)), keys, titles)
    ]
    yield from faults or [
        passed(Check.SAME_CONTENT, _("Sections, items and links are the same in both languages."))
    ]


def _pages(manuscript: Manuscript) -> tuple[dict[int, str], dict[str, str]]:
    """The translation key of every chosen page, and a title for each key."""
    wanted = {pk for issue in manuscript.issues.values() for pk in issue.all_chosen_ids()}
    rows = ContentPage.objects.filter(pk__in=wanted).order_by("pk")
    found = list(rows.values_list("pk", "translation_key", "title"))
    return {pk: str(key) for pk, key, _title in found}, {str(key): t for _pk, key, t in found}


def _shapes(issue: IssuePage, keys: dict[int, str]) -> list[_Shape]:
    return [
        _Shape(
            section.kind.value,
            tuple(keys[page.page_id] for page in section.pages if page.page_id in keys),
            tuple(_without_language(note.url) for note in section.notes),
        )
        for section in issue.chosen_sections()
    ]


def _without_language(url: str) -> str:
    """The address of a page of the house as all its languages share it; others as they are."""
    home = f"{settings.PUBLIC_URL}/"
    path = url.removeprefix(home)
    prefix, slash, rest = path.partition("/")
    known = path != url and prefix in dict(settings.LANGUAGES)
    return f"{home}{rest}" if known and slash else url


_Side = tuple[str, "IssuePage", list[_Shape]]


def _differences(
    one: _Side, other: _Side, keys: dict[int, str], titles: dict[str, str]
) -> Iterator[Finding]:
    columns = {keys.get(issue.column_id or 0) for _language, issue, _shapes_ in (one, other)}
    if len(columns) > 1:
        yield _fault(_("The column of the month is not the same in both languages."), other)
    if [shape.kind for shape in one[2]] != [shape.kind for shape in other[2]]:
        yield _fault(
            _("The sections or their order differ: %(first)s and %(second)s."),
            other,
            first=language_name(one[0]),
            second=language_name(other[0]),
        )
    for left, right in ((one, other), (other, one)):
        have = {key for shape in right[2] for key in shape.keys}
        lacking = [key for shape in left[2] for key in shape.keys if key not in have]
        if lacking:
            yield _fault(
                _("%(first)s has items that %(second)s has not."),
                right,
                details=tuple(titles[key] for key in lacking),
                first=language_name(left[0]),
                second=language_name(right[0]),
            )
    if _same_items(one[2], other[2]) and [s.keys for s in one[2]] != [s.keys for s in other[2]]:
        yield _fault(
            _("The same items stand in another order or another section."),
            other,
            verdict=Verdict.WARN,
        )
    yield from _different_links(one, other)


def _different_links(one: _Side, other: _Side) -> Iterator[Finding]:
    here, there = ([shape.links for shape in side[2]] for side in (one, other))
    if here == there:
        return
    details = tuple(
        sorted(
            {link for links in here for link in links} ^ {link for links in there for link in links}
        )
    )
    if _sites(here) != _sites(there):
        yield _fault(
            _("Announcements or dates differ in number or in their links."),
            other,
            details=tuple(filter(None, details)),
        )
    else:
        yield _fault(
            _("Links lead to other pages of the same site. Is each in its own language?"),
            other,
            verdict=Verdict.WARN,
            details=details,
        )


def _sites(links: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Where they lead: of the house the very page, of other sites the host."""
    home = f"{settings.PUBLIC_URL}/"
    return [
        tuple(link if link.startswith(home) else _host(link) for link in some) for some in links
    ]


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return url


def _same_items(one: list[_Shape], other: list[_Shape]) -> bool:
    return sorted(k for s in one for k in s.keys) == sorted(k for s in other for k in s.keys)


def _fault(
    message: object,
    where: _Side,
    *,
    verdict: Verdict = Verdict.FAIL,
    details: tuple[str, ...] = (),
    **values: object,
) -> Finding:
    return Finding(
        Check.SAME_CONTENT,
        verdict,
        said(message, **values),  # type: ignore[arg-type]  # a lazy translation
        mend=edit_address(where[1]),
        details=details,
    )
