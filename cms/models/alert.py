"""The notice that stands at the top of every page for a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from .menu import lacking

if TYPE_CHECKING:
    from datetime import datetime


class AlertLevel(models.TextChoices):
    INFO = "info", _("Notice")
    WARNING = "warning", _("Warning")
    ERROR = "error", _("Something does not work")


@register_setting(icon="warning", order=110)
class AlertBanner(BaseSiteSetting):
    """Shown from `since` (in) to `until` (out), both moments of the site's zone in the editor."""

    text = I18nTextField(
        _("text"),
        blank=True,
        help_text=_("One or two sentences. Empty: no banner."),
    )
    level = models.CharField(
        _("level"), max_length=16, choices=AlertLevel.choices, default=AlertLevel.INFO
    )
    page = models.ForeignKey(
        "cms.ContentPage", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("page that says more"),
    )  # fmt: skip
    url = models.URLField(_("or an address elsewhere"), blank=True)
    link_label = I18nCharField(
        _("text of the link"), blank=True, help_text=_("Empty: “Read more”.")
    )
    since = models.DateTimeField(
        _("shown from"), null=True, blank=True, help_text=_("Empty: at once.")
    )
    until = models.DateTimeField(
        _("shown until"), null=True, blank=True, help_text=_("Empty: until you remove it.")
    )

    panels: ClassVar = [
        FieldPanel("text"),
        FieldPanel("level"),
        FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
        MultiFieldPanel(
            [
                PageChooserPanel("page", "cms.ContentPage"),
                FieldPanel("url"),
                FieldPanel("link_label"),
            ],
            heading=_("Link"),
        ),
    ]

    class Meta:
        verbose_name = _("alert banner")

    def clean(self) -> None:
        super().clean()
        missing = lacking(self.text) if self.text else ""
        if missing:
            message = _("A notice is for all readers: write it in %(names)s too.")
            raise ValidationError({"text": message % {"names": missing}})
        if self.since and self.until and self.until <= self.since:
            raise ValidationError({"until": _("The banner would end before it begins.")})
        if self.page_id and self.url:
            raise ValidationError({"url": _("Choose a page or write an address, not both.")})

    def is_in_force(self, now: datetime) -> bool:
        """Whether readers see it at `now` (aware)."""
        begun = self.since is None or self.since <= now
        over = self.until is not None and self.until <= now
        return bool(self.text) and begun and not over
