"""Proofs of work that were used: each opens the form once, in every process."""

from __future__ import annotations

from django.db import models


class SpentProof(models.Model):
    """`digest` is SHA-256 of the challenge's signature; rows may go once it has expired."""

    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"#{self.pk}"
