"""Wagtail tells of workflows and publication; here it reaches the contributions.

By signals, never by `after_edit_page`, which also runs on every autosave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.signals import pre_delete
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    task_rejected,
    task_submitted,
    workflow_approved,
    workflow_cancelled,
)

from cms.contributions.actions import follow
from cms.models import ContentPage

if TYPE_CHECKING:
    from cms.contributions.models import Contribution


def connect() -> None:
    """Listens from now on; again, it changes nothing."""
    for signal, told in (
        (task_submitted, on_submission),
        (task_rejected, on_rejection),
        (workflow_cancelled, on_cancellation),
        (workflow_approved, on_approval),
        (page_published, on_publication),
    ):
        signal.connect(told, dispatch_uid=f"contributions.{told.__name__}")
    pre_delete.connect(on_deletion, sender=ContentPage, dispatch_uid="contributions.on_deletion")


def contribution_in(state: WorkflowState) -> Contribution | None:
    """The contribution whose page is in this workflow."""
    page = state.content_object
    return follow.contribution_of(page.pk) if isinstance(page, Page) else None


def on_submission(instance: TaskState, **kwargs: Any) -> None:
    """Sent for the first time or again: both start a task, only the first a workflow."""
    if contribution := contribution_in(instance.workflow_state):
        follow.submitted(contribution, timezone.now())


def on_rejection(instance: TaskState, **kwargs: Any) -> None:
    if contribution := contribution_in(instance.workflow_state):
        follow.changes_requested(
            contribution, instance.comment, once=str(instance.pk), now=timezone.now()
        )


def on_cancellation(instance: WorkflowState, **kwargs: Any) -> None:
    if contribution := contribution_in(instance):
        follow.taken_back(contribution, timezone.now())


def on_approval(instance: WorkflowState, **kwargs: Any) -> None:
    if contribution := contribution_in(instance):
        goes_live = contribution.page.go_live_at if contribution.page else None
        follow.accepted(contribution, goes_live, timezone.now())


def on_publication(instance: Page, **kwargs: Any) -> None:
    """Also told when a page is only scheduled; then it is accepted and not yet published."""
    contribution = follow.contribution_of(instance.pk)
    if contribution is None:
        return
    if instance.live:
        follow.published(contribution, timezone.now())
    else:
        follow.accepted(contribution, instance.go_live_at, timezone.now())


def on_deletion(instance: ContentPage, **kwargs: Any) -> None:
    if contribution := follow.contribution_of(instance.pk):
        follow.draft_deleted(contribution, timezone.now())
