"""Two invitations of the demo, with entities that are differently far; no letter to any of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID, uuid5

from django.utils import timezone

from cms.access.roles import Role, members
from cms.catalogue import page_types
from cms.contributions.models import Contribution, Invitation
from cms.contributions.states import ContributionState
from cms.models import ContentPage
from cms.role_grants import sections_of
from cms.teaser import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from cms.models import Entity, User


class Seeder(Protocol):
    """What is asked of the maker of the demo."""

    now: datetime
    editor: User | None
    entities: dict[str, Entity]
    made: int


@dataclass(frozen=True, slots=True)
class Call:
    """An invitation; `days` from the demo's moment to its deadline, negative when it is over."""

    name: str
    kind: Kind
    days: int
    subject: str
    guidance: str
    languages: list[str] = field(default_factory=lambda: ["ar", "en"])


_NAMESPACE = UUID("5d6f9a0e-6a51-4c0c-9a3c-0d9f3f2f6c11")
#: How long before its deadline an invitation of the demo went out.
_OPEN_FOR = timedelta(days=35)

RUNNING = Call(
    "running",
    Kind.ARTICLE,
    9,
    "كيف نستمع إلى المتعاملين قبل تصميم الخدمة؟",
    "نرجو مقالًا بقلم أحد خبراء الجهة في 700 إلى 1000 كلمة: تجربة واحدة محددة، وما تغيّر "
    "بسببها، ورقم واحد على الأقل يوضح النتيجة، وصورتان مع وصف لكل منهما.",
)
FINISHED = Call(
    "finished",
    Kind.STORY,
    -20,
    "قصة نجاح شارك الناس في صنعها",
    "نرجو قصة نجاح تبيّن التحدي، وما جرى، ومن شارك، والنتيجة بالأرقام قبل المشاركة وبعدها.",
)
REFUSAL = "فريقنا منشغل بإطلاق خدمة جديدة هذا الشهر، ويسعدنا أن نساهم في الدعوة القادمة."
DRAFT = "جلسات استماع قصيرة مع المتعاملين غيّرت تصميم الخدمة قبل إطلاقها."


def structure(seeder: Seeder) -> None:
    """An installation without the demo has no invitations."""


def seed(seeder: Seeder) -> None:
    """Makes what is missing; an invitation that is there stays as the editors left it."""
    entities = _entities(seeder)
    if len(entities) < len(_STEPS):
        return
    if invitation := _call(RUNNING, seeder):
        for entity, state in zip(entities, _STEPS, strict=False):
            _begin(invitation, entity, state, seeder)
    if invitation := _call(FINISHED, seeder):
        _finish(invitation, entities, seeder)


#: How many of the first entities answered the finished invitation with a story.
_FRUITFUL = 4
#: How far the first entities are with the running invitation.
_STEPS = (
    ContributionState.INVITED,
    ContributionState.OPENED,
    ContributionState.SUBMITTED,
    ContributionState.REFUSED,
    ContributionState.INVITED,
)


def _entities(seeder: Seeder) -> list[Entity]:
    """Those that have a contributor first, so that someone sees the invitation."""
    reached = set(members(Role.CONTRIBUTOR).values_list("entity", flat=True))
    return sorted(seeder.entities.values(), key=lambda entity: entity.pk not in reached)


def _call(call: Call, seeder: Seeder) -> Invitation | None:
    deadline = timezone.localdate(seeder.now, timezone.get_default_timezone()) + timedelta(
        days=call.days
    )
    sent = seeder.now + timedelta(days=call.days) - _OPEN_FOR
    values: dict[str, Any] = {
        "kind": call.kind,
        "subject": call.subject,
        "guidance": call.guidance,
        "deadline": deadline,
        "deadline_set_at": sent,
        "languages": call.languages,
        "invited_by": seeder.editor,
        "created_at": sent,
    }
    token = uuid5(_NAMESPACE, call.name)
    invitation, made = Invitation.objects.get_or_create(token=token, defaults=values)
    return invitation if made else None


def _begin(
    invitation: Invitation, entity: Entity, state: ContributionState, seeder: Seeder
) -> None:
    """An entity's row in one of the states before the editors decide."""
    row = Contribution.objects.create(
        invitation=invitation, entity=entity, invited_at=invitation.created_at
    )
    if state is ContributionState.REFUSED:
        row.state, row.reason, row.refused_at = state, REFUSAL, seeder.now - timedelta(days=6)
    elif state is not ContributionState.INVITED:
        row.state, row.opened_at = ContributionState.OPENED, seeder.now - timedelta(days=5)
        row.page = _draft(invitation, entity, seeder)
    row.save()
    if state is ContributionState.SUBMITTED and row.page is not None:
        page = row.page.specific
        page.get_workflow().start(page, seeder.editor)  # what follows moves the row


def _draft(invitation: Invitation, entity: Entity, seeder: Seeder) -> ContentPage:
    kind = Kind(invitation.kind)
    section = sections_of(kind).get(locale__language_code=invitation.language).specific
    model = next(model for model in page_types() if model.kind == kind)
    page = model(
        title=invitation.subject,
        summary=DRAFT,
        entity=entity,
        owner=members(Role.CONTRIBUTOR).filter(entity=entity).first() or seeder.editor,
        locale=section.locale,
        live=False,
        has_unpublished_changes=True,
    )
    section.add_child(instance=page)
    page.save_revision(user=page.owner)
    seeder.made += 1
    found: ContentPage = ContentPage.objects.get(pk=page.pk)
    return found


def _finish(invitation: Invitation, entities: list[Entity], seeder: Seeder) -> None:
    """Stories of the demo as its fruits, one entity that could not, and one that is late."""
    stories = ContentPage.objects.filter(
        live=True,
        entity__in=entities,
        locale__language_code=invitation.language,
        contribution=None,
        content_type__model=next(m for m in page_types() if m.kind == Kind.STORY)._meta.model_name,
    )
    fruits = {story.entity_id: story for story in stories.order_by("-published_at")}
    sent = invitation.ends_at - timedelta(days=3)
    for place, entity in enumerate(entities[: _FRUITFUL + 2]):
        row = Contribution(invitation=invitation, entity=entity, invited_at=invitation.created_at)
        story = fruits.get(entity.pk)
        if story is not None and place < _FRUITFUL:
            row.state, row.page, row.submitted_at = ContributionState.PUBLISHED, story, sent
            row.opened_at, row.accepted_at, row.published_at = sent, sent, sent
        elif place == _FRUITFUL:
            row.state, row.reason, row.refused_at = ContributionState.REFUSED, REFUSAL, sent
        row.save()
