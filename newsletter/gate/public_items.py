"""Is every page that the issue shows public, and written in the issue's language?"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.models import ContentPage

from .findings import Check, Finding, Verdict, passed, said
from .names import language_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cms.models.pages import ContentPageQuerySet

    from .manuscript import Manuscript


def check(manuscript: Manuscript, now: datetime) -> Iterator[Finding]:
    wanted = {
        (language, pk)
        for language, issue in manuscript.issues.items()
        for pk in issue.all_chosen_ids()
    }
    ids = {pk for _language, pk in wanted}
    rows = cast("ContentPageQuerySet", ContentPage.objects.get_queryset()).filter(pk__in=ids)
    pages = {page.pk: page for page in rows.select_related("locale")}
    public = set(rows.public_live(now).values_list("pk", flat=True))
    faults: list[Finding] = []
    for language, pk in sorted(wanted):
        page = pages.get(pk)
        if page is None:
            continue
        if page.language != language:
            faults.append(
                _fault(
                    _("“%(title)s” has no translation in %(language)s."), page, language=language
                )
            )
        elif pk not in public:
            faults.append(
                _fault(_("“%(title)s” (%(language)s) is not published."), page, language=language)
            )
    yield from faults or [
        passed(
            Check.PUBLIC_ITEMS,
            _("Everything the issue shows is published in its language."),
        )
    ]


def _fault(message: object, page: ContentPage, *, language: str) -> Finding:
    return Finding(
        Check.PUBLIC_ITEMS,
        Verdict.FAIL,
        said(message, title=page.title, language=language_name(language)),  # type: ignore[arg-type]  # lazy
        mend=reverse("wagtailadmin_pages:edit", args=[page.pk]),
    )
