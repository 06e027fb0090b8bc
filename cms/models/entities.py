"""Government entities: who contributes, and where their accounts are."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from cms.teaser import TeaserLink

from .networks import Network


class EntityKind(models.TextChoices):
    MINISTRY = "ministry", _("Ministry")
    AUTHORITY = "authority", _("Authority")
    CENTRE = "centre", _("Centre")
    COUNCIL = "council", _("Council")
    OTHER = "other", _("Other entity")


class Entity(ClusterableModel):
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = I18nCharField(_("name"))
    kind = models.CharField(_("kind"), max_length=16, choices=EntityKind.choices)
    description = I18nTextField(_("description"), blank=True)
    logo = models.ForeignKey(
        "cms.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("logo"),
    )  # fmt: skip
    website = models.URLField(_("website"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    #: Where its contributors keep pictures and documents; made with the entity.
    collection = models.OneToOneField(
        "wagtailcore.Collection", models.PROTECT, null=True, editable=False,
        related_name="entity",
    )  # fmt: skip

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("kind"),
        FieldPanel("description"),
        FieldPanel("logo"),
        FieldPanel("website"),
        InlinePanel("accounts", label=_("Social accounts")),
        FieldPanel("order"),
    ]

    class Meta:
        verbose_name = _("entity")
        verbose_name_plural = _("entities")
        ordering: ClassVar = ["order", "slug"]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def url(self) -> str:
        return reverse("entity", args=[self.slug])

    @property
    def kind_label(self) -> str:
        return str(EntityKind(self.kind).label)

    @property
    def summary(self) -> str:
        return self.kind_label

    @property
    def social_accounts(self) -> list[dict[str, str]]:
        return [
            {"name": account.get_network_display(), "url": account.url}
            for account in self.accounts.all()
        ]

    def link(self) -> TeaserLink:
        """The entity as a link in the active language."""
        return TeaserLink(title=str(self.name), url=self.url, slug=self.slug)


class EntityAccount(Orderable):
    entity = ParentalKey(Entity, on_delete=models.CASCADE, related_name="accounts")
    network = models.CharField(_("network"), max_length=16, choices=Network.choices)
    url = models.URLField(_("address"))

    class Meta(Orderable.Meta):
        verbose_name = _("social account")
        verbose_name_plural = _("social accounts")
