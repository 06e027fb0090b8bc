"""Which columns wait for whose approval, and which version of them was seen?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from wagtail.models import TaskState, WorkflowState

from blog.posts import ColumnPage

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import Revision

    from cms.models import User

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def seal_of(revision: Revision) -> str:
    """Names one state of a revision, as "17-1795334400000000".

    The number alone would not do: the editor's autosave writes into the newest revision, and
    then moves its time.
    """
    since = (revision.created_at - _EPOCH) // timedelta(microseconds=1)
    return f"{revision.pk}-{since}"


def column_of_task(state: TaskState) -> ColumnPage | None:
    """The column that a step of a workflow is about; None for everything else."""
    page: Any = state.workflow_state.content_object
    page = getattr(page, "specific", page)
    return page if isinstance(page, ColumnPage) else None


def approvers(state: TaskState) -> QuerySet[User]:
    """The active users who decide this step, by address."""
    groups = state.task.specific.groups.all()
    users = get_user_model()._default_manager.filter(is_active=True, groups__in=groups)
    return users.distinct().order_by("email")


def may_approve(state: TaskState, page: ColumnPage, user: User) -> bool:
    actions = state.task.specific.get_actions(page, user)
    return any(name == "approve" for name, _label, _modal in actions)


def waiting_columns() -> list[tuple[TaskState, ColumnPage]]:
    """Columns that wait for a decision, those that have waited longest first."""
    states = (
        TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
            workflow_state__content_type=ContentType.objects.get_for_model(ColumnPage),
        )
        .select_related("task", "workflow_state")
        .order_by("started_at", "pk")
    )
    found = ((state, column_of_task(state)) for state in states)
    return [(state, page) for state, page in found if page is not None]
