"""A column was submitted: our letter asks for its approval, and Wagtail's stays unwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from wagtail.admin.mail import GroupApprovalTaskStateSubmissionEmailNotifier
from wagtail.models import TaskState
from wagtail.signals import task_submitted

from blog.actions.ask_approval import ask_approval
from blog.column.approval import column_of_task

if TYPE_CHECKING:
    from cms.models import User

_UID = "group_approval_task_submitted_email_notification"


class SubmissionOfOthers(GroupApprovalTaskStateSubmissionEmailNotifier):
    """Wagtail's mail for everything that is not a column."""

    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        return bool(super().can_handle(instance, **kwargs)) and column_of_task(instance) is None


_of_others = SubmissionOfOthers()


def on_submission(instance: TaskState, user: User | None = None, **_kwargs: Any) -> None:
    ask_approval(instance, submitted_by=user, now=timezone.now())


def connect() -> None:
    """Listens from now on; again, it changes nothing.

    A signal keeps the first receiver of a name: ours has the one under which Wagtail's app
    registers its own, whichever of the two is ready first.
    """
    task_submitted.disconnect(sender=TaskState, dispatch_uid=_UID)
    task_submitted.connect(_of_others, sender=TaskState, dispatch_uid=_UID)
    task_submitted.connect(on_submission, dispatch_uid="blog.column.on_submission")
