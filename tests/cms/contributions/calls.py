"""Invitations and what is done with them, as the admin's forms and buttons do it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.access.roles import Role
from cms.contributions.actions.invite import invite
from cms.contributions.models import Contribution, Invitation
from cms.notices.models import Notice, NoticeState
from cms.notices.tasks import deliver
from tests.factories import people
from tests.journeys.editing_form import filled

if TYPE_CHECKING:
    from datetime import date, datetime

    from cms.models import ContentPage, Entity, User

SUBJECT = "تجربة الجهة في الاستماع إلى الناس"


def local_day(days: int = 0) -> date:
    """The site's date so many days from now."""
    zone = timezone.get_default_timezone()
    return timezone.localdate(timezone=zone) + timedelta(days=days)


def invited(
    *entities: Entity,
    now: datetime | None = None,
    deadline: date | None = None,
    by: User | None = None,
    **fields: Any,
) -> Invitation:
    """An invitation of these entities, with its letters sent."""
    return invite(
        **{"kind": "article", "subject": SUBJECT, "guidance": "", "languages": ["ar"]} | fields,
        deadline=deadline or local_day(30),
        entities=entities,
        invited_by=by or people.user(Role.EDITOR),
        token=uuid4(),
        now=now or timezone.now(),
    )


def of(invitation: Invitation, entity: Entity) -> Contribution:
    return Contribution.objects.select_related("page").get(invitation=invitation, entity=entity)


def at_desk(user: User) -> Client:
    """A browser in which the user is logged in."""
    client = Client()
    client.force_login(user)
    return client


def form(**fields: Any) -> dict[str, Any]:
    """The form of a new invitation."""
    return {
        "token": str(uuid4()),
        "kind": "article",
        "subject": SUBJECT,
        "deadline": local_day(10).isoformat(),
        "language": "ar",
        "guidance": "ألف كلمة وصورتان.",
    } | fields


def open_draft(client: Client, contribution: Contribution) -> ContentPage:
    answer = client.post(reverse("contributions:open", args=[contribution.pk]))
    assert answer.status_code == 302, answer
    contribution.refresh_from_db()
    assert contribution.page is not None
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[contribution.page.pk])
    return contribution.page


def send(client: Client, page: ContentPage, action: str = "action-submit", **fields: Any) -> Any:
    """Saves the page in the editor with one of its buttons."""
    data = filled(title=page.title, entity=page.entity_id, **fields)
    del data["action-publish"]
    data[action] = action
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    # Taking back what is locked shows the editor again.
    expected = 200 if action == "action-cancel-workflow" else 302
    assert answer.status_code == expected, answer.content.decode()[-3000:]
    return answer


def decide(client: Client, page: ContentPage, action: str, comment: str = "") -> Any:
    """Presses a button of the review: "approve" or "reject"."""
    task = page.current_workflow_task_state
    assert task is not None
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, task.pk])
    answer = client.post(address, {"comment": comment})
    assert answer.status_code in (200, 302), answer
    return answer


def letters(to: User) -> list[str]:
    """Subject and text of the letters to this user, the oldest first.

    A test's own transaction never commits, so what waits for the commit is sent here.
    """
    for notice in Notice.objects.exclude(state=NoticeState.SENT).order_by("pk"):
        deliver.call(notice.pk)
    return [f"{m.subject}\n{m.body}" for m in mail.outbox if m.to == [to.email]]
