"""Articles, the director-general's column, and news."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultipleChooserPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from blog.column.landing import landing
from cms.dates import month_name
from cms.listings import ChoiceFacet, ListAddress
from cms.models import ContentPage
from cms.pages import DatedPage, ListingPage
from cms.teaser import Kind

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.template.response import TemplateResponse

AUTHORS_PANEL = MultipleChooserPanel(
    "page_authors", chooser_field_name="person", label=_("Authors")
)


class BlogIndexPage(ListingPage):
    template = "cms/section_page.html"
    lists = (Kind.ARTICLE,)
    feed = "blog"
    subpage_types: ClassVar[list[str]] = ["blog.ArticlePage"]

    class Meta:
        verbose_name = _("blog")


class ArticlePage(DatedPage):
    """An article by a named official or expert (B1)."""

    kind = Kind.ARTICLE
    template = "blog/article_page.html"
    parent_page_types: ClassVar[list[str]] = ["blog.BlogIndexPage"]
    content_panels: ClassVar = [
        *ContentPage.title_panels,
        AUTHORS_PANEL,
        FieldPanel("body"),
        *ContentPage.filing_panels,
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")


class ColumnIndexPage(ListingPage):
    template = "cms/section_page.html"
    lists = (Kind.COLUMN,)
    feed = "column"
    filters = ("month",)
    subpage_types: ClassVar[list[str]] = ["blog.ColumnPage"]

    def answer(self, request: HttpRequest, address: ListAddress) -> TemplateResponse:
        """The first page is the director-general's own; the others are lists as anywhere."""
        answer = super().answer(request, address)
        if address == ListAddress():
            answer.template_name = "blog/column_index_page.html"
            now = timezone.now()
            context = answer.context_data or {}
            answer.context_data = context | landing(
                self.question, ColumnPage.objects.get_queryset(), now
            )
        return answer

    class Meta:
        verbose_name = _("director-general’s columns")


def first_day_of_this_month() -> object:
    return timezone.localdate().replace(day=1)


class ColumnPage(DatedPage):
    """The director-general's column of one month (B2): one a month in each language."""

    kind = Kind.COLUMN
    template = "blog/column_page.html"

    month = models.DateField(
        _("month"),
        default=first_day_of_this_month,
        help_text=_("Any day of the month; there is one column a month."),
    )
    statements = StreamField(
        [("statement", blocks.TextBlock(label=_("statement"), rows=2, max_length=280))],
        blank=True,
        max_num=7,
        verbose_name=_("key statements"),
        help_text=_("Sentences that the media may quote as they stand."),
    )

    parent_page_types: ClassVar[list[str]] = ["blog.ColumnIndexPage"]
    content_panels: ClassVar = [
        *ContentPage.title_panels,
        FieldPanel("month"),
        AUTHORS_PANEL,
        FieldPanel("statements"),
        FieldPanel("body"),
        *ContentPage.filing_panels,
    ]
    override_translatable_fields: ClassVar = [
        *DatedPage.override_translatable_fields,
        SynchronizedField("month", overridable=False),
    ]

    api_fields: ClassVar = [
        *DatedPage.api_fields,
        APIField("month"),
        APIField("statements_list"),
    ]

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")

    @property
    def statements_list(self) -> list[str]:
        # A new column has some that are still to be written.
        return [str(child.value) for child in self.statements if str(child.value).strip()]

    def key_statements(self) -> list[str]:
        return self.statements_list

    def clean(self) -> None:
        super().clean()
        if self.month is None:
            return
        self.month = self.month.replace(day=1)
        others = ColumnPage.objects.filter(month=self.month, alias_of__isnull=True)
        if self.locale_id:
            others = others.filter(locale_id=self.locale_id)
        if self.pk:
            others = others.exclude(pk=self.pk)
        other = others.first()
        if other is not None:
            raise ValidationError(
                {
                    "month": _(
                        "%(month)s already has a column: “%(title)s”. Open that one, or choose "
                        "another month."
                    )
                    % {
                        "month": month_name(self.month, get_language() or "ar"),
                        "title": other.title,
                    }
                }
            )


class NewsKind(models.TextChoices):
    SERVICE = "service", _("New service")
    APP = "app", _("New app")
    ACHIEVEMENT = "achievement", _("Achievement")
    TREND = "trend", _("Trend")


class NewsIndexPage(ListingPage):
    template = "cms/section_page.html"
    lists = (Kind.NEWS,)
    feed = "news"
    subpage_types: ClassVar[list[str]] = ["blog.NewsPage"]

    class Meta:
        verbose_name = _("news section")

    def choice_facets(self) -> tuple[ChoiceFacet, ...]:
        choices = tuple((value, str(label)) for value, label in NewsKind.choices)
        return (ChoiceFacet("kind", str(_("Kind")), "newspage__news_kind", choices),)


class NewsPage(DatedPage):
    """Short news: a new service or app, an achievement, a trend (N2)."""

    kind = Kind.NEWS
    sub_kind_field = "news_kind"
    template = "blog/news_page.html"

    news_kind = models.CharField(
        _("kind"), max_length=16, choices=NewsKind.choices, default=NewsKind.SERVICE
    )

    parent_page_types: ClassVar[list[str]] = ["blog.NewsIndexPage"]
    content_panels: ClassVar = [
        *ContentPage.title_panels,
        FieldPanel("news_kind"),
        FieldPanel("body"),
        *ContentPage.filing_panels,
    ]

    api_fields: ClassVar = [*DatedPage.api_fields, APIField("news_kind")]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")

    @property
    def kind_label(self) -> str:
        return str(NewsKind(self.news_kind).label)
