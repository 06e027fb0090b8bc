"""The newsletter's managers decide on an item: edit, accept, merge, decline, and undo (N4).

Each is one conditional UPDATE over the state and the version that the manager saw: of two who
decide at once the second is told, and what an entity changed meanwhile is read before it is
decided on. All give False where they came too late, and change nothing then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import F
from wagtail.actions.delete_page import DeletePageAction

from cms.models import ContentPage
from newsletter.actions.draft_news import draft_news
from newsletter.actions.write_to_contact import write_about
from newsletter.models import EntityItem, ItemState
from newsletter.models.calls import ITEM_FIELDS, ITEM_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cms.models import CustomImage, User

#: What can be undone.
DECIDED: Final = (ItemState.ACCEPTED, ItemState.MERGED, ItemState.DECLINED)


class IsPublished(Exception):
    """Readers see it already: what was decided stays."""


@transaction.atomic
def edit_words(item: EntityItem, words: Mapping[str, str], version: int, now: datetime) -> bool:
    """The house's words; the entity's stay beside them as they were sent."""
    edited = {
        name: words[name]
        for name in ITEM_FIELDS
        if name in words and words[name] != getattr(item, name)
    }
    if not _move(item, version, edited=edited):
        return False
    _describe(item.shown_picture, item)
    return True


@transaction.atomic
def accept(item: EntityItem, sort: str, version: int, user: User, now: datetime) -> bool:
    """Makes the news drafts. Raises NoNewsSection, and then nothing is accepted."""
    if not _decide(item, ItemState.ACCEPTED, version, user, now):
        return False
    item.pages = draft_news(item, sort, user)
    item.save(update_fields=["pages"])
    return True


@transaction.atomic
def decline(item: EntityItem, reason: str, version: int, user: User, now: datetime) -> bool:
    """The entity is told, with the reason."""
    if not _decide(item, ItemState.DECLINED, version, user, now, reason=reason):
        return False
    part(item)
    write_about(item, "call_declined", now=now, once=now.isoformat(), reason=reason)
    return True


@transaction.atomic
def merge(
    item: EntityItem,
    into: EntityItem,
    words: Mapping[str, str],
    versions: tuple[int, int],
    user: User,
    now: datetime,
) -> bool:
    """`item` goes into another of the call, which has `words` from now on and waits still.

    `versions` are those of the item and of the other.
    """
    if into.pk == item.pk or into.call_id != item.call_id:
        return False
    with transaction.atomic():
        # In the order of their numbers, so that two who merge crosswise do not wait for each other.
        list(
            EntityItem.objects.select_for_update().filter(pk__in=[item.pk, into.pk]).order_by("pk")
        )
        if not _decide(item, ItemState.MERGED, versions[0], user, now, merged_into=into):
            return False
        # What went into the item before goes along.
        EntityItem.objects.filter(merged_into=item).update(merged_into=into)
        if not edit_words(into, words, versions[1], now):
            transaction.set_rollback(True)
            return False
    return True


def part(whole: EntityItem) -> None:
    """What was merged into it waits again, and is decided on by itself."""
    for item in EntityItem.objects.filter(merged_into=whole).select_related("picture"):
        EntityItem.objects.filter(pk=item.pk).update(
            state=ItemState.RECEIVED,
            merged_into=None,
            decided_by=None,
            decided_at=None,
            version=F("version") + 1,
        )
        _describe(item.picture, item)


@transaction.atomic
def undo(item: EntityItem, version: int, user: User, now: datetime) -> bool:
    """Waits again, as before the decision; raises IsPublished once readers see it.

    Drafts that nobody has worked on go; others stay with the editors, and belong to no item.
    """
    former = ItemState(item.state)
    if former not in DECIDED:
        return False
    pages = ContentPage.objects.filter(pk__in=item.pages.values()) if item.pages else ()
    if any(page.live or page.first_published_at for page in pages):
        raise IsPublished
    moved = EntityItem.objects.filter(pk=item.pk, state=former, version=version).update(
        state=ItemState.RECEIVED,
        version=F("version") + 1,
        reason="",
        merged_into=None,
        pages={},
        decided_by=None,
        decided_at=None,
    )
    item.refresh_from_db()
    if not moved:
        return False
    if former == ItemState.MERGED:
        _describe(item.picture, item)
    for page in pages:
        _take_back(page, user)
    if former == ItemState.DECLINED:
        write_about(item, "call_reconsidered", now=now, once=now.isoformat())
    return True


def _describe(picture: CustomImage | None, item: EntityItem) -> None:
    if picture is not None:
        picture.alt = {code: item.word(f"picture_alt_{code}") for code in ITEM_LANGUAGES}
        picture.save(update_fields=["alt"])


def _take_back(page: ContentPage, user: User) -> None:
    if page.revisions.count() > 1:
        return
    running = page.current_workflow_state
    if running is not None:
        running.cancel(user=user)
    # By right of the item that it was made from: managers of the letter delete no news.
    DeletePageAction(page.specific, user=user).execute(skip_permission_checks=True)


def _decide(
    item: EntityItem, to: ItemState, version: int, user: User, now: datetime, **fields: Any
) -> bool:
    return _move(item, version, state=to, decided_by=user, decided_at=now, **fields)


def _move(item: EntityItem, version: int, **fields: Any) -> bool:
    """While it is received, in the version that was seen; brings `item` to what is stored."""
    waiting = EntityItem.objects.filter(pk=item.pk, state=ItemState.RECEIVED, version=version)
    moved = waiting.update(version=F("version") + 1, **fields)
    item.refresh_from_db()
    return bool(moved)
