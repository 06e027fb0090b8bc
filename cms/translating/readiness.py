"""Can the translation go out with its source, and if not, why?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.translating import pairs
from cms.translating.wording import digest_of

if TYPE_CHECKING:
    from cms.models import ContentPage
    from cms.translating.models import TranslationState


class Readiness(models.TextChoices):
    READY = "ready", _("It is ready and is published together with its source.")
    NOTHING_NEW = "nothing-new", _("It is public already, without changes that wait.")
    APART = "apart", _("It is published by itself, not with its source.")
    UNDECLARED = "undeclared", _("Nobody has marked it as up to date yet.")
    SOURCE_CHANGED = "source-changed", _("The source has changed since it was marked.")
    CHANGED_SINCE = "changed-since", _("It was changed after it was marked as up to date.")


def readiness(state: TranslationState, text: ContentPage, page: ContentPage) -> Readiness:
    """Of `page`, to go out with the source as `text` says it.

    A translation is ready when exactly these two wordings were declared to say the same.
    """
    if page.live and not page.has_unpublished_changes:
        return Readiness.NOTHING_NEW
    if not state.together:
        return Readiness.APART
    if not state.declared:
        return Readiness.UNDECLARED
    if digest_of(text) != state.source_digest:
        return Readiness.SOURCE_CHANGED
    if digest_of(pairs.latest(page)) != state.page_digest:
        return Readiness.CHANGED_SINCE
    return Readiness.READY
