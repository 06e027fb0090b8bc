"""What is known of a translation beside its text: what it was made from, and whether it is so."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime


class Standing(models.TextChoices):
    """How a translation stands to its source."""

    STALE = "stale", _("Out of date")
    MISSING = "missing", _("Not translated")
    DRAFT = "draft", _("Being translated")
    READY = "ready", _("Ready to publish")
    CURRENT = "current", _("Up to date")


class TranslationState(models.Model):
    """One row for each page that is a translation; the source itself has none.

    `source_digest` and `page_digest` are the wordings (`cms.translating.wording`) of source and
    translation that somebody declared to say the same; both empty while nobody has.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", models.CASCADE, primary_key=True, related_name="translation_state"
    )
    source = models.ForeignKey(
        "wagtailcore.Page", models.CASCADE, related_name="states_of_translations"
    )
    source_digest = models.CharField(max_length=64, blank=True)
    #: For showing what has changed since; the digest alone decides.
    source_revision = models.ForeignKey(
        "wagtailcore.Revision", models.SET_NULL, null=True, related_name="+"
    )
    page_digest = models.CharField(max_length=64, blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    #: Since when readers of the source have known more than those of the translation.
    stale_since = models.DateTimeField(null=True, db_index=True)
    #: Whether what was declared is still a draft, so that readers have something else, or nothing.
    awaits_publication = models.BooleanField(default=False)
    #: Whether the translation, once ready, is published with its source.
    together = models.BooleanField(default=True)
    #: The expiry that was taken over from the source, to be taken back with it.
    carried_expiry = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("state of a translation")
        verbose_name_plural = _("states of translations")
        default_permissions: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return f"{self.page_id} ← {self.source_id}"

    @property
    def declared(self) -> bool:
        return bool(self.source_digest)

    def turns_stale(self, now: datetime) -> None:
        """The first moment counts: it says how long readers have been waiting."""
        self.stale_since = self.stale_since or now


def standing_of(state: TranslationState | None, *, live: bool) -> Standing:
    """Where a translation that exists stands; one without a row is taken as it looks."""
    if state is not None and state.stale_since is not None:
        return Standing.STALE
    if state is not None and state.declared and state.awaits_publication:
        return Standing.READY
    return Standing.CURRENT if live else Standing.DRAFT
