"""Those who write: officials and experts, each presented in their field (B1)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField
from wagtail.admin.panels import FieldPanel

from cms.teaser import TeaserLink


class Person(models.Model):
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = I18nCharField(_("name"))
    role = I18nCharField(_("role"))
    bio = I18nTextField(_("about"), blank=True)
    expertise = I18nTextField(
        _("fields of expertise"), blank=True, help_text=_("One field in each line.")
    )
    portrait = models.ForeignKey(
        "cms.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("portrait"),
    )  # fmt: skip
    entity = models.ForeignKey(
        "cms.Entity", models.PROTECT, null=True, blank=True, related_name="people",
        verbose_name=_("entity"),
    )  # fmt: skip
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("role"),
        FieldPanel("entity"),
        FieldPanel("portrait"),
        FieldPanel("bio"),
        FieldPanel("expertise"),
        FieldPanel("order"),
    ]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering: ClassVar = ["order", "slug"]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def url(self) -> str:
        return reverse("person", args=[self.slug])

    @property
    def summary(self) -> str:
        return str(self.role)

    @property
    def expertise_list(self) -> list[str]:
        return [line.strip() for line in str(self.expertise).splitlines() if line.strip()]

    def link(self) -> TeaserLink:
        """The person as a link in the active language."""
        return TeaserLink(title=str(self.name), url=self.url, slug=self.slug)
