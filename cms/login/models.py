"""What log-in remembers between two requests, wherever they are answered: tries and used codes.

Rows hold keyed digests, never an address or a code.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tries(models.Model):
    """How often something was tried and failed, and until when it may not be tried again."""

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    #: How often the limit was reached; each time the pause doubles.
    rounds = models.PositiveSmallIntegerField(default=0)
    blocked_until = models.DateTimeField(null=True)
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("log-in tries")
        verbose_name_plural = _("log-in tries")

    def __str__(self) -> str:
        return self.key[:8]


class UsedCode(models.Model):
    """A one-time code that was used; it is worth nothing to whoever saw it being typed."""

    key = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("used code")
        verbose_name_plural = _("used codes")

    def __str__(self) -> str:
        return self.key[:8]
