"""An invitation of the editors, and one row for each entity that it went to."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.contributions.states import KIND_CHOICES, UNSENT, ContributionState
from cms.languages import language_name


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def running(self) -> InvitationQuerySet:
        return self.filter(cancelled_at=None)

    def with_progress(self) -> InvitationQuerySet:
        """Adds `invited`, `sent`, `published` and `unsent` (nothing came yet)."""
        rows = "contributions"
        # Counts make Django forget the order of the model.
        return self.order_by("-created_at", "-pk").annotate(
            invited=Count(rows),
            sent=Count(rows, Q(contributions__submitted_at__isnull=False)),
            published=Count(rows, Q(contributions__published_at__isnull=False)),
            unsent=Count(rows, Q(contributions__state__in=UNSENT)),
        )


class Invitation(models.Model):
    """A call for contributions. The deadline is the end of its day in the site's zone."""

    kind = models.CharField(_("kind"), max_length=16, choices=KIND_CHOICES)
    subject = models.CharField(_("subject"), max_length=160)
    guidance = models.TextField(_("guidance"), blank=True, max_length=4000)
    deadline = models.DateField(_("deadline"))
    #: When the deadline was set; reminders whose day was over by then are not sent.
    deadline_set_at = models.DateTimeField()
    #: Codes of languages; the first is that of the draft.
    languages = models.JSONField(_("languages"), default=list)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+",
        verbose_name=_("invited by"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("created at"))
    cancelled_at = models.DateTimeField(null=True)
    #: Of the form it came from, so that sending the form twice invites once.
    token = models.UUIDField(default=uuid4, unique=True, editable=False)

    objects: ClassVar[models.Manager[Invitation]] = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering: ClassVar = ["-created_at", "-pk"]
        default_permissions = ("add", "change", "view")

    def __str__(self) -> str:
        return self.subject

    @property
    def ends_at(self) -> datetime:
        """The first moment after the deadline's day, in the site's zone."""
        following = self.deadline + timedelta(days=1)
        return datetime.combine(following, time.min, timezone.get_default_timezone())

    @property
    def last_moment(self) -> datetime:
        """For people, who read midnight as the day that begins."""
        return self.ends_at - timedelta(seconds=1)

    @property
    def language(self) -> str:
        """The code of the language in which the draft is written."""
        return str(self.languages[0])

    @property
    def language_names(self) -> list[str]:
        """The languages by their own names, the draft's first."""
        return [language_name(code) for code in self.languages]

    def is_over(self, now: datetime) -> bool:
        return now >= self.ends_at


class Contribution(models.Model):
    """What one entity was asked for and what became of it."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="contributions")
    entity = models.ForeignKey(
        "cms.Entity", models.PROTECT, related_name="contributions", verbose_name=_("entity")
    )
    state = models.CharField(
        _("state"), max_length=20, choices=ContributionState.choices,
        default=ContributionState.INVITED, db_index=True,
    )  # fmt: skip
    #: The draft and later the published page; gone when someone deletes it.
    page = models.OneToOneField(
        "cms.ContentPage", models.SET_NULL, null=True, related_name="contribution"
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    #: The last words about it: what should change, why it was declined or refused.
    reason = models.TextField(_("reason"), blank=True)
    invited_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    changes_requested_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering: ClassVar = ["entity__order", "entity__slug", "pk"]
        default_permissions = ("change", "view")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("invitation", "entity"), name="an_entity_once_an_invitation"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ContributionState.values), name="a_known_contribution_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id}/{self.entity_id}"

    @property
    def since(self) -> datetime:
        """When it came into its state."""
        moment: datetime | None = getattr(self, f"{self.state}_at")
        return moment or self.invited_at
