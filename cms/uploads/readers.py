"""Who may read a file of the library? Everyone, while something public shows it; else its keepers.

A picture or a document that only a draft uses is as little public as the draft (X4), although
its address can be guessed. A feature that lets others in registers a function under
`barza_reads_file`: `(request, file, now) -> bool`.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Final, cast

from django.contrib.contenttypes.models import ContentType
from wagtail import hooks
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from cms.access.scope import entity_scope
from cms.models import ContentPage, Entity, Person, SiteIdentity

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model
    from django.http import HttpRequest

    from cms.models import CustomDocument, CustomImage
    from cms.models.pages import ContentPageQuerySet

    File = CustomImage | CustomDocument

READER_HOOK: Final = "barza_reads_file"

#: What has no drafts: all of it is shown to readers, with its portrait or its logo.
SHOWN: Final[tuple[type[Model], ...]] = (Entity, Person, SiteIdentity)


class Audience(Enum):
    """Whom an answer is for, and so which caches may keep it."""

    EVERYONE = "everyone"
    THIS_READER = "this reader"


def audience(request: HttpRequest, file: File, now: datetime) -> Audience | None:
    """For whom the bytes of `file` are at `now`; None when not for the reader behind `request`.

    A collection with view restrictions of its own was opened for someone on purpose: they alone
    decide. In open collections it is the use that decides.
    """
    restrictions = file.collection.get_view_restrictions()
    if restrictions:
        opened = all(row.accept_request(request) for row in restrictions)
        return Audience.THIS_READER if opened else None
    entries, pages = _uses(file)
    if entries or pages.public_live(now).exists():
        return Audience.EVERYONE
    opened = (
        _keeps(request.user, file)
        or any(_lets_in(page, request) for page in pages.released(now))
        or any(opens(request, file, now) for opens in hooks.get_hooks(READER_HOOK))
    )
    return Audience.THIS_READER if opened else None


def keep_references(instance: Model, **_more: Any) -> None:
    """For signals: what `instance` shows is known at once, and not when the worker comes to it.

    Without this, pictures of a page would be missing for as long as the worker stands still, and
    those taken out of it would stay.
    """
    if _more.get("raw"):
        return
    stored = type(instance)._base_manager.filter(pk=instance.pk).first()
    if stored is not None:
        ReferenceIndex.create_or_update_for_object(stored)


def _keeps(user: Any, file: File) -> bool:
    """Those who work with drafts see what drafts show; contributors, what is their entity's."""
    if not user.is_authenticated or not user.has_perm("wagtailadmin.access_admin"):
        return False
    if entity_scope(user) is None:
        return True
    policy = policy_registry.get_by_type(type(file))
    actions = ["choose", "change", "delete", "view"]
    return bool(policy.user_has_any_permission_for_instance(user, actions, file))


def _uses(file: File) -> tuple[bool, ContentPageQuerySet]:
    """Whether an entry without drafts shows the file, and the pages whose stored text does."""
    kinds = ContentType.objects.get_for_models(Page, *SHOWN)
    page_kind = kinds.pop(Page).pk
    uses = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(file),
        to_object_id=str(file.pk),
        base_content_type__in=[page_kind, *(kind.pk for kind in kinds.values())],
    )
    found = set(uses.values_list("base_content_type", "object_id"))
    numbers = [int(pk) for kind, pk in found if kind == page_kind]
    pages = ContentPage.objects.get_queryset().filter(pk__in=numbers)
    return len(found) > len(numbers), cast("ContentPageQuerySet", pages)


def _lets_in(page: ContentPage, request: HttpRequest) -> bool:
    return all(row.accept_request(request) for row in page.get_view_restrictions())
