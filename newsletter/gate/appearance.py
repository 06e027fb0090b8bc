"""Can the letter be made, is its subject short, is it small, do its pictures speak?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .findings import Check, Finding, Verdict, passed, said
from .languages import edit_address
from .names import language_name, variant_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.letter import LetterPart

    from .manuscript import Manuscript

#: Gmail shows no more than this of a letter's HTML, and a link to the rest.
CLIPPED_AT: Final = 102_000
WARNED_AT: Final = 90_000
#: Characters of a subject: most mail programs show no more; beyond the second it is no subject.
SHOWN_SUBJECT: Final = 70
LONGEST_SUBJECT: Final = 150


def rendering(manuscript: Manuscript) -> Iterator[Finding]:
    for variant, trouble in manuscript.trouble.items():
        yield Finding(
            Check.RENDERING,
            Verdict.FAIL,
            said(_("Cannot be made: %(edition)s."), edition=variant_name(variant)),
            mend=_first_issue(manuscript, variant),
            details=(trouble,),
        )
    if not manuscript.trouble:
        yield passed(Check.RENDERING, _("All editions were made."))


def subject(manuscript: Manuscript) -> Iterator[Finding]:
    faults: list[Finding] = []
    for language, issue in manuscript.issues.items():
        length = len(issue.title.strip())
        if length > SHOWN_SUBJECT:
            faults.append(
                Finding(
                    Check.SUBJECT,
                    Verdict.FAIL if length > LONGEST_SUBJECT else Verdict.WARN,
                    said(
                        _(
                            "The subject in %(language)s has %(length)s characters; mail programs "
                            "show about %(shown)s. Shorten the title."
                        ),
                        language=language_name(language),
                        length=length,
                        shown=SHOWN_SUBJECT,
                    ),
                    mend=edit_address(issue),
                )
            )
    yield from faults or [passed(Check.SUBJECT, _("The subject is short enough to be seen."))]


def size(manuscript: Manuscript) -> Iterator[Finding]:
    largest = 0
    for edition in manuscript.editions:
        octets = len(edition.html.encode())
        largest = max(largest, octets)
        if octets > WARNED_AT:
            yield Finding(
                Check.SIZE,
                Verdict.FAIL if octets > CLIPPED_AT else Verdict.WARN,
                said(
                    _(
                        "%(edition)s: %(size)s kB. Gmail cuts letters off at %(most)s kB. "
                        "Leave items out or shorten the texts."
                    ),
                    edition=variant_name(edition.variant),
                    size=-(-octets // 1000),
                    most=CLIPPED_AT // 1000,
                ),
                mend=_first_issue(manuscript, edition.variant),
            )
    if largest <= WARNED_AT:
        yield passed(
            Check.SIZE, _("The largest edition has %(size)s kB."), size=-(-largest // 1000)
        )


def pictures(manuscript: Manuscript) -> Iterator[Finding]:
    faults = [
        Finding(
            Check.PICTURES,
            Verdict.FAIL,
            said(
                _("The picture of “%(title)s” has no description in %(language)s."),
                title=teaser.title,
                language=language_name(part.language),
            ),
            mend=reverse("wagtailadmin_pages:edit", args=[teaser.page_id]),
        )
        for part in _parts(manuscript)
        for teaser in part.teasers()
        if teaser.image is not None and not teaser.image.alt.strip()
    ]
    yield from faults or [passed(Check.PICTURES, _("Every picture has a description."))]


def plain_text(manuscript: Manuscript) -> Iterator[Finding]:
    faults: list[Finding] = []
    for edition in manuscript.editions:
        letter = manuscript.letters[edition.variant]
        wanted = {letter.unsubscribe_url, letter.preferences_url}
        for part in letter.parts:
            wanted |= {part.web_url}
            wanted |= {teaser.url for teaser in part.teasers()}
            wanted |= {note.url for section in part.sections for note in section.notes if note.url}
        lacking = sorted(url for url in wanted if url not in edition.plain)
        if lacking or not edition.plain.strip():
            faults.append(
                Finding(
                    Check.PLAIN_TEXT,
                    Verdict.FAIL,
                    said(
                        _("The plain text lacks links of the letter: %(edition)s."),
                        edition=variant_name(edition.variant),
                    ),
                    details=tuple(lacking),
                )
            )
    yield from faults or [
        passed(Check.PLAIN_TEXT, _("The plain text is there and holds every link."))
    ]


def _parts(manuscript: Manuscript) -> Iterator[LetterPart]:
    """Each language once."""
    seen: set[str] = set()
    for letter in manuscript.letters.values():
        for part in letter.parts:
            if part.language not in seen:
                seen.add(part.language)
                yield part


def _first_issue(manuscript: Manuscript, variant: str) -> str:
    issue = manuscript.issues.get(variant) or next(iter(manuscript.issues.values()), None)
    return edit_address(issue) if issue is not None else ""
