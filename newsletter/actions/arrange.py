"""Changes how a month's issue is arranged: in all its languages, as drafts, for one who saw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.models import Page

from newsletter.month_issue import MonthIssue, fill, live_or_drafted, month_issue, save

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cms.models import User
    from newsletter.arrangement import Arrangement


class NoIssue(LookupError):
    """The month has no issue to arrange."""


class Stale(Exception):
    """Someone has saved the issue since it was read; `present` is what it is now."""

    def __init__(self, present: MonthIssue) -> None:
        super().__init__(present.month)
        self.present = present


class Locked(Exception):
    """A page of the issue is locked for this user; `language` says which."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self.language = language


@transaction.atomic
def arrange(
    month: date, seen: str, change: Callable[[Arrangement], Arrangement], user: User | None
) -> MonthIssue:
    """The issue after the change; a new revision of every language's page, nothing published.

    `seen` is `MonthIssue.seen` of what the change was made from. Raises Stale when it is another
    now, NotThere (of the arrangement) when the change finds nothing to change, Locked, NoIssue,
    and ValidationError when a page could not be saved. Then nothing is written. A change that
    changes nothing writes nothing.
    """
    rows = live_or_drafted(month)
    # Whoever saves one of the pages, here or in its editor, writes its row.
    ids = sorted(page.pk for page in rows.values())
    list(Page.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    present = month_issue(month)
    if present is None:
        raise NoIssue(f"{month:%Y-%m}")
    if present.seen != seen:
        raise Stale(present)
    for language, page in present.pages.items():
        if user is not None and page.permissions_for_user(user).page_locked():
            raise Locked(language)
    arrangement = change(present.arrangement)
    if arrangement == present.arrangement:
        return present
    for language, page in present.pages.items():
        fill(page, arrangement, language)
        save(page, user)
    return MonthIssue(present.month, present.pages, arrangement)
