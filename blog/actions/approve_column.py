"""Approves the version of a column that was read, and no other."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.models import Page, TaskState

from blog.column.approval import column_of_task, may_approve, seal_of

if TYPE_CHECKING:
    from cms.models import User


class Approval(StrEnum):
    PUBLISHED = "published"
    SCHEDULED = "scheduled"
    #: Another step of the workflow follows.
    PASSED_ON = "passed-on"
    #: The text is another than the one that was read: nothing was approved.
    CHANGED = "changed"
    #: Decided by someone else, withdrawn, or no column.
    NOT_WAITING = "not-waiting"
    NOT_YOURS = "not-yours"


@transaction.atomic
def approve_column(task_state_id: int, seal: str, user: User) -> Approval:
    """Approves if the newest version is still the one with this seal (`seal_of`).

    The last approval publishes it, or schedules it where it has a moment to go live.
    """
    state = TaskState.objects.select_related("workflow_state").filter(pk=task_state_id).first()
    page = column_of_task(state) if state is not None else None
    if state is None or page is None:
        return Approval.NOT_WAITING
    # An editor's save writes this row last: it is either seen whole here, or waits.
    Page.objects.select_for_update().get(pk=page.pk)
    state.refresh_from_db()
    page.refresh_from_db()
    if not may_approve(state, page, user):
        return Approval.NOT_YOURS
    if state.status != TaskState.STATUS_IN_PROGRESS or not page.workflow_in_progress:
        return Approval.NOT_WAITING
    if seal_of(page.get_latest_revision()) != seal:
        return Approval.CHANGED
    state.task.specific.on_action(state.specific, user, "approve")
    return _what_became_of(page)


def _what_became_of(page: Page) -> Approval:
    page = type(page)._default_manager.get(pk=page.pk)
    if page.workflow_in_progress:
        return Approval.PASSED_ON
    return Approval.SCHEDULED if page.approved_schedule else Approval.PUBLISHED
