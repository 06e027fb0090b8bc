"""The front page and the standing pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail_localize.fields import SynchronizedField

from cms import catalogue
from cms.catalogue import Question
from cms.models import BodyPage, ContentPage, Topic
from cms.teaser import Kind

if TYPE_CHECKING:
    from django.http import HttpRequest


class HomePage(ContentPage):
    """The front page: this month's column, what is new, a story, the toolkit, the letter."""

    template = "cms/home_page.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    content_panels: ClassVar = [*ContentPage.title_panels]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()

        def newest(count: int, *kinds: Kind) -> tuple[Question, int]:
            return Question(self.language, kinds=kinds), count

        columns, stories, articles, news, guides, issues = catalogue.latest_of_each(
            [
                newest(1, Kind.COLUMN),
                newest(1, Kind.STORY),
                newest(6, Kind.ARTICLE),
                newest(4, Kind.NEWS),
                newest(4, Kind.RESOURCE),
                newest(1, Kind.ISSUE),
            ],
            now,
        )
        context["column"] = next(iter(columns), None)
        context["story"] = next(iter(stories), None)
        context["latest"] = articles
        context["news"] = news
        context["guides"] = guides
        context["issue"] = next(iter(issues), None)
        # A topic of which nothing is published here yet would lead to an empty list.
        filed = ContentPage.objects.public_live(now).filter(locale=self.locale)
        topics = Topic.objects.filter(page_topics__page__in=filed).distinct()
        context["topics"] = [topic.link() for topic in topics]
        return context


class StandardPage(BodyPage):
    """A standing page: about, contact, privacy, accessibility."""

    kind = Kind.STANDARD
    template = "cms/standard_page.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["cms.StandardPage"]
    localize_default_translation_mode = "synced"
    override_translatable_fields: ClassVar = [
        *BodyPage.override_translatable_fields,
        SynchronizedField("show_in_menus"),
    ]

    class Meta:
        verbose_name = _("standard page")
