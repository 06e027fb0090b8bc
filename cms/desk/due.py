"""What waits for a user among the pages themselves: drafts, decisions, schedules, expiries.

The number of queries is fixed; each list is cut where nobody reads on.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState, WorkflowState

from cms.desk.sight import editable_among, editable_pages, place_of, visible_pages
from cms.due import DueGroup, DueItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from cms.models import User

DRAFTS: Final = 8
MOST: Final = 50
WEEK: Final = timedelta(days=7)
EXPIRY_NOTICE: Final = timedelta(days=14)
#: A schedule is kept within a minute; after this the clock has stopped.
LATE: Final = timedelta(minutes=10)
LONG_WAIT: Final = timedelta(days=3)


def page_items(user: User, now: datetime) -> Iterator[DueItem]:
    """In the order of the screen's groups."""
    decisions = list(_decisions(user, now))
    yield from decisions
    yield from _drafts(user, now, {item.page_id for item in decisions})
    yield from _scheduled(user, now)
    yield from _expiring(user, now)
    yield from _locked(user)


def _decisions(user: User, now: datetime) -> Iterator[DueItem]:
    states = (
        TaskState.objects.reviewable_by(user)
        .filter(workflow_state__base_content_type_id=_page_type())
        .select_related("workflow_state")
        .order_by("started_at")[:MOST]
    )
    waiting = {int(state.workflow_state.object_id): state for state in states}
    for page in _by_id(Page.objects.filter(pk__in=waiting)):
        since = waiting[page.pk].started_at
        yield DueItem(
            group=DueGroup.APPROVAL,
            title=page.draft_title or page.title,
            url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            detail=_("Sent to you for review"),
            action=_("Review"),
            at=since,
            urgent=since is not None and since < now - LONG_WAIT,
            language=page.locale.language_code,
            page_id=page.pk,
        )


def _drafts(user: User, now: datetime, decided_elsewhere: set[int | None]) -> Iterator[DueItem]:
    mine = Q(owner=user) | Q(latest_revision__user=user)
    scheduled = Revision.objects.filter(
        base_content_type_id=_page_type(), approved_go_live_at__isnull=False
    )
    pages = list(
        editable_pages(user)
        .filter(mine, has_unpublished_changes=True)
        .exclude(latest_revision__in=scheduled.values("pk"))
        .exclude(pk__in=[pk for pk in decided_elsewhere if pk])
        .select_related("locale")
        .order_by("-latest_revision_created_at", "-pk")[:DRAFTS]
    )
    states = _workflow_states([page.pk for page in pages])
    for page in pages:
        state = states.get(page.pk, "")
        detail = {
            WorkflowState.STATUS_IN_PROGRESS: _("Sent, waiting for a decision"),
            WorkflowState.STATUS_NEEDS_CHANGES: _("Changes were asked for"),
        }.get(state) or (_("Changes not published yet") if page.live else _("Never published"))
        yield DueItem(
            group=DueGroup.DRAFT,
            title=page.draft_title or page.title,
            url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            detail=detail,
            action=_("Continue"),
            at=page.latest_revision_created_at,
            urgent=state == WorkflowState.STATUS_NEEDS_CHANGES,
            language=page.locale.language_code,
            page_id=page.pk,
        )


def _workflow_states(ids: Iterable[int]) -> dict[int, str]:
    rows = WorkflowState.objects.filter(
        base_content_type_id=_page_type(),
        object_id__in=[str(pk) for pk in ids],
        status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES],
    )
    return {int(pk): status for pk, status in rows.values_list("object_id", "status")}


def _scheduled(user: User, now: datetime) -> Iterator[DueItem]:
    """What goes out this week, and what should have gone out and did not."""
    moments = scheduled_moments(None, now + WEEK)
    seen = visible_pages(user).filter(pk__in=moments).select_related("locale")
    pages = sorted(seen, key=lambda page: (moments[page.pk], page.pk))[:MOST]
    editable = editable_among(user, [page.pk for page in pages])
    for page in pages:
        at = moments[page.pk]
        late = at < now - LATE
        if late and page.pk not in editable:
            continue
        yield DueItem(
            group=DueGroup.TROUBLE if late else DueGroup.SCHEDULED,
            title=page.draft_title or page.title,
            url=place_of(page.pk, editable),
            detail=_("Its time has passed and it is not published: tell the operator.")
            if late
            else _("Goes out by itself"),
            action=_("Open"),
            at=at,
            urgent=late,
            language=page.locale.language_code,
            page_id=page.pk,
        )


def _expiring(user: User, now: datetime) -> Iterator[DueItem]:
    pages = list(
        visible_pages(user)
        .filter(live=True, expire_at__gt=now, expire_at__lte=now + EXPIRY_NOTICE)
        .select_related("locale")
        .order_by("expire_at", "pk")[:MOST]
    )
    editable = editable_among(user, [page.pk for page in pages])
    for page in pages:
        yield DueItem(
            group=DueGroup.EXPIRING,
            title=page.title,
            url=place_of(page.pk, editable),
            detail=_("Readers lose it then"),
            action=_("Open"),
            at=page.expire_at,
            urgent=page.expire_at < now + timedelta(days=2),
            language=page.locale.language_code,
            page_id=page.pk,
        )


def _locked(user: User) -> Iterator[DueItem]:
    pages = editable_pages(user).filter(locked=True, locked_by=user).select_related("locale")
    for page in pages.order_by("-locked_at", "-pk")[:DRAFTS]:
        yield DueItem(
            group=DueGroup.TROUBLE,
            title=page.draft_title or page.title,
            url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            detail=_("Locked by you: others cannot edit it"),
            action=_("Open"),
            at=page.locked_at,
            language=page.locale.language_code,
            page_id=page.pk,
        )


def scheduled_moments(since: datetime | None, until: datetime) -> dict[int, datetime]:
    """When which page goes out, by page, from `since` (in) to `until` (out)."""
    rows = Revision.objects.filter(base_content_type_id=_page_type(), approved_go_live_at__lt=until)
    if since is not None:
        rows = rows.filter(approved_go_live_at__gte=since)
    rows = rows.order_by("approved_go_live_at").values_list("object_id", "approved_go_live_at")
    return {int(pk): at for pk, at in rows}


def _by_id(pages: Any) -> Iterator[Page]:
    yield from pages.select_related("locale").order_by("pk")


def _page_type() -> int:
    pk: int = ContentType.objects.get_for_model(Page).pk
    return pk
