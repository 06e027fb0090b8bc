"""The toolkit's resources: guides, policies, charters, templates, legal texts, lessons (T1)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail_localize.fields import SynchronizedField

from cms.listings import ChoiceFacet
from cms.models import ContentPage
from cms.pages import DatedPage, ListingPage
from cms.teaser import Kind


class ResourceKind(models.TextChoices):
    GUIDE = "guide", _("Guide")
    POLICY = "policy", _("Policy")
    CHARTER = "charter", _("Charter")
    TEMPLATE = "template", _("Template")
    LEGAL = "legal", _("Legal document")
    LESSON = "lesson", _("Lesson learned")


class ParticipationStage(models.TextChoices):
    """The steps of running a participation (plan, chapter 7.1)."""

    PREPARE = "prepare", _("Prepare")
    PLAN = "plan", _("Plan")
    CONDUCT = "conduct", _("Conduct")
    ANALYSE = "analyse", _("Analyse")
    ANNOUNCE = "announce", _("Announce")
    EVALUATE = "evaluate", _("Evaluate")


class ToolkitPage(ListingPage):
    template = "cms/section_page.html"
    lists = (Kind.RESOURCE,)
    feed = "toolkit"
    filters = ("topic", "entity")
    subpage_types: ClassVar[list[str]] = ["toolkit.ResourcePage"]

    class Meta:
        verbose_name = _("toolkit")

    def choice_facets(self) -> tuple[ChoiceFacet, ...]:
        kinds = tuple((value, str(label)) for value, label in ResourceKind.choices)
        stages = tuple((value, str(label)) for value, label in ParticipationStage.choices)
        return (
            ChoiceFacet("kind", str(_("Kind")), "resourcepage__resource_kind", kinds),
            ChoiceFacet("stage", str(_("Stage")), "resourcepage__stage", stages),
        )


class ResourcePage(DatedPage):
    """One resource; evergreen, so its translation follows the source text."""

    kind = Kind.RESOURCE
    sub_kind_field = "resource_kind"
    version_field = "version"
    template = "toolkit/resource_page.html"
    localize_default_translation_mode = "synced"

    resource_kind = models.CharField(
        _("kind"), max_length=16, choices=ResourceKind.choices, default=ResourceKind.GUIDE
    )
    stage = models.CharField(
        _("stage of participation"), max_length=16, choices=ParticipationStage.choices, blank=True
    )
    version = models.CharField(_("version"), max_length=16, default="1.0")
    reviewed_on = models.DateField(_("last reviewed"), null=True, blank=True)
    next_review_on = models.DateField(_("next review"), null=True, blank=True)

    parent_page_types: ClassVar[list[str]] = ["toolkit.ToolkitPage"]
    content_panels: ClassVar = [
        *ContentPage.title_panels,
        FieldRowPanel([FieldPanel("resource_kind"), FieldPanel("stage"), FieldPanel("version")]),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("next_review_on")])],
            heading=_("Review"),
        ),
        *ContentPage.filing_panels,
    ]
    override_translatable_fields: ClassVar = [
        *DatedPage.override_translatable_fields,
        SynchronizedField("version", overridable=False),
        SynchronizedField("reviewed_on", overridable=False),
        SynchronizedField("next_review_on", overridable=False),
    ]

    api_fields: ClassVar = [
        *DatedPage.api_fields,
        APIField("resource_kind"),
        APIField("stage"),
        APIField("version"),
        APIField("reviewed_on"),
        APIField("next_review_on"),
    ]

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")

    @property
    def kind_label(self) -> str:
        return str(ResourceKind(self.resource_kind).label)

    @property
    def stage_label(self) -> str:
        return str(ParticipationStage(self.stage).label) if self.stage else ""
