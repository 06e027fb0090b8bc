"""Who receives the letter, in which language (N1), and as whom (N3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletter.mailboxes import normal_address

if TYPE_CHECKING:
    from datetime import datetime


class SubscriberLanguage(models.TextChoices):
    ARABIC = "ar", _("Arabic")
    ENGLISH = "en", _("English")
    BOTH = "both", _("Arabic and English")


class SubscriberStatus(models.TextChoices):
    """Only `ACTIVE` receives anything. Bounced and complained are never taken back by an import."""

    PENDING = "pending", _("Waiting for confirmation")
    ACTIVE = "active", _("Active")
    UNSUBSCRIBED = "unsubscribed", _("Unsubscribed")
    BOUNCED = "bounced", _("Bounced")
    COMPLAINED = "complained", _("Complained")


class StatusReason(models.TextChoices):
    """Why a subscriber is in their status: a closed list."""

    ASKED = "asked", _("Filled in the form")
    CONFIRMED = "confirmed", _("Confirmed by the link in the mail")
    IMPORTED = "imported", _("Taken over from another list")
    ADDED = "added", _("Added by the newsletter’s managers")
    TOO_OFTEN = "too-often", _("Too many mails")
    NOT_USEFUL = "not-useful", _("The content is of no use to them")
    NEVER_ASKED = "never-asked", _("Never asked for it")
    LANGUAGE = "language", _("Wants another language")
    ANOTHER_ADDRESS = "another-address", _("Reads it at another address")
    UNSAID = "unsaid", _("Gave no reason")
    ONE_CLICK = "one-click", _("Left by the button of the mail program")
    BY_MANAGER = "by-manager", _("Taken off by the newsletter’s managers")
    LEFT_BEFORE = "left-before", _("Had left the list that was imported")
    BOUNCED_BEFORE = "bounced-before", _("Had bounced in the list that was imported")
    HARD_BOUNCE = "hard-bounce", _("The mailbox does not exist")
    COMPLAINT = "complaint", _("Reported the letter as unwanted")


#: What a reader who leaves may choose.
LEAVE_REASONS: Final = (
    StatusReason.TOO_OFTEN,
    StatusReason.NOT_USEFUL,
    StatusReason.LANGUAGE,
    StatusReason.ANOTHER_ADDRESS,
    StatusReason.NEVER_ASKED,
)


class Audience(models.TextChoices):
    """As whom people read it (N3); whether they live abroad is said beside it."""

    GOVERNMENT = "government", _("Government entity")
    PARTNER = "partner", _("Private-sector partner")
    UNIVERSITY = "university", _("University")
    INDIVIDUAL = "individual", _("Individual")
    MEDIA = "media", _("Media")


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def active(self) -> SubscriberQuerySet:
        return self.filter(status=SubscriberStatus.ACTIVE)

    def in_status(self, *statuses: SubscriberStatus) -> SubscriberQuerySet:
        return self.filter(status__in=statuses)


class Subscriber(models.Model):
    """One address. `email` is kept as `normal_address` writes it, and is unique so."""

    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(
        _("language"),
        max_length=8,
        choices=SubscriberLanguage.choices,
        default=SubscriberLanguage.ARABIC,
    )
    status = models.CharField(
        _("status"),
        max_length=16,
        choices=SubscriberStatus.choices,
        default=SubscriberStatus.PENDING,
        db_index=True,
    )
    status_reason = models.CharField(
        _("reason"), max_length=16, choices=StatusReason.choices, default=StatusReason.ASKED
    )
    status_at = models.DateTimeField(_("since"), default=timezone.now)
    audience = models.CharField(
        _("segment"), max_length=16, choices=Audience.choices, default=Audience.INDIVIDUAL
    )
    abroad = models.BooleanField(_("lives outside the country"), default=False)
    entity = models.ForeignKey(
        "cms.Entity", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("entity"),
    )  # fmt: skip
    #: How the letter greets them, and of the media whom to call.
    name = models.CharField(_("name"), max_length=120, blank=True)
    outlet = models.CharField(_("media organisation"), max_length=160, blank=True)
    created_at = models.DateTimeField(_("on the list since"), default=timezone.now, db_index=True)
    #: When the owner of the address last said yes; empty for those taken over from elsewhere.
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering: ClassVar = ["pk"]
        permissions: ClassVar = [
            ("export_subscriber", _("May take the list of subscribers out as a file")),
            ("import_subscriber", _("May import a list of subscribers")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.email = normal_address(self.email)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments

    def become(self, status: SubscriberStatus, reason: StatusReason, now: datetime) -> None:
        """Sets the status with its reason and time; saves nothing."""
        self.status, self.status_reason, self.status_at = status, reason, now
