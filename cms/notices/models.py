"""A notice and how far it is: an outbox, so that each is sent once whoever stops in between."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeState(models.TextChoices):
    PENDING = "pending", _("Pending")
    SENDING = "sending", _("Sending")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")


class Notice(models.Model):
    """One mail to one person. `key` says what it is about, and there is one of each."""

    key = models.CharField(max_length=200, unique=True)
    recipient = models.EmailField()
    language = models.CharField(max_length=16)
    #: The folder and name of its templates, as "contributions/mail/invited".
    template = models.CharField(max_length=120)
    context = models.JSONField(default=dict)
    state = models.CharField(
        max_length=16, choices=NoticeState.choices, default=NoticeState.PENDING, db_index=True
    )
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    #: A closed reason, never a server's words, which may repeat the address.
    failure = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes: ClassVar = [models.Index(fields=["state", "changed_at"])]

    def __str__(self) -> str:
        return self.key
