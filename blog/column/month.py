"""Where does the column of a month stand? From nothing to published, and whether it is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.column.defaults import column_defaults
from blog.posts import ColumnPage

if TYPE_CHECKING:
    from datetime import date

    from wagtail.models import TaskState


class ColumnState(models.TextChoices):
    NONE = "none", _("not begun")
    DRAFT = "draft", _("draft")
    WAITING = "waiting", _("waiting for approval")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")


#: States in which nobody needs to do anything more.
SETTLED = frozenset({ColumnState.SCHEDULED, ColumnState.PUBLISHED})


@dataclass(frozen=True, slots=True)
class MonthColumn:
    """`month` is its first day; `due` the first moment (site's zone) of the day it is due.

    `at` is when it was or will be published, where that is known.
    """

    month: date
    state: ColumnState
    due: datetime
    late: bool
    page: ColumnPage | None = None
    at: datetime | None = None
    waiting: TaskState | None = None

    @property
    def key(self) -> str:
        """The month as "2026-11"."""
        return f"{self.month:%Y-%m}"


def house_language() -> str:
    """The language in which columns begin: the site's first."""
    return str(settings.LANGUAGE_CODE)


def this_month(now: datetime) -> date:
    """The first day of the month in the site's zone."""
    return timezone.localdate(now).replace(day=1)


def following(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def page_of_month(month: date, language: str) -> ColumnPage | None:
    """The month's one column in a language, drafts among them; never a stand-in."""
    pages = ColumnPage.objects.filter(
        month=month.replace(day=1), locale__language_code=language, alias_of__isnull=True
    )
    return cast("ColumnPage | None", pages.select_related("locale").order_by("-live", "pk").first())


def column_of(month: date, now: datetime) -> MonthColumn:
    """Where the column of `month` stands at `now`, in the house's first language."""
    page = page_of_month(month, house_language())
    day = month.replace(day=column_defaults().due_day)
    due = datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
    state, at, waiting = _state_of(page)
    return MonthColumn(
        month=month.replace(day=1),
        state=state,
        due=due,
        late=now >= due and state not in SETTLED,
        page=page,
        at=at,
        waiting=waiting,
    )


def _state_of(
    page: ColumnPage | None,
) -> tuple[ColumnState, datetime | None, TaskState | None]:
    if page is None:
        return ColumnState.NONE, None, None
    waiting = page.current_workflow_task_state if page.workflow_in_progress else None
    if page.live:
        return ColumnState.PUBLISHED, page.published_at or page.first_published_at, waiting
    scheduled = page.scheduled_revision
    if scheduled is not None:
        return ColumnState.SCHEDULED, scheduled.approved_go_live_at, None
    if waiting is not None:
        return ColumnState.WAITING, None, waiting
    return ColumnState.DRAFT, None, None
