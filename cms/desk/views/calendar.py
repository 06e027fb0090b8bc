"""The calendar of publication: a sheet of the month, and the same as a list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms import dates
from cms.desk.entries import ICONS, entries_between
from cms.desk.month import (
    FIRST_YEAR,
    LAST_YEAR,
    Day,
    hijri_months,
    neighbours,
    weekdays,
    weeks_of,
)
from cms.due import CalendarEntry, Happening
from cms.languages import direction_of, language_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.http import HttpRequest, HttpResponseBase

    from cms.models import User

#: Entries of a day that the sheet shows; the list has them all.
SHOWN: Final = 4


@dataclass(frozen=True, slots=True)
class Row:
    """An entry with what a template needs to show it."""

    entry: CalendarEntry
    local: datetime
    icon: str
    direction: str

    @property
    def language_name(self) -> str:
        return language_name(self.entry.language)


@dataclass(frozen=True, slots=True)
class Cell:
    day: Day
    rows: tuple[Row, ...]
    more: int

    @property
    def total(self) -> int:
        return len(self.rows) + self.more


def rows_between(
    user: User, start: datetime, end: datetime, now: datetime
) -> tuple[list[Row], int]:
    found, failed = entries_between(user, start, end, now)
    rows = [
        Row(
            entry=entry,
            local=timezone.localtime(entry.at),
            icon=ICONS[entry.happening],
            direction=direction_of(entry.language),
        )
        for entry in found
    ]
    return rows, failed


def sheet_of(
    year: int, month: int, rows: Iterable[Row], *, today: date, language: str
) -> list[list[Cell]]:
    by_day: dict[date, list[Row]] = defaultdict(list)
    for row in rows:
        by_day[row.local.date()].append(row)
    return [
        [
            Cell(day, tuple(by_day[day.date][:SHOWN]), max(0, len(by_day[day.date]) - SHOWN))
            if day.in_month
            else Cell(day, (), 0)
            for day in week
        ]
        for week in weeks_of(year, month, today=today, language=language)
    ]


class CalendarView(WagtailAdminTemplateMixin, TemplateView):
    """Open to everyone of the admin; each sees what they may see elsewhere."""

    template_name = "desk/calendar.html"
    page_title = _("Calendar of publication")
    header_icon = "calendar-alt"
    breadcrumbs_items = (
        {"url": reverse_lazy("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse_lazy("desk_calendar"), "label": _("Calendar of publication")},
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return list(self.breadcrumbs_items)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        today = timezone.localdate(now)
        year, month = kwargs.get("year", today.year), kwargs.get("month", today.month)
        if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
            raise Http404("no month of the calendar")
        language = (get_language() or "ar").partition("-")[0]
        start, end = dates.month_bounds(year, month, timezone.get_default_timezone())
        user: Any = self.request.user  # of the admin, so one of ours
        rows, unread = rows_between(user, start, end, now)
        filters = Filters.read(self.request, rows)
        rows = [row for row in rows if filters.match(row.entry)]
        before, after = neighbours(year, month)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context |= {
            "month_name": dates.month_name(start.date(), language),
            "hijri_months": hijri_months(year, month, language),
            "weekdays": weekdays(language),
            "weeks": sheet_of(year, month, rows, today=today, language=language),
            "rows": rows,
            "unread": unread,
            "filters": filters,
            "as_list": filters.view == "list",
            "this_month": _address(today.year, today.month, filters),
            "is_this_month": (year, month) == (today.year, today.month),
            "before": _address(*before, filters) if before else "",
            "after": _address(*after, filters) if after else "",
            "here": _address(year, month, filters.without_view()),
        }
        return context


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the month is shown; values that are no choice are left out of account."""

    language: str = ""
    happening: str = ""
    kind: str = ""
    view: str = ""
    kinds: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, request: HttpRequest, rows: Iterable[Row]) -> Filters:
        kinds = {row.entry.kind: row.entry.kind_label for row in rows if row.entry.kind}
        asked = request.GET
        language, happening = asked.get("language", ""), asked.get("happening", "")
        return cls(
            language=language if language in dict(settings.LANGUAGES) else "",
            happening=happening if happening in set(Happening) else "",
            kind=asked.get("kind", "") if asked.get("kind") in kinds else "",
            view="list" if asked.get("view") == "list" else "",
            kinds=tuple(sorted(kinds.items(), key=lambda pair: pair[1])),
        )

    @property
    def languages(self) -> list[tuple[str, str]]:
        return [(code, language_name(code)) for code, _name in settings.LANGUAGES]

    @property
    def happenings(self) -> list[tuple[str, str]]:
        return [(value.value, str(value.label)) for value in Happening]

    @property
    def is_on(self) -> bool:
        return bool(self.language or self.happening or self.kind)

    def match(self, entry: CalendarEntry) -> bool:
        """An entry of no language, such as a deadline, belongs to all of them."""
        return (
            (not self.language or entry.language in {"", self.language})
            and (not self.happening or entry.happening == self.happening)
            and (not self.kind or entry.kind == self.kind)
        )

    def without_view(self) -> Filters:
        return Filters(self.language, self.happening, self.kind)

    def query(self) -> str:
        chosen = {
            "language": self.language,
            "happening": self.happening,
            "kind": self.kind,
            "view": self.view,
        }
        return urlencode({name: value for name, value in chosen.items() if value})


def _address(year: int, month: int, filters: Filters) -> str:
    url = reverse("desk_calendar_month", args=[year, month])
    query = filters.query()
    return f"{url}?{query}" if query else url
