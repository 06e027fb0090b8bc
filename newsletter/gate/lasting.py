"""Does what the issue shows stay as it is, or is a change of it planned already?

A page may have a day on which it goes offline, or another text that waits for its day. What
readers would find changed soon after the letter is said before it is submitted; what changes
before it is sent keeps it from being scheduled for then, because its approval would be void.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final, cast

from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from cms import catalogue
from cms.dates import moment
from cms.models import ContentPage

from .findings import Check, Finding, Verdict, passed, said

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cms.models.pages import ContentPageQuerySet

    from .manuscript import Manuscript

#: Letters are opened for weeks; what changes later than that surprises nobody.
SOON: Final = timedelta(days=90)


class Coming(StrEnum):
    """What becomes of a page."""

    OFFLINE = "offline"
    ANOTHER_TEXT = "another-text"
    #: Of the issue's own page: what it shows is published already.
    NOT_YET = "not-yet"


_WORDS: Final = {
    Coming.OFFLINE: _("“%(title)s” goes offline on %(moment)s."),
    Coming.ANOTHER_TEXT: _("“%(title)s” gets another text on %(moment)s."),
    Coming.NOT_YET: _("“%(title)s”, the issue itself, is not published before %(moment)s."),
}
#: In the language of the sentence that it stands in.
_moment = lazy(moment, str)


@dataclass(frozen=True, slots=True)
class Change:
    """A page that the issue shows, or the issue's own, and when what becomes of it."""

    coming: Coming
    page_id: int
    title: str
    at: datetime

    @property
    def words(self) -> dict[str, str]:
        """With the title and the moment, in every language of the site."""
        return said(_WORDS[self.coming], title=self.title, moment=_moment(self.at))

    def prevents(self, send_at: datetime) -> bool:
        """Whether a letter of `send_at` would not be the one that was approved."""
        return self.at > send_at if self.coming is Coming.NOT_YET else self.at <= send_at


def check(manuscript: Manuscript, now: datetime) -> Iterator[Finding]:
    coming = [change for change in changes(manuscript, now) if change.at <= now + SOON]
    yield from [
        Finding(
            Check.LASTING,
            Verdict.WARN,
            change.words,
            mend=reverse("wagtailadmin_pages:edit", args=[change.page_id]),
        )
        for change in coming
    ] or [passed(Check.LASTING, _("Nothing that the issue shows is about to change."))]


def changes(manuscript: Manuscript, now: datetime) -> list[Change]:
    """What is planned from `now` on, the earliest first."""
    found = [*_of_the_issue(manuscript, now), *_of_its_pages(manuscript, now)]
    return sorted(found, key=lambda change: (change.at, change.page_id))


def _of_the_issue(manuscript: Manuscript, now: datetime) -> Iterator[Change]:
    for issue in manuscript.issues.values():
        if issue.go_live_at is not None and issue.go_live_at > now:
            yield Change(Coming.NOT_YET, issue.pk, issue.title, issue.go_live_at)
        if issue.expire_at is not None:
            yield Change(Coming.OFFLINE, issue.pk, issue.title, issue.expire_at)


def _of_its_pages(manuscript: Manuscript, now: datetime) -> Iterator[Change]:
    ids = {pk for issue in manuscript.issues.values() for pk in issue.all_chosen_ids()}
    pages = cast("ContentPageQuerySet", ContentPage.objects.get_queryset()).public_live(now)
    shown = {page.pk: page for page in catalogue.with_related(pages.filter(pk__in=ids))}
    for page in shown.values():
        if page.expire_at is not None:
            yield Change(Coming.OFFLINE, page.pk, page.title, page.expire_at)
    planned = Revision.objects.page_revisions().filter(
        object_id__in=[str(pk) for pk in shown], approved_go_live_at__isnull=False
    )
    for revision in planned:
        page = shown[int(revision.object_id)]
        if _reads_otherwise(page, cast("ContentPage", revision.as_object())):
            at = revision.approved_go_live_at
            yield Change(Coming.ANOTHER_TEXT, page.pk, page.title, at)


def _reads_otherwise(page: ContentPage, later: ContentPage) -> bool:
    """Whether a letter would show the later text otherwise, or lead elsewhere."""
    one, other = catalogue.teaser_of(page), catalogue.teaser_of(later)
    return page.slug != later.slug or one != replace(other, url=one.url, kind=one.kind)
