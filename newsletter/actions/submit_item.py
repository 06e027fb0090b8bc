"""An entity sends an item by its link, changes it, or takes it back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final
from uuid import uuid5

from django.db import transaction
from django.db.models import F

from cms.models import ContentPage, CustomImage
from cms.walls.entity_collections import ensure_collection
from newsletter.actions.decide_item import part
from newsletter.models import EntityItem, ItemCall, ItemState
from newsletter.models.calls import ITEM_FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from django.core.files.base import File

    from newsletter.models import CallRecipient

#: Of one entity in one call: more is not read by anyone.
MOST_ITEMS: Final = 20


class CallOver(Exception):
    """The deadline has passed or the call is closed."""


class TooManyItems(Exception):
    """The entity has sent as many items as one call takes."""


class NotYours(Exception):
    """It was decided on, taken back or changed meanwhile: the words were not stored."""


@transaction.atomic
def submit_item(
    recipient: CallRecipient,
    words: Mapping[str, str],
    picture: File[bytes] | None,
    token: UUID,
    now: datetime,
) -> tuple[EntityItem, bool]:
    """The item and whether it is new: the same words by the same `token` add it once.

    Other words by it are another item: who goes back in the browser writes into the form that was
    sent already. `words` are of ITEM_FIELDS; `picture` is one that the upload's step has let
    through. Raises CallOver and TooManyItems.
    """
    call = ItemCall.objects.select_for_update().get(pk=recipient.call_id)
    entity = recipient.contact.entity
    own = EntityItem.objects.filter(call=call, entity=entity)
    stored = {name: words.get(name, "") for name in ITEM_FIELDS}
    key = _key(token, call.pk, entity.pk, picture.size if picture else 0, *stored.values())
    found = own.filter(token=key).first()
    if found is not None:
        return found, False
    if call.is_over(now):
        raise CallOver
    if own.exclude(state=ItemState.WITHDRAWN).count() >= MOST_ITEMS:
        raise TooManyItems
    item = EntityItem(
        call=call,
        entity=entity,
        contact=recipient.contact,
        token=key,
        sent_at=now,
        changed_at=now,
        **stored,
    )
    item.picture = _stored(item, picture) if picture else None
    item.save(force_insert=True)
    return item, True


@transaction.atomic
def change_item(
    item: EntityItem,
    words: Mapping[str, str],
    picture: File[bytes] | None,
    *,
    version: int,
    without_picture: bool,
    now: datetime,
) -> None:
    """Stores new words while nobody has decided and nobody else changed it since `version`.

    Raises CallOver, and NotYours where it came too late.
    """
    if item.call.is_over(now):
        raise CallOver
    new = {name: words.get(name, "") for name in ITEM_FIELDS}
    open_row = EntityItem.objects.filter(pk=item.pk, state=ItemState.RECEIVED, version=version)
    if not open_row.update(changed_at=now, version=F("version") + 1, **new):
        raise NotYours
    former = item.picture
    item.refresh_from_db()
    if picture or (without_picture and former):
        item.picture = _stored(item, picture) if picture else None
        item.save(update_fields=["picture"])
        if former:
            _discard(former)
    elif former:
        former.alt = _alt(item)
        former.save(update_fields=["alt"])


@transaction.atomic
def withdraw_item(item: EntityItem, now: datetime) -> None:
    """Takes it back before the deadline, its picture too. Raises CallOver and NotYours."""
    if item.call.is_over(now):
        raise CallOver
    open_row = EntityItem.objects.filter(pk=item.pk, state=ItemState.RECEIVED)
    picture = item.picture
    if not open_row.update(
        state=ItemState.WITHDRAWN, changed_at=now, version=F("version") + 1, picture=None
    ):
        raise NotYours
    part(item)  # which is its own entity's still
    if picture:
        _discard(picture)


def _key(token: UUID, *of: object) -> UUID:
    return uuid5(token, json.dumps(of))


def _stored(item: EntityItem, file: File[bytes]) -> CustomImage:
    """In the entity's collection; nobody else sees it before a public page shows it."""
    image = CustomImage(
        title=(item.title_ar or item.title_en)[:255],
        file=file,
        collection=ensure_collection(item.entity),
        alt=_alt(item),
    )
    image._set_image_file_metadata()  # as Wagtail's own forms do
    image.save()
    return image


def _discard(picture: CustomImage) -> None:
    """Unless a draft that was made from the item before shows it."""
    if not ContentPage.objects.filter(image=picture).exists():
        picture.delete()


def _alt(item: EntityItem) -> dict[str, str]:
    return {"ar": item.word("picture_alt_ar"), "en": item.word("picture_alt_en")}
