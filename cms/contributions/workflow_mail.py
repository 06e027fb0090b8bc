"""Wagtail writes to who submitted a page; contributors have our own letters instead.

Ours have the editors' words and the public address, and reach all contacts of the
entity. Without this they would have two mails about one thing.
"""

from __future__ import annotations

from typing import Any

from wagtail.admin.mail import (
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
)
from wagtail.models import WorkflowState
from wagtail.signals import workflow_approved, workflow_rejected

from cms.contributions.contacts import contacts_of
from cms.contributions.receivers import contribution_in
from cms.contributions.states import ContributionState


class Approval(WorkflowStateApprovalEmailNotifier):
    """Our thanks stand for the first approval; later ones are of changes, and are Wagtail's."""

    def get_valid_recipients(self, instance: WorkflowState, **kwargs: Any) -> set[Any]:
        recipients: set[Any] = super().get_valid_recipients(instance, **kwargs)
        approved = WorkflowState.objects.for_instance(instance.content_object).filter(
            status=WorkflowState.STATUS_APPROVED
        )
        return recipients if approved.count() > 1 else _without_contacts(recipients, instance)


class Rejection(WorkflowStateRejectionEmailNotifier):
    def get_valid_recipients(self, instance: WorkflowState, **kwargs: Any) -> set[Any]:
        recipients: set[Any] = super().get_valid_recipients(instance, **kwargs)
        contribution = contribution_in(instance)
        # What changes after the publication is no matter of the invitation any more.
        if contribution and contribution.state == ContributionState.PUBLISHED:
            return recipients
        return _without_contacts(recipients, instance)


def _without_contacts(recipients: set[Any], state: WorkflowState) -> set[Any]:
    contribution = contribution_in(state)
    if contribution is None:
        return recipients
    return recipients - set(contacts_of(contribution.entity_id))


_approval, _rejection = Approval(), Rejection()


def replace_wagtails_own() -> None:
    """Takes the places under which Wagtail's app, which is ready after this one, registers its
    own: a signal keeps the first receiver of a name."""
    for signal, notifier, event in (
        (workflow_approved, _approval, "approved"),
        (workflow_rejected, _rejection, "rejected"),
    ):
        uid = f"workflow_state_{event}_email_notification"
        signal.disconnect(sender=WorkflowState, dispatch_uid=uid)
        signal.connect(notifier, sender=WorkflowState, dispatch_uid=uid)
