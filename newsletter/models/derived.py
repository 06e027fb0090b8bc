"""Columns that follow from others, so that the database can search by them.

They are worked out wherever a row is written, `bulk_create` included.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from cms.text import fold
from newsletter.mailboxes import address_digest


def folded(name: str, outlet: str) -> str:
    """What a search for a name is compared with (`cms.text.fold`)."""
    return fold(f"{name} {outlet}")


class _Derived(models.Field[str, str]):
    """Kept in migrations as the plain field that it is for the database."""

    def worked_out(self, row: Any) -> str:
        raise NotImplementedError

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = self.worked_out(model_instance)
        setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{type(self).__mro__[2].__name__}", args, kwargs


class DigestOfEmail(_Derived, models.CharField[str, str]):
    """`mailboxes.address_digest` of the row's `email`."""

    def worked_out(self, row: Any) -> str:
        return address_digest(row.email)


class FoldedName(_Derived, models.TextField[str, str]):
    """Name and media organisation in the form in which they are searched."""

    def worked_out(self, row: Any) -> str:
        return folded(row.name, row.outlet)
