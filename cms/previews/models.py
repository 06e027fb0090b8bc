"""A private link to one revision of a page, and how long it opens anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def usable(self, now: datetime) -> PreviewLinkQuerySet:
        return self.filter(revoked_at=None, expires_at__gt=now)

    def closed_before(self, moment: datetime) -> PreviewLinkQuerySet:
        return self.filter(models.Q(revoked_at__lt=moment) | models.Q(expires_at__lt=moment))


class PreviewLink(models.Model):
    """Whoever has its address reads the revision as it was when the link was made.

    The address itself is not kept, only its digest. `content` is a copy, because the editor's
    autosave writes into the newest revision instead of adding one; it is emptied when the link
    is closed.
    """

    page = models.ForeignKey(
        "wagtailcore.Page", models.CASCADE, related_name="preview_links", verbose_name=_("page")
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision", models.CASCADE, related_name="+", verbose_name=_("revision")
    )
    content = models.JSONField(encoder=DjangoJSONEncoder, null=True, editable=False)
    #: SHA-256 of the secret in the address, in hexadecimal digits.
    digest = models.CharField(max_length=64, unique=True, editable=False)
    note = models.CharField(
        _("for whom"),
        max_length=120,
        blank=True,
        help_text=_("A word for yourself and your colleagues: who gets the link, or why."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+",
        verbose_name=_("made by"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("valid until"), db_index=True)
    revoked_at = models.DateTimeField(_("withdrawn"), null=True)
    opened_count = models.PositiveIntegerField(_("times opened"), default=0)
    last_opened_at = models.DateTimeField(_("last opened"), null=True)

    objects = PreviewLinkQuerySet.as_manager()

    #: A link is no use of a page that would speak against deleting it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def is_usable(self, now: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > now
