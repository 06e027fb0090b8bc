"""Parts of the list that are asked for again and again, saved by name (N3)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Segment(models.Model):
    """`criteria` is what `newsletter.segmenting.Criteria` writes and reads: a closed form."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    criteria = models.JSONField(_("criteria"), default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("segment of the list")
        verbose_name_plural = _("segments of the list")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
