"""Gives an entity the draft of its contribution, made ready when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Page

from cms.catalogue import page_types
from cms.contributions.actions.move import move
from cms.contributions.models import Contribution
from cms.contributions.states import OPENABLE, ContributionState
from cms.models import ContentPage
from cms.role_grants import sections_of
from cms.teaser import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from cms.models import User


class NoDraft(Exception):
    """There is no draft and none can be made: it was declined or cancelled, or has no section."""


def open_draft(contribution: Contribution, user: User, now: datetime) -> ContentPage:
    """The page of the contribution; whoever opens it again or at the same time gets the same.

    Raises NoDraft when there is none to be had, PermissionDenied when the user may not write in
    the section.
    """
    with transaction.atomic():
        held = Contribution.objects.select_for_update().get(pk=contribution.pk)
        cancelled = held.invitation.cancelled_at is not None
        if held.page_id is None:
            if held.state not in OPENABLE or cancelled:
                raise NoDraft(held.state)
            held.page = _make(held, user)
            held.save(update_fields=["page"])
        # What is cancelled is asked for no more: who reads an old draft does not begin it again.
        if not cancelled and held.state in (ContributionState.INVITED, ContributionState.REFUSED):
            move(
                held, ContributionState.OPENED, now=now, opened_by=user, reason="",
                among=(ContributionState.INVITED, ContributionState.REFUSED),
            )  # fmt: skip
    return cast("ContentPage", held.page)


def _make(contribution: Contribution, user: User) -> ContentPage:
    invitation = contribution.invitation
    kind = Kind(invitation.kind)
    found = sections_of(kind).filter(locale__language_code=invitation.language).first()
    if found is None:
        raise NoDraft("no section")
    # Held until the end, so that two entities do not get the same place in the tree.
    section = Page.objects.select_for_update().get(pk=found.pk).specific
    if not section.permissions_for_user(user).can_add_subpage():
        raise PermissionDenied
    model = next(model for model in page_types() if model.kind == kind)
    page = model(
        title=invitation.subject,
        entity=contribution.entity,
        owner=user,
        locale=section.locale,
        live=False,
        has_unpublished_changes=True,
    )
    section.add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    return cast("ContentPage", ContentPage.objects.get(pk=page.pk))
