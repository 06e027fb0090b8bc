"""Somebody who knows both languages says: these two say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.log_actions import log

from cms.translating import pairs
from cms.translating.actions.keep import keep
from cms.translating.actions.start import RIGHT
from cms.translating.wording import digest_of

if TYPE_CHECKING:
    from datetime import datetime

    from wagtail.models import Page, Revision

    from cms.models import ContentPage, User
    from cms.translating.models import TranslationState

DECLARED = "translating.declared"


def may_declare(page: Page, user: User) -> bool:
    """Whether the user's word counts: who translates or publishes, not who only writes.

    What is declared goes out with its source without being looked at again.
    """
    may = page.permissions_for_user(user)
    return bool(may.can_edit() and (user.has_perm(RIGHT) or may.can_publish()))


@transaction.atomic
def declare(
    page: ContentPage, user: User | None, now: datetime, revision: Revision | None = None
) -> TranslationState | None:
    """Marks the translation as last saved as equal to the source, from now on.

    `page` is the translation as it is public. It is declared equal to the source's text as
    translators see it (`pairs.settled`), or to the given revision of the source. None when
    `page` is no translation. Declared again, it changes nothing.
    """
    state = keep(page, now)
    source = pairs.source_of(page)
    if state is None or source is None:
        return None
    if revision is None:
        text, revision = pairs.settled(pairs.specific(source))
    else:
        text = revision.as_object()
    before = (state.source_digest, state.page_digest, state.stale_since)
    state.source_digest, state.page_digest = digest_of(text), digest_of(pairs.latest(page))
    state.stale_since = None
    state.awaits_publication = not page.live or digest_of(page) != state.page_digest
    if before == (state.source_digest, state.page_digest, None):
        state.save(update_fields=["awaits_publication"])
        return state
    state.source_revision = revision
    state.approved_at, state.approved_by = now, user
    state.save()
    log(instance=page, action=DECLARED, user=user, data={"source": {"id": source.pk}})
    return state
