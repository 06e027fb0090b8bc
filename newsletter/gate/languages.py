"""Is there an issue in every language of the site, and is nothing left empty in one of them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.text import plain

from .findings import Check, Finding, Verdict, passed, said
from .names import language_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.models import IssuePage

    from .manuscript import Manuscript

_FIELDS = {
    "title": _("title"),
    "summary": _("summary"),
    "intro": _("opening words"),
    "sections": _("sections"),
}


def check(manuscript: Manuscript) -> Iterator[Finding]:
    faults = [*_missing(manuscript), *_empty(manuscript)]
    yield from faults or [passed(Check.LANGUAGES, _("The issue is written in every language."))]


def _missing(manuscript: Manuscript) -> Iterator[Finding]:
    for language, _name in settings.LANGUAGES:
        if language not in manuscript.issues:
            yield Finding(
                Check.LANGUAGES,
                Verdict.FAIL,
                said(
                    _("The issue has no page in %(language)s. Draft or translate it."),
                    language=language_name(language),
                ),
            )


def _empty(manuscript: Manuscript) -> Iterator[Finding]:
    filled = {code: _filled(issue) for code, issue in manuscript.issues.items()}
    wanted = {"title", "summary", "sections"}.union(*filled.values())
    for language, issue in manuscript.issues.items():
        for name in _FIELDS:
            if name in wanted and name not in filled[language]:
                yield Finding(
                    Check.LANGUAGES,
                    Verdict.FAIL,
                    said(
                        _("Empty in %(language)s: %(field)s."),
                        language=language_name(language),
                        field=_FIELDS[name],
                    ),
                    mend=edit_address(issue),
                )


def _filled(issue: IssuePage) -> set[str]:
    values = {
        "title": issue.title.strip(),
        "summary": issue.summary.strip(),
        "intro": plain(issue.intro),
        "sections": issue.chosen_sections(),
    }
    return {name for name, value in values.items() if value}


def edit_address(issue: IssuePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[issue.pk])
