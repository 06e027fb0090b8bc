"""What of contributions waits for a user on the admin's first screen?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.access.roles import Role, has_role
from cms.contributions.contacts import own_entity
from cms.contributions.deadlines import OVERDUE_SHOWN, URGENT
from cms.contributions.models import Contribution, Invitation
from cms.contributions.states import UNSENT, WITH_THE_ENTITY, ContributionState
from cms.due import CalendarEntry, DueGroup, DueItem, Happening

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cms.models import User


def due_items(user: User, now: datetime) -> Iterator[DueItem]:
    entity = own_entity(user)
    if entity is not None:
        yield from _of_entity(entity, now)
    if has_role(user, Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR):
        yield from _submitted()
    if user.has_perm("contributions.view_invitation"):
        yield from _overdue(now)


def _of_entity(entity: int, now: datetime) -> Iterator[DueItem]:
    rows = Contribution.objects.filter(entity_id=entity, state__in=WITH_THE_ENTITY)
    for row in rows.select_related("invitation").order_by("invitation__deadline", "pk"):
        invitation = row.invitation
        asked = row.state == ContributionState.CHANGES_REQUESTED
        yield DueItem(
            group=DueGroup.INVITATION,
            title=invitation.subject,
            url=reverse("contributions:own", args=[row.pk]),
            detail=_("The editors ask for changes") if asked else invitation.get_kind_display(),
            action=_("Open the draft"),
            at=invitation.last_moment,
            urgent=invitation.ends_at - now < URGENT,
            language=invitation.language,
            page_id=row.page_id,
        )


def _submitted() -> Iterator[DueItem]:
    rows = Contribution.objects.filter(state=ContributionState.SUBMITTED, page__isnull=False)
    for row in rows.select_related("invitation", "entity", "page").order_by("submitted_at"):
        if row.page is None:
            continue
        yield DueItem(
            group=DueGroup.APPROVAL,
            title=row.page.draft_title or row.page.title,
            url=reverse("wagtailadmin_pages:edit", args=[row.page.pk]),
            detail=_("Contribution of %(entity)s") % {"entity": row.entity},
            action=_("Review"),
            at=row.submitted_at,
            language=row.invitation.language,
            page_id=row.page.pk,
        )


def _overdue(now: datetime) -> Iterator[DueItem]:
    today = timezone.localdate(now, timezone.get_default_timezone())
    over = Invitation.objects.running().filter(
        deadline__lt=today, deadline__gte=today - OVERDUE_SHOWN
    )
    unsent = Contribution.objects.filter(invitation__in=over, state__in=UNSENT).order_by()
    late = dict(unsent.values_list("invitation").annotate(Count("pk")))
    for invitation in over.filter(pk__in=late):
        count = late[invitation.pk]
        yield DueItem(
            group=DueGroup.INVITATION,
            title=invitation.subject,
            url=reverse("contributions:invitation", args=[invitation.pk]),
            detail=ngettext(
                "One entity has not sent its contribution",
                "%(count)s entities have not sent their contributions",
                count,
            )
            % {"count": count},
            action=_("See who is late"),
            at=invitation.last_moment,
            language=invitation.language,
        )


def calendar_items(user: User, start: datetime, end: datetime) -> Iterator[CalendarEntry]:
    """Deadlines on the last moment of their day: the editors', and those of one's own entity."""
    zone = timezone.get_default_timezone()
    invitations = Invitation.objects.running().filter(
        deadline__gte=timezone.localdate(start, zone), deadline__lte=timezone.localdate(end, zone)
    )
    addresses: dict[int, str] = {}
    if user.has_perm("contributions.view_invitation"):
        addresses = {i.pk: reverse("contributions:invitation", args=[i.pk]) for i in invitations}
    elif (entity := own_entity(user)) is not None:
        rows = Contribution.objects.filter(entity_id=entity, invitation__in=invitations)
        for pk, of in rows.values_list("pk", "invitation"):
            addresses[of] = reverse("contributions:own", args=[pk])
    for invitation in invitations:
        at = invitation.last_moment
        if invitation.pk in addresses and start <= at < end:
            yield CalendarEntry(
                happening=Happening.DEADLINE,
                title=invitation.subject,
                at=at,
                url=addresses[invitation.pk],
                language=invitation.language,
                kind=invitation.kind,
                kind_label=invitation.get_kind_display(),
            )
