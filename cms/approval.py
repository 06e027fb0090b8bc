"""What follows the last approval? The page is published, or scheduled, in the approver's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wagtail.models import WorkflowState

    from cms.models import User


def publish_approved(workflow_state: WorkflowState, user: User | None = None) -> None:
    """Publishes what was approved; called by Wagtail when a workflow's last step is done.

    Whoever may decide the step may publish by it, and only by it: reviewers have no right to
    publish of their own, and Wagtail's own action would refuse their approval.
    """
    revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=True)
