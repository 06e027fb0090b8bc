"""The first screen's panels, instead of Wagtail's: buttons, what is due, the month at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.admin.ui.components import Component

from cms import dates
from cms.access.roles import roles_of
from cms.desk.home import actions_for, due_for
from cms.desk.moments import greeting
from cms.desk.month import WEEKDAYS, hijri_months, weekdays
from cms.desk.views.calendar import rows_between, sheet_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.http import HttpRequest

#: Lines of "coming up" beside the small month.
NEXT = 5


class DeskPanel(Component):
    """The whole first screen in one component, so that its order is the template's."""

    name = "desk"
    order = 10
    template_name = "desk/home_panel.html"

    def __init__(self, request: HttpRequest, now: datetime | None = None) -> None:
        self.request = request
        self.now = now or timezone.now()

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        user: Any = self.request.user
        due = due_for(user, self.now)
        return {
            "request": self.request,
            "csrf_token": parent_context.get("csrf_token", "") if parent_context else "",
            "actions": actions_for(user),
            "due": due,
            "month": self._month(user),
        }

    def _month(self, user: Any) -> dict[str, Any]:
        language = (get_language() or "ar").partition("-")[0]
        today = timezone.localdate(self.now)
        start, end = dates.month_bounds(today.year, today.month, timezone.get_default_timezone())
        rows, unread = rows_between(user, start, end, self.now)
        return {
            "name": dates.month_name(today, language),
            "hijri": hijri_months(today.year, today.month, language),
            "url": reverse("desk_calendar_month", args=[today.year, today.month]),
            "weekdays": weekdays(language),
            "weeks": sheet_of(today.year, today.month, rows, today=today, language=language),
            "next": [row for row in rows if row.entry.at >= self.now][:NEXT],
            "unread": unread,
        }


def words_of_welcome(request: HttpRequest) -> dict[str, Any]:
    """For the head of the first screen."""
    user: Any = request.user
    now = timezone.now()
    today = timezone.localdate(now)
    language = get_language() or "ar"
    return {
        "greeting": greeting(now),
        "name": user.get_full_name(),
        "roles": sorted(str(role.label) for role in roles_of(user)),
        "entity": str(user.entity) if getattr(user, "entity_id", None) else "",
        "weekday": str(WEEKDAYS[today.weekday()]),
        "day": dates.long_day(today, language),
        "hijri": dates.hijri_day(today, language),
        "today": today,
    }
