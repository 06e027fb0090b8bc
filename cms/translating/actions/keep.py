"""Gives a translation its row, with what can be known of the past."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from cms.models import ContentPage
from cms.translating import pairs
from cms.translating.models import TranslationState
from cms.translating.wording import digest_of

if TYPE_CHECKING:
    from datetime import datetime

    from wagtail.models import Revision


def keep(page: ContentPage, now: datetime) -> TranslationState | None:
    """The row of a translation, made where it is missing; None for a page that is none.

    A translation that was there before its row is taken to say what the source said when the
    translation was last saved. Where that is not known any more, readers of a public
    translation are told nothing wrong: it counts as stale.
    """
    state = TranslationState.objects.filter(page_id=page.pk).first()
    if state is not None:
        return state
    source = pairs.source_of(page)
    if source is None:
        return None
    state = TranslationState(page_id=page.pk, source_id=source.pk)
    if page.live:
        _suppose(state, page, pairs.specific(source), now)
    made, _new = TranslationState.objects.get_or_create(
        page_id=page.pk,
        defaults={
            field.name: getattr(state, field.name)
            for field in TranslationState._meta.concrete_fields
            if not field.primary_key
        },
    )
    return made


def _suppose(
    state: TranslationState, page: ContentPage, source: ContentPage, now: datetime
) -> None:
    saved_at = page.latest_revision_created_at or page.last_published_at
    changed_at = source.last_published_at
    if saved_at is None or changed_at is None or changed_at <= saved_at:
        said, revision = source, source.live_revision
    else:
        revision = _revision_at(source, saved_at)
        said = cast("ContentPage", revision.as_object()) if revision else source
    if revision is None and said is source and changed_at and saved_at and changed_at > saved_at:
        state.turns_stale(now)
        return
    state.source_digest = digest_of(said)
    state.source_revision = revision
    state.page_digest = digest_of(page)
    state.approved_at = saved_at
    if state.source_digest != digest_of(source):
        state.turns_stale(now)


def _revision_at(source: ContentPage, moment: datetime) -> Revision | None:
    earlier = source.revisions.filter(created_at__lte=moment)
    return cast("Revision | None", earlier.order_by("-created_at", "-pk").first())


def keep_all(now: datetime) -> int:
    """Rows for all translations that have none yet; how many were made. May run twice."""
    firsts: set[object] = set()
    waiting: list[int] = []
    known = set(TranslationState.objects.values_list("page_id", flat=True))
    rows = ContentPage.objects.filter(alias_of__isnull=True).order_by("pk")
    for pk, key in rows.values_list("pk", "translation_key"):
        if key in firsts and pk not in known:
            waiting.append(pk)
        firsts.add(key)
    for pk in waiting:
        page = ContentPage.objects.filter(pk=pk).first()
        if page is not None:
            keep(pairs.specific(page), now)
    return len(waiting)
