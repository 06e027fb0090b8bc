"""Success stories of entities: challenge, deed, people, result in figures, lessons (S1)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail.rich_text import expand_db_html
from wagtail_localize.fields import SynchronizedField

from cms import catalogue
from cms.listings import ChoiceFacet
from cms.models import ContentPage
from cms.page_form import ContentPageForm
from cms.pages import DatedPage, ListingPage
from cms.pages.dated import RELATED
from cms.teaser import Kind
from cms.text import plain

if TYPE_CHECKING:
    from django.http import HttpRequest

FEATURES = ["bold", "italic", "link", "ol", "ul"]


class Stage(models.TextChoices):
    """The three stages of e-participation after the United Nations' model (plan, chapter 7)."""

    INFORMATION = "information", _("Information")
    CONSULTATION = "consultation", _("Consultation")
    DECISION = "decision", _("Decision-making")


class StoryIndexPage(ListingPage):
    template = "cms/section_page.html"
    lists = (Kind.STORY,)
    feed = "stories"
    subpage_types: ClassVar[list[str]] = ["blog.StoryPage"]

    class Meta:
        verbose_name = _("success stories section")

    def choice_facets(self) -> tuple[ChoiceFacet, ...]:
        choices = tuple((value, str(label)) for value, label in Stage.choices)
        return (ChoiceFacet("stage", str(_("Stage")), "storypage__stage", choices),)


class StoryForm(ContentPageForm):
    """Asks for the entity; as with all required fields, a draft may still lack it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "entity" in self.fields:
            self.fields["entity"].required = True
            self.fields["entity"].error_messages["required"] = _(
                "A success story tells of one entity: choose it."
            )


class StoryPage(DatedPage):
    kind = Kind.STORY
    base_form_class = StoryForm
    template = "blog/story_page.html"

    stage = models.CharField(
        _("stage"), max_length=16, choices=Stage.choices, default=Stage.CONSULTATION
    )
    challenge = RichTextField(_("the challenge"), blank=True, features=FEATURES)
    action = RichTextField(_("what was done"), blank=True, features=FEATURES)
    participants = RichTextField(_("who took part"), blank=True, features=FEATURES)
    lessons = RichTextField(_("lessons learned"), blank=True, features=FEATURES)

    parent_page_types: ClassVar[list[str]] = ["blog.StoryIndexPage"]
    content_panels: ClassVar = [
        *ContentPage.title_panels,
        FieldPanel("stage"),
        FieldPanel("challenge"),
        FieldPanel("action"),
        FieldPanel("participants"),
        InlinePanel("results", label=_("Result"), heading=_("Results in figures")),
        FieldPanel("lessons"),
        FieldPanel("body"),
        InlinePanel("related_links", label=_("Related page"), heading=_("Related pages")),
        *ContentPage.filing_panels,
    ]
    override_translatable_fields: ClassVar = [
        *DatedPage.override_translatable_fields,
        SynchronizedField("stage", overridable=False),
    ]

    api_fields: ClassVar = [
        *DatedPage.api_fields,
        APIField("stage"),
        APIField("challenge"),
        APIField("action"),
        APIField("participants"),
        APIField("lessons"),
        APIField("results"),
    ]

    class Meta:
        verbose_name = _("success story")
        verbose_name_plural = _("success stories")

    @property
    def stage_label(self) -> str:
        return str(Stage(self.stage).label)

    def body_text(self) -> str:
        parts = [self.challenge, self.action, self.participants, self.lessons]
        return plain(" ".join([*parts, super().body_text()]))

    @property
    def contents(self) -> list[dict[str, str]]:
        """The parts that the story has, its results and lessons among the body's headings."""
        told = [
            {"text": title, "anchor": anchor, "level": "h2"}
            for anchor, title, text in (
                ("challenge", _now("The challenge"), self.challenge),
                ("action", _now("What was done"), self.action),
                ("participants", _now("Who took part"), self.participants),
                ("results", _now("Results in figures"), self.results.exists()),
            )
            if text
        ]
        lessons = {"text": _now("Lessons learned"), "anchor": "lessons", "level": "h2"}
        return [*told, *super().contents, *([lessons] if self.lessons else [])]

    def full_html(self) -> str:
        parts = [
            (_now("The challenge"), self.challenge),
            (_now("What was done"), self.action),
            (_now("Who took part"), self.participants),
            (_now("Lessons learned"), self.lessons),
        ]
        told = [f"<h2>{title}</h2>{expand_db_html(text)}" for title, text in parts if text]
        return "".join([*told, super().full_html()])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["results"] = [row.comparison() for row in self.results.all()]
        chosen = [row.target.localized.pk for row in self.related_links.all()]
        linked = catalogue.teasers_of_ids(chosen, timezone.now())
        others = [teaser for teaser in context["related"] if teaser.page_id not in chosen]
        # What the editor chose comes first.
        context["related"] = [*linked, *others][: max(RELATED, len(linked))]
        return context


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure before and after; shares are percentages of the larger of the two, for bars."""

    label: str
    unit: str
    before: Decimal
    after: Decimal
    before_share: int
    after_share: int
    change_text: str


class StoryResult(TranslatableMixin, Orderable):
    page = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="results")
    label = models.CharField(_("what was measured"), max_length=160)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    before = models.DecimalField(_("before"), max_digits=12, decimal_places=2)
    after = models.DecimalField(_("after"), max_digits=12, decimal_places=2)
    lower_is_better = models.BooleanField(_("lower is better"), default=False)

    api_fields: ClassVar = [
        APIField("label"),
        APIField("unit"),
        APIField("before"),
        APIField("after"),
        APIField("lower_is_better"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("result")
        verbose_name_plural = _("results")

    def comparison(self) -> Comparison:
        before, after = Decimal(self.before), Decimal(self.after)
        largest = max(abs(before), abs(after)) or Decimal(1)
        return Comparison(
            label=self.label,
            unit=self.unit,
            before=_trimmed(before),
            after=_trimmed(after),
            before_share=round(abs(before) * 100 / largest),
            after_share=round(abs(after) * 100 / largest),
            change_text=_change(before, after),
        )


def _trimmed(number: Decimal) -> Decimal:
    """Without zeros after the point, and never in powers of ten."""
    return number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize()


def _change(before: Decimal, after: Decimal) -> str:
    if before == after:
        return _now("unchanged")
    if not before:
        return ""
    percent = f"{round(abs(after - before) * 100 / abs(before)):,}"
    if after > before:
        return _now("up by %(percent)s%%") % {"percent": percent}
    return _now("down by %(percent)s%%") % {"percent": percent}


class RelatedLink(Orderable):
    """A page of the house the story leads to; shown in the reader's language."""

    page = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="related_links")
    target = models.ForeignKey(Page, models.CASCADE, related_name="+", verbose_name=_("page"))

    panels: ClassVar = [PageChooserPanel("target")]

    class Meta(Orderable.Meta):
        verbose_name = _("related page")
