"""Where the main menu and the footer lead, as editors set it in the identity of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField
from modelcluster.fields import ParentalKey
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable

if TYPE_CHECKING:
    from i18nfield.strings import LazyI18nString

#: The design rules of the government's sites allow seven items at most.
MENU_ITEMS = 7


def text_in(text: LazyI18nString | None, language: str) -> str:
    """The text in this very language, without falling back on another; empty if it has none."""
    data = getattr(text, "data", text) or ""
    return str(data.get(language) or "") if isinstance(data, dict) else str(data)


def lacking(text: LazyI18nString | None) -> str:
    """Names of the site's languages that the text is not written in, for a message."""
    names = [name for code, name in settings.LANGUAGES if not text_in(text, code).strip()]
    return " · ".join(names)


class SiteLink(Orderable):
    """Leads to a page, in the reader's language, or to an address elsewhere."""

    page = models.ForeignKey(
        "cms.ContentPage", models.CASCADE, null=True, blank=True, related_name="+",
        verbose_name=_("page"),
        help_text=_("Readers of the other language are led to its translation; without one "
                    "that is public, the item is left out there."),
    )  # fmt: skip
    url = models.URLField(_("or an address elsewhere"), blank=True)
    label = I18nCharField(
        _("label"), blank=True, help_text=_("Empty: the title of the page, in each language.")
    )

    panels: ClassVar = [
        PageChooserPanel("page", "cms.ContentPage"),
        FieldPanel("url"),
        FieldPanel("label"),
    ]

    class Meta(Orderable.Meta):
        abstract = True

    def clean(self) -> None:
        super().clean()
        if bool(self.page_id) == bool(self.url):
            raise ValidationError({"url": _("Choose a page or write an address: one of the two.")})
        missing = lacking(self.label) if self.url else ""
        if missing:
            raise ValidationError(
                {
                    "label": _("An address has no title of its own: write its label in %(names)s.")
                    % {"names": missing}
                }
            )


class MenuItem(SiteLink):
    identity = ParentalKey("cms.SiteIdentity", on_delete=models.CASCADE, related_name="menu_items")

    class Meta(SiteLink.Meta):
        verbose_name = _("item of the main menu")
        verbose_name_plural = _("items of the main menu")


class FooterGroup(models.TextChoices):
    ABOUT = "about", _("About the site")
    HELP = "help", _("Help")


class FooterItem(SiteLink):
    identity = ParentalKey(
        "cms.SiteIdentity", on_delete=models.CASCADE, related_name="footer_items"
    )
    group = models.CharField(
        _("group"), max_length=16, choices=FooterGroup.choices, default=FooterGroup.ABOUT
    )

    panels: ClassVar = [FieldPanel("group"), *SiteLink.panels]

    class Meta(SiteLink.Meta):
        verbose_name = _("link of the footer")
        verbose_name_plural = _("links of the footer")


class MenuFormSet(BaseChildFormSet):
    default_error_messages: ClassVar = {
        **BaseChildFormSet.default_error_messages,
        "too_many_forms": _(
            "The main menu has at most seven items, as the design rules of the government’s "
            "sites ask. Remove some, or put them into the footer."
        ),
    }


class MenuPanel(InlinePanel):
    """Takes seven rows at most, and says why."""

    def get_form_options(self) -> dict[str, dict[str, dict[str, object]]]:
        options: dict[str, dict[str, dict[str, object]]] = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = MenuFormSet
        return options
