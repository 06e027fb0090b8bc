"""Days on which no letter goes out beside those that the calendar of holidays knows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField


class Holiday(models.Model):
    """A day that the government declared free, or took from the computed ones.

    Islamic holidays are computed and follow the moon: the day that was announced counts.
    """

    day = models.DateField(_("day"), unique=True)
    name = I18nCharField(_("name"))
    is_working = models.BooleanField(
        _("a working day after all"),
        default=False,
        help_text=_("For a computed holiday that was announced for another day."),
    )

    class Meta:
        verbose_name = _("public holiday")
        verbose_name_plural = _("public holidays")
        ordering: ClassVar = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"
