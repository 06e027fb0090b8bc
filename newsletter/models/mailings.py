"""A send of the letter: who approved which words for when, and to whom they went (N5)."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .segments import Segment
from .subscribers import Subscriber


class MailingState(models.TextChoices):
    """draft → in review → approved → scheduled → sending → sent.

    Every state before `SENDING` may become `CANCELLED`; a change after approval leads back to
    `DRAFT`; a schedule whose last moment passed becomes `MISSED`.
    """

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in-review", _("In review")
    APPROVED = "approved", pgettext_lazy("letter", "Approved")
    SCHEDULED = "scheduled", pgettext_lazy("letter", "Scheduled")
    SENDING = "sending", _("Sending")
    PAUSED = "paused", pgettext_lazy("letter", "Paused")
    SENT = "sent", pgettext_lazy("letter", "Sent")
    CANCELLED = "cancelled", pgettext_lazy("letter", "Cancelled")
    MISSED = "missed", pgettext_lazy("letter", "Missed its time")


class MailingQuerySet(models.QuerySet["Mailing"]):
    def open(self) -> MailingQuerySet:
        """Those that are still worked on or will be sent, or were."""
        return self.exclude(state__in=(MailingState.CANCELLED, MailingState.MISSED))


class Mailing(models.Model):
    """One send of a month's issue.

    `fingerprint` is of the whole rendered content in all its editions, and is what was approved:
    whatever differs from it is not sent.
    """

    #: First day of the issue's month; the pages are found by it.
    month = models.DateField(_("month"))
    state = models.CharField(
        _("state"), max_length=16, choices=MailingState.choices, default=MailingState.DRAFT,
        db_index=True,
    )  # fmt: skip
    #: To whom; everyone on the list when empty.
    segment = models.ForeignKey(
        Segment, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("segment of the list"),
    )  # fmt: skip
    fingerprint = models.CharField(max_length=64, blank=True)
    #: Language → number of the revision that was rendered.
    revisions = models.JSONField(default=dict)
    #: What the gate said when it was submitted, as `newsletter.gate` writes it.
    checks = models.JSONField(default=list)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    send_at = models.DateTimeField(_("send at"), null=True)
    not_after = models.DateTimeField(_("not after"), null=True)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        ordering: ClassVar = ["-month", "-pk"]
        permissions: ClassVar = [
            ("approve_mailing", _("May approve what others submit for sending")),
            ("send_mailing", _("May schedule and cancel approved mailings")),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("month",),
                condition=~Q(state__in=("cancelled", "missed")),
                name="one_open_mailing_a_month",
            ),
            models.CheckConstraint(
                condition=Q(state__in=MailingState.values), name="a_known_mailing_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Edition(models.Model):
    """What readers of one choice of language get, frozen when it was submitted.

    `variant` is a value of SubscriberLanguage. The reader's own parts are places in `html`,
    `plain` and `head` (JSON of the headers' values).
    """

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="editions")
    variant = models.CharField(max_length=8)
    subject = models.CharField(max_length=300)
    html = models.TextField()
    plain = models.TextField()
    head = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("mailing", "variant"), name="an_edition_once_a_mailing")
        ]

    def __str__(self) -> str:
        return f"{self.mailing_id} {self.variant}"


class MailingEventKind(models.TextChoices):
    SUBMITTED = "submitted", _("Submitted for approval")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Sent back with a reason")
    VOIDED = "voided", _("Approval void: the content changed")
    SCHEDULED = "scheduled", _("Scheduled")
    UNSCHEDULED = "unscheduled", _("Taken off the schedule")
    CANCELLED = "cancelled", _("Cancelled")
    TEST_SENT = "test-sent", _("Test sent")
    STARTED = "started", _("Sending began")
    FINISHED = "finished", _("Sending ended")
    MISSED = "missed", _("Missed its time")


class MailingEvent(models.Model):
    """What happened to a mailing, by whom and when; only ever added to."""

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=16, choices=MailingEventKind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    detail = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("event of a mailing")
        verbose_name_plural = _("events of mailings")
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.mailing_id} {self.kind}"


class DeliveryState(models.TextChoices):
    """*Accepted* by the relay (or written as a file) is not *delivered*."""

    PENDING = "pending", _("Pending")
    TRANSMITTING = "transmitting", _("Being handed over")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")
    SKIPPED = "skipped", _("Left out")
    UNCERTAIN = "uncertain", _("Uncertain")


class SkipReason(models.TextChoices):
    LEFT = "left", _("Left the list after the send began")
    SUPPRESSED = "suppressed", _("On the suppression list")
    NO_EDITION = "no-edition", _("No issue in their language")
    BAD_ADDRESS = "bad-address", _("The address cannot stand in a mail")
    TOO_LATE = "too-late", _("The last moment was over")


class Delivery(models.Model):
    """One recipient of one mailing, frozen at its start."""

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="deliveries")
    subscriber = models.ForeignKey(Subscriber, models.SET_NULL, null=True, related_name="+")
    #: `mailboxes.address_digest`; the address itself stays with the subscriber.
    address = models.CharField(max_length=64)
    variant = models.CharField(max_length=8)
    message_id = models.CharField(max_length=200)
    state = models.CharField(
        max_length=16, choices=DeliveryState.choices, default=DeliveryState.PENDING
    )
    reason = models.CharField(max_length=16, choices=SkipReason.choices, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes: ClassVar = [models.Index(fields=["mailing", "state"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("mailing", "subscriber"), name="a_subscriber_once_a_mailing"
            ),
            models.UniqueConstraint(
                fields=("mailing", "address"), name="an_address_once_a_mailing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mailing_id}/{self.pk}"


class MailingLink(models.Model):
    """An address that a mailing's HTML leads to by way of the counter (N9)."""

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="links")
    number = models.PositiveSmallIntegerField()
    url = models.URLField(max_length=2000)

    class Meta:
        verbose_name = _("link of a mailing")
        verbose_name_plural = _("links of mailings")
        ordering: ClassVar = ["mailing", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("mailing", "number"), name="a_link_once_a_mailing")
        ]

    def __str__(self) -> str:
        return f"{self.mailing_id}/{self.number}"


class ClickCount(models.Model):
    """How often a link was followed on a day by readers of an edition. Nobody is in it."""

    link = models.ForeignKey(MailingLink, models.CASCADE, related_name="clicks")
    variant = models.CharField(max_length=8)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("clicks")
        verbose_name_plural = _("clicks")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("link", "variant", "day"), name="clicks_of_a_link_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.link_id} {self.day:%Y-%m-%d}"


class TestReader(models.Model):
    """Who gets test letters beside the one who sends them."""

    __test__ = False  # no test of pytest's

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("reader of test letters")
        verbose_name_plural = _("readers of test letters")
        ordering: ClassVar = ["email"]

    def __str__(self) -> str:
        return f"#{self.pk}"
