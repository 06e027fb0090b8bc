"""What the background remembers: slots of jobs, workers alive, and what went wrong."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobSlot(models.Model):
    """A job's turn. Whoever writes the row runs the job; there is one of each, for ever."""

    job = models.CharField(max_length=100)
    #: The beginning of the turn, a multiple of the job's period since 1970 in UTC.
    slot = models.DateTimeField()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "slot"], name="a_slot_once_a_job")
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.slot.isoformat()}"


class WorkerHeartbeat(models.Model):
    """A worker's sign of life: a row from its start to its end, counted up while it lives."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    #: Others tell life by this number changing: no clock, once set back, can hide a death.
    beats = models.BigIntegerField(default=0)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self) -> str:
        return self.worker_id


class Kind(models.TextChoices):
    """What the trouble is with; `subject` is named in its way."""

    TASK = "task", _("Task")
    JOB = "job", _("Job")
    PUBLICATION = "publication", _("Publication on schedule")
    MAIL = "mail", _("Mail")


class State(models.TextChoices):
    RETRYING = "retrying", _("Is tried again")
    PARKED = "parked", _("Parked")


class Reason(models.TextChoices):
    RAISED = "raised", _("It ended with an error")
    DIED = "died", _("The worker died in it")
    UNKNOWN = "unknown", _("This version does not know it")
    REFUSED = "refused", _("The mail server refused it for good")
    UNCERTAIN = "uncertain", _("It may have been sent; it is not sent a third time")
    GAVE_UP = "gave-up", _("The mail server did not take it for days")


class Trouble(models.Model):
    """What failed and has not succeeded since. Gone once it does, or is put back.

    Neither texts of errors nor arguments are kept: they may repeat an address or a name.
    """

    kind = models.CharField(max_length=16, choices=Kind.choices)
    #: A task's id, a job's name, "app.model:pk:verb" of a publication, a notice's number.
    subject = models.CharField(max_length=200)
    #: What an operator knows it by: the path of a task's function, the name of a job.
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=16, choices=State.choices, default=State.RETRYING)
    reason = models.CharField(max_length=16, choices=Reason.choices)
    failures = models.PositiveIntegerField(default=0)
    deaths = models.PositiveIntegerField(default=0)
    exception = models.CharField(max_length=120, blank=True)
    #: File, line and function, as "cms/notices/tasks.py:33 deliver".
    location = models.CharField(max_length=200, blank=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    #: When it is tried again by itself; None while parked.
    retry_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("trouble")
        verbose_name_plural = _("troubles")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "subject"], name="a_trouble_once_a_subject")
        ]
        indexes: ClassVar = [models.Index(fields=["state", "last_at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
