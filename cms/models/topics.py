"""What a page is about."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField
from wagtail.admin.panels import FieldPanel

from cms.teaser import TeaserLink


class Topic(models.Model):
    """One row for all languages: filters and feeds need no look-up by language."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = I18nCharField(_("name"))
    description = I18nTextField(_("description"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("description"),
        FieldPanel("order"),
    ]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering: ClassVar = ["order", "slug"]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def url(self) -> str:
        return reverse("topic", args=[self.slug])

    @property
    def summary(self) -> str:
        return str(self.description)

    def link(self) -> TeaserLink:
        """The topic as a link in the active language."""
        return TeaserLink(title=str(self.name), url=self.url, slug=self.slug)
