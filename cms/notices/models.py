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


class Failure(models.TextChoices):
    """Why it was not sent: a closed list, never a server's words, which may repeat the address.

    The last two are of notices that are tried again.
    """

    BAD_ADDRESS = "bad-address", _("The address is none")
    RECIPIENT_REFUSED = "recipient-refused", _("The mail server refuses the recipient")
    MESSAGE_REFUSED = "message-refused", _("The mail server refuses the message")
    UNCERTAIN = "uncertain", _("It may have been sent; it is not sent a third time")
    GAVE_UP = "gave-up", _("The mail server did not take it for days")
    POSTPONED = "postponed", _("The mail server asks for patience")
    UNREACHABLE = "unreachable", _("The mail server cannot be reached or refuses us")


class Notice(models.Model):
    """One mail to one person. `key` says what it is about, and there is one of each."""

    key = models.CharField(max_length=200, unique=True)
    recipient = models.EmailField(blank=True)
    language = models.CharField(max_length=16)
    #: The folder and name of its templates, as "contributions/mail/invited".
    template = models.CharField(max_length=120)
    context = models.JSONField(default=dict)
    state = models.CharField(
        max_length=16, choices=NoticeState.choices, default=NoticeState.PENDING, db_index=True
    )
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    #: Not before; a mail server that asks for patience gets it.
    due_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    #: How often nobody knows whether the mail server took it: after two no further try.
    uncertain = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=40, choices=Failure.choices, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes: ClassVar = [models.Index(fields=["state", "changed_at"])]

    def __str__(self) -> str:
        return self.key
