"""Pages that list others: the blog, the columns, the news, the stories, the toolkit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from wagtail.contrib.routable_page.models import path

from cms.addresses import feed_links
from cms.catalogue import Question
from cms.listings import (
    ChoiceFacet,
    ListAddress,
    ListOptions,
    NoSuchList,
    addresses_of,
    has_any,
    listing_of,
)
from cms.models.pages import ContentPage, RoutableContentPage
from cms.place import place_of, set_place

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cms.teaser import Kind


class ListingPage(RoutableContentPage):
    """Lists the published pages of its kinds, with filters, months and further pages."""

    #: What is listed, and the name of its feed.
    lists: ClassVar[tuple[Kind, ...]] = ()
    feed: ClassVar[str] = ""
    filters: ClassVar[tuple[str, ...]] = ("topic", "entity", "month")

    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    content_panels: ClassVar = [*ContentPage.title_panels]
    settings_panels: ClassVar = ContentPage.settings_panels

    class Meta:
        abstract = True

    def choice_facets(self) -> tuple[ChoiceFacet, ...]:
        return ()

    @property
    def options(self) -> ListOptions:
        return ListOptions(filters=self.filters, facets=self.choice_facets())

    @property
    def question(self) -> Question:
        return Question(language=self.language, kinds=self.lists)

    def answer(self, request: HttpRequest, address: ListAddress) -> TemplateResponse:
        try:
            listing = listing_of(
                self.get_url(request), self.question, address, timezone.now(), self.options
            )
        except NoSuchList as error:
            raise Http404(str(error)) from error
        context = self.get_context(request)
        section = place_of(request)
        set_place(
            request,
            self._addresses_at(section.addresses, address),
            section.nearest | section.addresses,
        )
        context |= {
            "listing": listing,
            "title": self.title,
            "summary": self.summary,
            "feeds": feed_links(self.feed, title=self.title),
        }
        return TemplateResponse(request, self.get_template(request), context)

    def _addresses_at(self, everywhere: dict[str, str], address: ListAddress) -> dict[str, str]:
        """This list in each language; a filter or further page only where it shows something."""
        if not address.path:
            return everywhere
        now = timezone.now()
        return {
            code: url + address.path
            for code, url in everywhere.items()
            if code == self.language
            or has_any(replace(self.question, language=code), address, now, self.options)
        }

    @path("")
    def first(self, request: HttpRequest) -> TemplateResponse:
        return self.answer(request, ListAddress())

    @path("page/<int:page>/")
    def further(self, request: HttpRequest, page: int) -> TemplateResponse:
        return self.answer(request, numbered(ListAddress(), page))

    @path("<int:year>/")
    @path("<int:year>/page/<int:page>/")
    def by_year(self, request: HttpRequest, year: int, page: int | None = None) -> TemplateResponse:
        return self.answer(request, numbered(_dated(year), page))

    @path("<int:year>/<int:month>/")
    @path("<int:year>/<int:month>/page/<int:page>/")
    def by_month(
        self, request: HttpRequest, year: int, month: int, page: int | None = None
    ) -> TemplateResponse:
        return self.answer(request, numbered(_dated(year, month), page))

    @path("topic/<slug:topic>/")
    @path("topic/<slug:topic>/page/<int:page>/")
    def by_topic(
        self, request: HttpRequest, topic: str, page: int | None = None
    ) -> TemplateResponse:
        return self.answer(request, numbered(ListAddress(topic=topic), page))

    @path("entity/<slug:entity>/")
    @path("entity/<slug:entity>/page/<int:page>/")
    def by_entity(
        self, request: HttpRequest, entity: str, page: int | None = None
    ) -> TemplateResponse:
        return self.answer(request, numbered(ListAddress(entity=entity), page))

    @path("by/<slug:facet>/<slug:value>/")
    @path("by/<slug:facet>/<slug:value>/page/<int:page>/")
    def by_facet(
        self, request: HttpRequest, facet: str, value: str, page: int | None = None
    ) -> TemplateResponse:
        return self.answer(request, numbered(ListAddress(facet=facet, value=value), page))

    def export_paths(self) -> list[str]:
        return addresses_of(self.question, timezone.now(), self.options)


def _dated(year: int, month: int | None = None) -> ListAddress:
    """The address of a year or month; in an address of a list, 0 means that none is asked."""
    if year == 0 or month == 0:
        raise Http404("there is no year and no month 0")
    return ListAddress(year=year, month=month or 0)


def numbered(address: ListAddress, page: int | None) -> ListAddress:
    """The address with its page; the first has no number, so that it has one address.

    Raises Http404 for page 1 and below.
    """
    if page is None:
        return address
    if page < 2:
        raise Http404("the first page has no number")
    return replace(address, page=page)
