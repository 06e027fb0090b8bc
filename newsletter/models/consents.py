"""What someone agreed to, in which words, and when: evidence that is only ever added to (N8).

A row says what GDPR article 7 asks to be shown: the exact wording, its language, where it was
read, when it was agreed to and when the owner of the address confirmed.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .subscribers import Subscriber


class ConsentWording(models.Model):
    """A text that people agreed to, as it stood there. A changed text is a new version."""

    version = models.CharField(_("version"), max_length=40)
    language = models.CharField(_("language"), max_length=16)
    text = models.TextField(_("wording"))
    #: SHA-256 of the text: the same words are kept once.
    digest = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("wording of consent")
        verbose_name_plural = _("wordings of consent")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("version", "language", "digest"), name="a_wording_of_consent_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} ({self.language})"


class ConsentSource(models.TextChoices):
    FORM = "form", _("Form of the newsletter")
    MEDIA_FORM = "media-form", _("Form of the media list")
    IMPORT = "import", _("Imported list")
    MANAGER = "manager", _("Entered by the newsletter’s managers")


class ConsentBasis(models.TextChoices):
    """Why people may be written to; an import must name one."""

    CONFIRMED = "confirmed", _("They confirmed by a link in a mail (double opt-in)")
    ASKED = "asked", _("They asked for it in writing or by a form")
    CONTRACT = "contract", _("Their entity takes part in the programme by agreement")
    OFFICE = "office", _("An official address of a government entity")


class ConsentQuerySet(models.QuerySet["Consent"]):
    def delete(self) -> Any:
        raise TypeError("evidence of consent is never deleted")

    def update(self, **values: Any) -> int:
        raise TypeError("evidence of consent is never changed")


class Consent(models.Model):
    """One agreement. Rows are added and never changed; an erased person's lose only the person.

    `address` is `mailboxes.address_digest`, so that the proof can be found again by who knows
    the address.
    """

    subscriber = models.ForeignKey(Subscriber, models.SET_NULL, null=True, related_name="consents")
    address = models.CharField(max_length=64, db_index=True)
    wording = models.ForeignKey(
        ConsentWording, models.PROTECT, null=True, related_name="consents",
        verbose_name=_("wording"),
    )  # fmt: skip
    language = models.CharField(_("language"), max_length=16)
    source = models.CharField(_("source"), max_length=16, choices=ConsentSource.choices)
    basis = models.CharField(
        _("basis"), max_length=16, choices=ConsentBasis.choices, default=ConsentBasis.CONFIRMED
    )
    #: Of an import: the name of the file and what its managers wrote about it.
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    given_at = models.DateTimeField(_("given"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering: ClassVar = ["given_at", "pk"]
        # Whose consent came from a source is asked of the whole list.
        indexes: ClassVar = [models.Index(fields=["source", "subscriber"], name="whose_consents")]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("evidence of consent is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("evidence of consent is never deleted")
