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

from .menu import MENU_ITEMS, MenuPanel
from .networks import Network


@register_setting(icon="site")
class SiteIdentity(BaseSiteSetting, ClusterableModel):
    name = I18nCharField(_("name of the site"), blank=True)
    tagline = I18nCharField(_("tagline"), blank=True)
    logo = models.ForeignKey(
        "cms.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("logo"),
        help_text=_("Stands before the name in the header. Empty: the star of the house."),
    )  # fmt: skip
    emblem = models.ForeignKey(
        "cms.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("emblem"),
        help_text=_(
            "Stands at the end of the header: the emblem or the logo of the government, "
            "if you have the right to show it."
        ),
    )  # fmt: skip

    select_related: ClassVar = ["logo", "emblem"]

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("tagline"),
        FieldPanel("logo"),
        FieldPanel("emblem"),
        MenuPanel(
            "menu_items",
            label=_("Item"),
            heading=_("Main menu"),
            max_num=MENU_ITEMS,
            help_text=_("Without any item, the menu shows the sections marked “Show in menus”."),
        ),
        InlinePanel(
            "footer_items",
            label=_("Link"),
            heading=_("Footer"),
            help_text=_("Without any link, the footer shows all standing pages."),
        ),
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
