"""What is due to appear or to go? Each by itself, so that one bad page stops nothing.

As Wagtail's `publish_scheduled`, whose actions do the work, with what that lacks: the row is
locked and looked at again, so that two at once publish once; and what fails is written down and
tried again later, while everything else goes on.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import DatabaseError, transaction
from wagtail.models import DraftStateMixin, Page, Revision

from cms.work import trouble
from cms.work.fault import fault_of
from cms.work.models import Kind, State, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import Model

logger = logging.getLogger("cms.work")

PUBLISH = "publish"
UNPUBLISH = "unpublish"


@dataclass(frozen=True, slots=True)
class Due:
    """A revision to publish, or an object (`model` and `pk`) to take from readers."""

    verb: str
    model: type[Any]
    pk: Any
    revision: int | None = None

    @property
    def subject(self) -> str:
        return f"{self.model._meta.label_lower}:{self.pk}:{self.verb}"


@dataclass(slots=True)
class Outcome:
    published: int = 0
    unpublished: int = 0
    failed: int = 0


def publish_due(now: datetime) -> Outcome:
    """Takes from readers what has expired and publishes what was approved for a time before.

    Can be run by several processes at once and stop anywhere.
    """
    outcome = Outcome()
    held_back = _held_back(now)
    due = list(due_at(now))
    for one in due:
        if one.subject in held_back:
            continue
        try:
            with transaction.atomic():
                done = _carry_out(one, now)
        except Exception as error:
            if isinstance(error, DatabaseError) and not transaction.get_connection().is_usable():
                raise  # nothing of this is the page's fault
            outcome.failed += 1
            trouble.failed(Kind.PUBLICATION, one.subject, one.subject, fault_of(error), now)
            continue
        trouble.cleared(Kind.PUBLICATION, one.subject)
        if done and one.verb == PUBLISH:
            outcome.published += 1
        elif done:
            outcome.unpublished += 1
    _forget_all_but({one.subject for one in due})
    return outcome


def due_at(now: datetime) -> Iterator[Due]:
    """What is due, expiry first, the earliest first; in the order of Wagtail's own command."""
    for model in scheduled_models():
        over = model.objects.filter(live=True, expire_at__lte=now).order_by("expire_at")
        for pk in over.values_list("pk", flat=True):
            yield Due(UNPUBLISH, model, pk)
    approved = Revision.objects.filter(approved_go_live_at__lte=now)
    for revision in approved.order_by("approved_go_live_at").select_related("base_content_type"):
        # A model that is gone is trouble of its own, told by its number.
        model = revision.base_content_type.model_class() or Revision
        yield Due(PUBLISH, model, revision.object_id, revision.pk)


def scheduled_models() -> list[type[Any]]:
    """Pages by their one table, and every other model with drafts."""
    others = [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    return [Page, *others]


def _carry_out(due: Due, now: datetime) -> bool:
    """Whether it was still to be done once its row was locked."""
    if due.verb == UNPUBLISH:
        over = due.model.objects.select_for_update().filter(
            pk=due.pk, live=True, expire_at__lte=now
        )
        expired = over.first()
        if expired is None:
            return False
        expired.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        return True
    revision = (
        Revision.objects.select_for_update()
        .filter(pk=due.revision, approved_go_live_at__lte=now)
        .first()
    )
    if revision is None:
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    return True


def _held_back(now: datetime) -> set[str]:
    waiting = Trouble.objects.filter(kind=Kind.PUBLICATION, state=State.RETRYING, retry_at__gt=now)
    return set(waiting.values_list("subject", flat=True))


def _forget_all_but(due: set[str]) -> None:
    """Trouble with what is due no more: deleted, postponed, or published by hand."""
    over = Trouble.objects.filter(kind=Kind.PUBLICATION).exclude(subject__in=due)
    if over.exists():
        over.delete()


def object_of(subject: str) -> Model | None:
    """The object of a trouble's subject, while there is one."""
    label, pk, _verb = subject.split(":")
    model = apps.get_model(label)
    found: Model | None = model._default_manager.filter(pk=pk).first()
    return found
