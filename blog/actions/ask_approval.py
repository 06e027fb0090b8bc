"""Asks those who approve a column: a mail with its words, a private preview, one link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.models import AbstractGroupApprovalTask

from blog.column.addresses import approval_screen, in_the_house
from blog.column.approval import approvers, column_of_task, seal_of
from cms.access.language import language_of
from cms.dates import moment
from cms.notices.actions.notify import notify
from cms.notices.models import Notice
from cms.previews.actions.share import share

if TYPE_CHECKING:
    from datetime import datetime

    from wagtail.models import TaskState

    from cms.models import User


@transaction.atomic
def ask_approval(state: TaskState, *, submitted_by: User | None, now: datetime) -> None:
    """One mail to each approver, with a preview link of their own to what was submitted.

    Does nothing for steps that are about something else, and no second time for the same step.
    """
    page: Any = column_of_task(state)
    if page is None or not isinstance(state.task.specific, AbstractGroupApprovalTask):
        return
    page = page.get_latest_revision_as_object()
    for approver in approvers(state):
        key = f"column-approval:{state.pk}:{approver.pk}"
        if Notice.objects.filter(key=key).exists():
            continue
        language = language_of(approver)
        preview = share(page, user=submitted_by, now=now, note=str(approver))
        notify(
            key,
            recipient=approver.email,
            language=language,
            template="blog/column/mail/approval",
            context={
                "title": page.title,
                "summary": page.summary,
                "statements": page.statements_list,
                "submitted_by": str(submitted_by) if submitted_by else "",
                "preview_url": preview.address,
                "until": moment(preview.link.expires_at, language),
                "approve_url": in_the_house(
                    approval_screen(state.pk, seal_of(preview.link.revision))
                ),
            },
            now=now,
        )
