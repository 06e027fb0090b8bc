"""The office in its month: who works there, and a column on its way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from blog.actions.open_column import open_column
from blog.column.month import this_month
from cms.access.roles import Role
from tests.factories import people

if TYPE_CHECKING:
    from datetime import datetime

    from wagtail.models import TaskState

    from cms.models import User


def office(language: str = "ar", **fields: Any) -> User:
    return people.user(Role.DIRECTOR_GENERAL, language=language, **fields)


def written(now: datetime, user: User | None = None, **fields: Any) -> Any:
    """This month's column, written and saved as a draft."""
    page: Any = open_column(this_month(now), "ar", user, now).page
    page.summary = "ملخص كلمة الشهر"
    page.statements = json.dumps([{"type": "statement", "value": "تصريح للنشر"}])
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision(user=user)
    return page


def submitted(page: Any, user: User) -> TaskState:
    """The step of the workflow in which the page then waits."""
    page.get_workflow().start(page, user)
    state: TaskState = type(page).objects.get(pk=page.pk).current_workflow_task_state
    return state
