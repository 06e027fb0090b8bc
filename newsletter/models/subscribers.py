"""Who receives the letter, and in which language (N1)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubscriberLanguage(models.TextChoices):
    ARABIC = "ar", _("Arabic")
    ENGLISH = "en", _("English")
    BOTH = "both", _("Arabic and English")


class SubscriberStatus(models.TextChoices):
    PENDING = "pending", _("Waiting for confirmation")
    ACTIVE = "active", _("Active")
    UNSUBSCRIBED = "unsubscribed", _("Unsubscribed")


class Audience(models.TextChoices):
    """The segments of the mailing list (N3)."""

    GOVERNMENT = "government", _("Government entity")
    PARTNER = "partner", _("Private-sector partner")
    UNIVERSITY = "university", _("University")
    INDIVIDUAL = "individual", _("Individual")
    MEDIA = "media", _("Media")
    ABROAD = "abroad", _("Outside the country")


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def active(self) -> SubscriberQuerySet:
        return self.filter(status=SubscriberStatus.ACTIVE)


class Subscriber(models.Model):
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
    )
    audience = models.CharField(
        _("segment"), max_length=16, choices=Audience.choices, default=Audience.INDIVIDUAL
    )
    #: Of the media: whom to call, and for whom they write.
    name = models.CharField(_("name"), max_length=120, blank=True)
    outlet = models.CharField(_("media organisation"), max_length=160, blank=True)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    #: When the owner of the address last said yes; empty for those taken over from elsewhere.
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments
