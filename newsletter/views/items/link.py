"""Whose link is it, and what does it still open? The token is all the proof there is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from email.utils import parseaddr
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from cms.feedback.limits import Limit, seconds_left, take
from newsletter.models import CallRecipient, EntityItem, ItemState
from newsletter.tokens import call_recipient_id_of
from newsletter.used_items import Standing, standings
from newsletter.views.private import private

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Final

    from cms.models import Entity
    from newsletter.models import ItemCall

#: Of one link in ten minutes; an item is at most sent, mended and mended again.
SENDINGS: Final = Limit("items", 30)
JSON: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Visit:
    """Who came by which link, and when."""

    recipient: CallRecipient
    token: str
    now: datetime

    @property
    def call(self) -> ItemCall:
        return self.recipient.call

    @property
    def entity(self) -> Entity:
        return self.recipient.contact.entity

    @property
    def is_over(self) -> bool:
        return self.call.is_over(self.now)

    @property
    def is_readable(self) -> bool:
        return self.call.is_readable(self.now)


class DeadLink(Exception):
    """It opens nothing. `altered`: it is not ours as it stands; else it was of someone."""

    def __init__(self, *, altered: bool) -> None:
        super().__init__()
        self.altered = altered


def visit_of(token: str) -> Visit:
    """Raises DeadLink for a link that is not ours, or of a contact who is asked no more."""
    number = call_recipient_id_of(token)
    recipients = CallRecipient.objects.select_related("call", "contact__entity")
    recipient = recipients.filter(pk=number, contact__is_active=True).first() if number else None
    if recipient is None:
        raise DeadLink(altered=number is None)
    return Visit(recipient, token, timezone.now())


def item_of(visit: Visit, number: int, *, withdrawn: bool = False) -> EntityItem:
    """Raises Http404 for an item of another entity or another month, as for none.

    For one that was withdrawn too, unless `withdrawn`.
    """
    found = EntityItem.objects.select_related("call", "entity", "picture").filter(
        pk=number, entity=visit.entity, call=visit.call
    )
    item = (found if withdrawn else found.exclude(state=ItemState.WITHDRAWN)).first()
    if item is None or not visit.is_readable:
        raise Http404("no item of this link")
    return item


def sent_by(visit: Visit) -> list[tuple[EntityItem, Standing]]:
    """What the entity sent for this month, whoever of its contacts did."""
    items = list(
        EntityItem.objects.filter(call=visit.call, entity=visit.entity).select_related(
            "call", "entity", "picture", "merged_into"
        )
    )
    found = standings(items, visit.now)
    return [(item, found[item.pk]) for item in items]


def within_limits(visit: Visit) -> bool:
    return take(SENDINGS, f"call-{visit.recipient.pk}", visit.now)


def wait_for(visit: Visit) -> str:
    """Seconds, for the header Retry-After."""
    return str(seconds_left(visit.now))


def address_for_questions() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def speaks_json(request: HttpRequest) -> bool:
    """A program, which sends JSON or asks for it; browsers ask for HTML before all else."""
    return request.content_type == JSON or request.get_preferred_type(["text/html", JSON]) == JSON


def json_of(request: HttpRequest) -> dict[str, Any] | None:
    """The object in the body, its values as text; None where there is none."""
    try:
        sent = json.loads(request.body)
    except (ValueError, RequestDataTooBig, RecursionError):
        return None
    if not isinstance(sent, dict):
        return None
    # Other values than text are no words: what is not written is empty. Half a sign that JSON
    # allows ("\ud83d") is kept nowhere; browsers send the same mark in its place.
    return {
        str(name): value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        for name, value in sent.items()
        if isinstance(value, str)
    }


def answer(data: dict[str, Any], status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    return private(JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False}))
