"""Pages that are part of a stream: each knows what came before, after, and what is near."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.utils import timezone
from wagtail.admin.panels import FieldPanel

from cms import catalogue
from cms.models import BodyPage, ContentPage

if TYPE_CHECKING:
    from django.http import HttpRequest

RELATED = 3


class DatedPage(BodyPage):
    """An article, column, news item, story or guide."""

    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *ContentPage.title_panels,
        FieldPanel("body"),
        *ContentPage.filing_panels,
    ]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        catalogue.fetch_related(self)
        context["teaser"] = catalogue.teaser_of(cast("ContentPage", self))
        context["contents"] = self.contents
        context["authors"] = [row.person for row in self.page_authors.all()]
        context["related"] = catalogue.related(self, RELATED, now)
        context["previous"], context["next"] = catalogue.neighbours(self, now)
        return context
