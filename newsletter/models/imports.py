"""A list that was brought from elsewhere: which file, on what basis, and how far it came."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .consents import ConsentBasis


class ImportState(models.TextChoices):
    COUNTING = "counting", _("Being looked through")
    READY = "ready", _("Waits for your confirmation")
    QUEUED = "queued", _("Waits for its turn")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Stopped by an error")


class SubscriberImport(models.Model):
    """One file, known by its content, so that what was interrupted goes on where it stopped.

    `next_row` is the last row that is done and is written in the transaction of the rows up to
    it; so is `report_size`, the bytes of the report that count. Dry runs of the command leave no
    row here; those of the admin are rows that wait for confirmation or are forgotten.
    """

    name = models.CharField(_("file"), max_length=200)
    #: SHA-256 of the file's bytes and of the choices made with it; before them a random one.
    digest = models.CharField(max_length=64, unique=True)
    file_format = models.CharField(_("format"), max_length=16)
    encoding = models.CharField(_("encoding"), max_length=16)
    basis = models.CharField(_("basis"), max_length=16, choices=ConsentBasis.choices, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    #: What the file does not say: language, audience; as the importer's options write it.
    defaults = models.JSONField(default=dict)
    state = models.CharField(
        _("state"), max_length=16, choices=ImportState.choices, default=ImportState.RUNNING
    )
    next_row = models.PositiveIntegerField(default=0)
    #: Of the whole file when it was read through; 0 while unknown.
    rows = models.PositiveIntegerField(default=0)
    #: Outcome → how many rows.
    totals = models.JSONField(default=dict)
    #: Names of files below VAR/imports: the list while it is needed, and the report.
    stored_file = models.CharField(max_length=120, blank=True)
    report_file = models.CharField(max_length=120, blank=True)
    report_size = models.PositiveBigIntegerField(default=0)
    #: A value of `newsletter.importing.refusals.Refusal`.
    error = models.CharField(max_length=300, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+",
        verbose_name=_("started by"),
    )  # fmt: skip
    started_at = models.DateTimeField(_("started"))
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("import of subscribers")
        verbose_name_plural = _("imports of subscribers")
        ordering: ClassVar = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return self.name
