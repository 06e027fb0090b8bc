"""Addresses that are not written to, whatever a form or an import says. No address is kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class SuppressionReason(models.TextChoices):
    ERASED = "erased", _("Had their data erased")
    HARD_BOUNCE = "hard-bounce", _("The mailbox does not exist")
    COMPLAINT = "complaint", _("Reported the letter as unwanted")
    BY_MANAGER = "by-manager", _("Blocked by the newsletter’s managers")


class Suppression(models.Model):
    """One address by its `mailboxes.address_digest`.

    Only the owner's own confirmation lifts that of someone erased: they then begin anew.
    """

    address = models.CharField(max_length=64, unique=True)
    reason = models.CharField(_("reason"), max_length=16, choices=SuppressionReason.choices)
    at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("suppression")
        verbose_name_plural = _("suppressions")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"
