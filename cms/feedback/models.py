"""One reader's answer about one page on one day, and the salt that lets nobody know whose."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.feedback.answers import LONGEST_COMMENT, Reason, Vote


class RatedKind(models.TextChoices):
    PAGE = "page", _("page")
    PERSON = "person", _("person")
    ENTITY = "entity", _("entity")
    TOPIC = "topic", _("topic")


class Rating(models.Model):
    """Holds nothing of the reader: no address, no time of day, no account.

    `voter` tells, on its day alone, that the same network rated the same page before; it is
    emptied when the day is over (`cms.feedback.jobs`).
    """

    #: Kept without its page when that is deleted; `path` still says what was rated.
    page = models.ForeignKey(
        "cms.ContentPage", models.SET_NULL, null=True, blank=True, related_name="ratings",
        verbose_name=_("page"),
    )  # fmt: skip
    kind = models.CharField(_("type"), max_length=10, choices=RatedKind.choices)
    #: The page's number, or the slug of a person, an entity or a topic.
    subject = models.CharField(max_length=80)
    path = models.TextField(_("address of the page"))
    language = models.CharField(_("language"), max_length=12)
    vote = models.CharField(_("useful"), max_length=3, choices=Vote.choices)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices, blank=True)
    comment = models.TextField(_("comment"), max_length=LONGEST_COMMENT, blank=True)
    day = models.DateField(_("day"), db_index=True)
    voter = models.CharField(max_length=64, blank=True, editable=False)

    #: A rating is no use of a page that would speak against deleting it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering: ClassVar = ["-day", "-pk"]
        indexes: ClassVar = [models.Index(fields=["kind", "subject", "language"], name="rated")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["day", "voter"], condition=~models.Q(voter=""), name="one_vote_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class DaySalt(models.Model):
    """Random, and deleted with its day: afterwards no hash made with it tells anything."""

    day = models.DateField(unique=True)
    salt = models.CharField(max_length=64)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("salt of a day")
        verbose_name_plural = _("salts of days")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.day}"
