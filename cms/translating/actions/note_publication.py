"""A page was published: what does that say of its translations, or of itself as one?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail_localize.models import Translation

from cms.translating import pairs
from cms.translating.actions.carry_expiry import carry_expiry
from cms.translating.actions.keep import keep
from cms.translating.wording import digest_of

if TYPE_CHECKING:
    from datetime import datetime

    from wagtail.models import Revision

    from cms.models import ContentPage
    from cms.translating.models import TranslationState


def note_publication(page: ContentPage, revision: Revision, now: datetime) -> None:
    """`page` as it is public now. May be told twice."""
    source = pairs.source_of(page)
    if source is not None:
        _of_translation(page, pairs.specific(source), revision, now)
        return
    for translation in pairs.translations_of(page):
        _of_source(page, pairs.specific(translation), now)


def _of_source(source: ContentPage, translation: ContentPage, now: datetime) -> None:
    state = keep(translation, now)
    if state is None:
        return
    if state.declared:
        if digest_of(source) == state.source_digest:
            state.stale_since = None
        else:
            state.turns_stale(now)
    elif translation.live:
        state.turns_stale(now)
    state.save()
    carry_expiry(source, translation, state)


def _of_translation(
    page: ContentPage, source: ContentPage, revision: Revision, now: datetime
) -> None:
    """Publishing declares the two equal, unless the source has changed since this was written.

    What the clock publishes was approved before and says nothing new.
    """
    state = keep(page, now)
    if state is None:
        return
    followed = _kept_in_step(page, source)
    if followed is not None:
        state.source_digest = followed
    elif digest_of(page) != state.page_digest and not revision.approved_go_live_at:
        changed_at = source.last_published_at
        if changed_at is None or changed_at <= revision.created_at:
            text, seen = pairs.settled(source)
            state.source_digest, state.source_revision = digest_of(text), seen
    state.page_digest = digest_of(page)
    state.awaits_publication = False
    _judge(state, source, revision, now)
    state.save()


def _judge(state: TranslationState, source: ContentPage, revision: Revision, now: datetime) -> None:
    if source.live and digest_of(source) != state.source_digest and not _is_ahead(state, source):
        state.turns_stale(now)
    else:
        state.stale_since = None
    if state.declared and state.stale_since is None:
        state.approved_at = state.approved_at or now
        state.approved_by = state.approved_by or revision.user


def _is_ahead(state: TranslationState, source: ContentPage) -> bool:
    """Whether the translation already says what the source will say once it is published."""
    text, _revision = pairs.settled(source)
    return state.declared and digest_of(text) == state.source_digest


def _kept_in_step(page: ContentPage, source: ContentPage) -> str | None:
    """The wording that a translation of the step-by-step editor was made from, if it is whole.

    Empty when parts are still in the source's language; None for a translation that is edited
    freely.
    """
    step = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()
    if step is None or source.translation_key != page.translation_key:
        return None
    total, done = step.get_progress()
    return digest_of(step.source.as_instance()) if total == done else ""
