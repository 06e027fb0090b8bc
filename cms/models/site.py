"""What the site says of itself on every page."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from .networks import Network


@register_setting(icon="site")
class SiteIdentity(BaseSiteSetting, ClusterableModel):
    name = I18nCharField(_("name of the site"), blank=True)
    tagline = I18nCharField(_("tagline"), blank=True)

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("tagline"),
        InlinePanel("accounts", label=_("Social accounts")),
    ]

    class Meta:
        verbose_name = _("identity of the site")


class SiteAccount(Orderable):
    identity = ParentalKey(SiteIdentity, on_delete=models.CASCADE, related_name="accounts")
    network = models.CharField(_("network"), max_length=16, choices=Network.choices)
    url = models.URLField(_("address"))

    class Meta(Orderable.Meta):
        verbose_name = _("social account")
        verbose_name_plural = _("social accounts")
