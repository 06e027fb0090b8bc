"""What someone asked for who gave an address, until its owner confirms it (double opt-in, N8).

Nothing of it holds before: whoever knows an address could otherwise change another's
subscription, or take up one that its owner has left.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Final

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from .consents import ConsentWording
from .subscribers import Audience, Subscriber, SubscriberLanguage

if TYPE_CHECKING:
    from datetime import datetime

#: How long the link in the mail of confirmation is good for.
LINK_LIFE: Final = timedelta(days=3)


class SignUpQuerySet(models.QuerySet["SignUp"]):
    def open(self, now: datetime) -> SignUpQuerySet:
        """Those whose link still confirms something at `now`."""
        mailed = Coalesce("mail_at", "asked_at")
        return self.alias(mailed=mailed).filter(
            confirmed_at__isnull=True, mailed__gt=now - LINK_LIFE
        )


class SignUp(models.Model):
    """One mail of confirmation, and what its link confirms."""

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="sign_ups")
    #: The mailbox behind the address, hashed: "a+1@" and "a+2@" end in one.
    mailbox = models.CharField(max_length=64, db_index=True, editable=False)
    language = models.CharField(_("language"), max_length=8, choices=SubscriberLanguage.choices)
    #: Empty where the form did not ask for it.
    audience = models.CharField(_("segment"), max_length=16, choices=Audience.choices)
    abroad = models.BooleanField(_("lives outside the country"), default=False)
    entity = models.ForeignKey(
        "cms.Entity", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("entity"),
    )  # fmt: skip
    #: The words they agreed to; what they consent to when they confirm.
    wording = models.ForeignKey(
        ConsentWording, models.PROTECT, null=True, related_name="+", verbose_name=_("wording")
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    outlet = models.CharField(_("media organisation"), max_length=160, blank=True)
    asked_at = models.DateTimeField(_("asked"))
    #: When its mail may go; later than asked where many ask at once, none where none may be sent.
    mail_at = models.DateTimeField(null=True, editable=False, db_index=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering: ClassVar = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def is_open(self, now: datetime) -> bool:
        return self.confirmed_at is None and now < (self.mail_at or self.asked_at) + LINK_LIFE
