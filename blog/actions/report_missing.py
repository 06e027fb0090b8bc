"""Tells the office and the editors, once a month, that the month has no column yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from blog.column.addresses import column_screen, in_the_house
from blog.column.month import column_of, this_month
from cms.access.language import language_of
from cms.access.roles import Role, members
from cms.dates import long_day, month_name
from cms.notices.actions.notify import notify

if TYPE_CHECKING:
    from datetime import datetime

    from blog.column.month import MonthColumn


def report_missing(now: datetime) -> MonthColumn:
    """Where this month's column stands; from its due day on, and not settled, mails are sent."""
    column = column_of(this_month(now), now)
    if not column.late:
        return column
    for member in members(Role.DIRECTOR_GENERAL, Role.EDITOR):
        language = language_of(member)
        with translation.override(language):
            state = str(column.state.label)
        notify(
            f"column-missing:{column.key}:{member.pk}",
            recipient=member.email,
            language=language,
            template="blog/column/mail/missing",
            context={
                "month": month_name(column.month, language),
                "due": long_day(column.due.date(), language),
                "state": state,
                "url": in_the_house(column_screen(column.key)),
            },
            now=now,
        )
    return column
