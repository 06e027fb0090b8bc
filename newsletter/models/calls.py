"""The month's call to entities for items, and what they sent in (N4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from cms.models import CustomImage

#: So long after the deadline an entity sees by its link what was used.
READABLE_FOR: Final = timedelta(days=400)
#: What an entity writes of an item, as fields of the row and of the form.
ITEM_FIELDS: Final = (
    "title_ar",
    "text_ar",
    "picture_alt_ar",
    "title_en",
    "text_en",
    "picture_alt_en",
    "link",
)
#: The languages in which those fields are.
ITEM_LANGUAGES: Final = ("ar", "en")


@dataclass(frozen=True, slots=True)
class ItemWords:
    """An item in one language, as the house left it."""

    language: str
    title: str
    text: str
    picture_alt: str


class EntityContact(models.Model):
    """Whom an entity has for the letter. They need no account."""

    entity = models.ForeignKey(
        "cms.Entity", models.CASCADE, related_name="+", verbose_name=_("entity")
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    #: In which the call is written: a code of the site's languages.
    language = models.CharField(_("language"), max_length=16, default="ar")
    is_active = models.BooleanField(_("is asked each month"), default=True)

    class Meta:
        verbose_name = _("contact of an entity")
        verbose_name_plural = _("contacts of entities")
        ordering: ClassVar = ["entity__order", "entity__slug", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("entity", "email"), name="a_contact_once_an_entity")
        ]

    def __str__(self) -> str:
        return self.name


class ItemCall(models.Model):
    """One month's call. The deadline is the end of its day in the site's zone."""

    month = models.DateField(_("month"), unique=True)
    deadline = models.DateField(_("deadline"))
    guidance = models.TextField(_("guidance"), blank=True, max_length=4000)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    #: Empty while the deadline is the first one; who was asked before learned of it then.
    deadline_set_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("call for items")
        verbose_name_plural = _("calls for items")
        ordering: ClassVar = ["-month"]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def ends_at(self) -> datetime:
        """The first moment after the deadline's day, in the site's zone."""
        following = self.deadline + timedelta(days=1)
        return datetime.combine(following, time.min, timezone.get_default_timezone())

    @property
    def last_moment(self) -> datetime:
        """For people, who read midnight as the day that begins."""
        return self.ends_at - timedelta(seconds=1)

    def is_over(self, now: datetime) -> bool:
        return self.closed_at is not None or now >= self.ends_at

    def is_readable(self, now: datetime) -> bool:
        """Whether its links still show what was sent."""
        return now < self.ends_at + READABLE_FOR


class CallRecipient(models.Model):
    """A contact whom a call went to; their link is signed over this row's number."""

    call = models.ForeignKey(ItemCall, models.CASCADE, related_name="recipients")
    contact = models.ForeignKey(EntityContact, models.CASCADE, related_name="calls")
    asked_at = models.DateTimeField()
    #: Days before the deadline of the reminders that were sent.
    reminded = models.JSONField(default=list)

    class Meta:
        verbose_name = _("recipient of a call")
        verbose_name_plural = _("recipients of calls")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("call", "contact"), name="a_contact_once_a_call")
        ]

    def __str__(self) -> str:
        return f"{self.call_id}/{self.contact_id}"


class ItemState(models.TextChoices):
    RECEIVED = "received", _("Received")
    ACCEPTED = "accepted", _("Accepted")
    MERGED = "merged", _("Merged with another item")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn by the entity")


class EntityItem(models.Model):
    """What an entity sent for the letter: in one language or in both."""

    call = models.ForeignKey(ItemCall, models.PROTECT, related_name="items")
    entity = models.ForeignKey(
        "cms.Entity", models.PROTECT, related_name="+", verbose_name=_("entity")
    )
    #: Who sent it; empty once the contact is gone.
    contact = models.ForeignKey(EntityContact, models.SET_NULL, null=True, related_name="items")
    #: Of the form it came from and its words, so that sending them twice adds it once.
    token = models.UUIDField(unique=True, editable=False)
    title_ar = models.CharField(_("title in Arabic"), max_length=160, blank=True)
    text_ar = models.TextField(_("text in Arabic"), max_length=2000, blank=True)
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    text_en = models.TextField(_("text in English"), max_length=2000, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    #: In the library of pictures, in the entity's collection; not public before it is used.
    picture = models.ForeignKey(
        "cms.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("picture"),
    )  # fmt: skip
    picture_alt_ar = models.CharField(
        _("what the picture shows, in Arabic"), max_length=300, blank=True
    )
    picture_alt_en = models.CharField(
        _("what the picture shows, in English"), max_length=300, blank=True
    )
    state = models.CharField(
        _("state"), max_length=16, choices=ItemState.choices, default=ItemState.RECEIVED,
        db_index=True,
    )  # fmt: skip
    #: Why it was declined, in words for the entity.
    reason = models.TextField(_("reason"), blank=True, max_length=1000)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged"
    )
    #: Field → the house's words, where it changed the entity's, which stay as they were sent.
    edited = models.JSONField(default=dict)
    #: Counts changes by anyone, so that nobody decides on words they have not seen.
    version = models.PositiveIntegerField(default=1)
    #: Language → number of the news page that was drafted from it.
    pages = models.JSONField(default=dict)
    #: When the entity was told that an issue holds it.
    told_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent"))
    changed_at = models.DateTimeField(_("changed"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("item of an entity")
        verbose_name_plural = _("items of entities")
        ordering: ClassVar = ["sent_at", "pk"]

    def __str__(self) -> str:
        return self.title_ar or self.title_en

    def word(self, name: str) -> str:
        """One of ITEM_FIELDS in the house's words where there are any, else in the entity's."""
        return str(self.edited.get(name, getattr(self, name)))

    @property
    def shown_link(self) -> str:
        return self.word("link")

    @property
    def words(self) -> list[ItemWords]:
        """The item in each language that has a title and a text."""
        found = [
            ItemWords(
                code,
                self.word(f"title_{code}"),
                self.word(f"text_{code}"),
                self.word(f"picture_alt_{code}"),
            )
            for code in ITEM_LANGUAGES
        ]
        return [words for words in found if words.title and words.text]

    @property
    def languages(self) -> list[str]:
        return [words.language for words in self.words]

    @property
    def shown_picture(self) -> CustomImage | None:
        """For the house alone: its own, else that of what another entity's item brought along."""
        if self.picture is not None:
            return self.picture
        lent = self.merged.exclude(picture=None).select_related("picture").first()
        return lent.picture if lent is not None else None

    @property
    def is_edited(self) -> bool:
        return any(value != getattr(self, name) for name, value in self.edited.items())
