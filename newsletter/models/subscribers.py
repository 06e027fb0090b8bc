"""Who receives the letter, in which language (N1), and as whom (N3)."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletter.mailboxes import normal_address

from .derived import DigestOfEmail, FoldedName, folded

if TYPE_CHECKING:
    from collections.abc import Iterable
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
    STAYED = "stayed", _("Left, and took it back")
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


#: Of those who left by themselves, and may therefore take it back.
OWN_LEAVING: Final = (
    StatusReason.TOO_OFTEN,
    StatusReason.NOT_USEFUL,
    StatusReason.LANGUAGE,
    StatusReason.ANOTHER_ADDRESS,
    StatusReason.NEVER_ASKED,
    StatusReason.UNSAID,
    StatusReason.ONE_CLICK,
)

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

    def update(self, **values: Any) -> int:
        """Keeps what is derived in step. Name and outlet change together and by their words:
        TypeError otherwise, lest a name that was taken out be found by a search.
        """
        if {"name", "outlet"} & values.keys() and "folded_name" not in values:
            name, outlet = values.get("name"), values.get("outlet")
            if not isinstance(name, str) or not isinstance(outlet, str):
                raise TypeError("name and outlet are changed together, as plain texts")
            values["folded_name"] = folded(name, outlet)
        if "email" in values:
            raise TypeError("an address is changed by saving its subscriber")
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]  # as Django marks its own

    def bulk_update(
        self, objs: Iterable[Subscriber], fields: Iterable[str], batch_size: int | None = None
    ) -> int:
        rows, names = list(objs), set(fields)
        if names & {"name", "outlet"}:
            names.add("folded_name")
            for row in rows:
                row.folded_name = folded(row.name, row.outlet)
        return super().bulk_update(rows, sorted(names), batch_size)

    bulk_update.alters_data = True  # type: ignore[attr-defined]  # as Django marks its own


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
    #: What Suppression, Consent and Delivery know an address by.
    address = DigestOfEmail(max_length=64, default="", editable=False, db_index=True)
    folded_name = FoldedName(default="", editable=False)
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
        # The list of the admin, by status or not, newest change first.
        indexes: ClassVar = [
            models.Index(fields=["status", "created_at"], name="subscribers_of_a_status"),
            models.Index(fields=["status_at"], name="subscribers_by_change"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.email = normal_address(self.email)
        fields = kwargs.get("update_fields")
        if isinstance(fields, Collection):
            derived = {"email": "address", "name": "folded_name", "outlet": "folded_name"}
            follow = {derived[name] for name in derived.keys() & set(fields)}
            kwargs["update_fields"] = {*fields, *follow}
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments

    def become(self, status: SubscriberStatus, reason: StatusReason, now: datetime) -> None:
        """Sets the status with its reason and time; saves nothing."""
        self.status, self.status_reason, self.status_at = status, reason, now
