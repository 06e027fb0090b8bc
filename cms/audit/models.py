"""The seals of the trail: each row of the log once, bound to all rows before it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """The tables of Wagtail's log."""

    PAGE = "page", _("Page")
    MODEL = "model", _("Other")


class SealIsFinal(Exception):
    """Someone tried to change or delete a seal."""


class AuditSeal(models.Model):
    """`digest` is SHA-256 of the digest before it and of the row's canonical JSON."""

    #: 1, 2, 3 … without gaps; unique, so that two sealers at once cannot fork the chain.
    number = models.PositiveBigIntegerField(primary_key=True)
    source = models.CharField(max_length=8, choices=Source.choices)
    entry = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("seal of the trail")
        verbose_name_plural = _("seals of the trail")
        ordering: ClassVar = ["number"]
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("source", "entry"), name="a_seal_once_an_entry")
        ]

    def __str__(self) -> str:
        return f"#{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise SealIsFinal(str(self))
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise SealIsFinal(str(self))
