"""Public pages that are not in the page tree: people, entities, topics, feeds, robots."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms import pictures
from cms.addresses import absolute, feed_links
from cms.catalogue import DATED_KINDS, Question
from cms.chrome import home_url
from cms.feeds import SECTIONS
from cms.listings import ListAddress, ListOptions, NoSuchList, has_any, listing_of
from cms.models import Entity, Person, Topic
from cms.pages.listing import numbered
from cms.pictures import Purpose
from cms.place import in_every_language, set_place
from cms.reader_map import groups_of_the_map
from cms.sitemaps import entries
from cms.teaser import Kind

if TYPE_CHECKING:
    from django.db.models import QuerySet

ARCHIVE_KINDS = (*DATED_KINDS, Kind.RESOURCE)
PLAIN_LIST = ListOptions(filters=())


def _place(request: HttpRequest, name: str, *args: str) -> None:
    """These pages exist in every language of the site."""
    set_place(request, in_every_language(name, *args))


def _place_of_archive(
    request: HttpRequest, first_pages: dict[str, str], question: Question, address: ListAddress
) -> None:
    """A further page is the same only where the other language's list is as long."""
    now = timezone.now()
    there = {
        code: url + address.path
        for code, url in first_pages.items()
        if address.page == 1
        or code == question.language
        or has_any(replace(question, language=code), address, now, PLAIN_LIST)
    }
    set_place(request, there, first_pages)


def _breadcrumbs(*rows: tuple[str, str]) -> list[dict[str, str]]:
    home = home_url(get_language() or settings.LANGUAGE_CODE)
    return [{"title": _("Home"), "url": home}] + [
        {"title": title, "url": url} for title, url in rows
    ]


def _index(request: HttpRequest, name: str, rows: QuerySet[Any], title: str) -> HttpResponse:
    _place(request, name)
    return render(
        request,
        f"cms/{name}.html",
        {
            "items": list(rows),
            "title": title,
            "summary": "",
            "breadcrumbs": _breadcrumbs(),
        },
    )


def people(request: HttpRequest) -> HttpResponse:
    rows = Person.objects.select_related("portrait", "entity")
    portraits = pictures.prefetch("portrait", Purpose.PORTRAIT)
    return _index(request, "people", rows.prefetch_related(portraits), _("People"))


def entities(request: HttpRequest) -> HttpResponse:
    rows = Entity.objects.select_related("logo")
    logos = pictures.prefetch("logo", Purpose.LOGO)
    return _index(request, "entities", rows.prefetch_related(logos), _("Entities"))


def topics(request: HttpRequest) -> HttpResponse:
    return _index(request, "topics", Topic.objects.all(), _("Topics"))


def _archive(
    request: HttpRequest,
    name: str,
    thing: Person | Entity | Topic,
    question: Question,
    page: int | None,
    context: dict[str, Any],
    index: tuple[str, str],
) -> HttpResponse:
    address = numbered(ListAddress(), page)
    try:
        listing = listing_of(thing.url, question, address, timezone.now(), PLAIN_LIST)
    except NoSuchList as error:
        raise Http404(str(error)) from error
    # Not before: a page that is missing has no address in any language.
    _place_of_archive(request, in_every_language(name, thing.slug), question, address)
    feed = "author" if name == "person" else name
    return render(
        request,
        f"cms/{name}.html",
        {
            **context,
            "title": str(thing.name),
            "summary": thing.summary,
            "listing": listing,
            "feeds": feed_links(feed, thing.slug, title=str(thing.name)),
            "breadcrumbs": _breadcrumbs((index[0], reverse(index[1]))),
        },
    )


def person(request: HttpRequest, slug: str, page: int | None = None) -> HttpResponse:
    thing = get_object_or_404(Person.objects.select_related("portrait", "entity"), slug=slug)
    question = Question(_language(), kinds=ARCHIVE_KINDS, author=thing)
    index = (_("People"), "people")
    return _archive(request, "person", thing, question, page, {"person": thing}, index)


def entity(request: HttpRequest, slug: str, page: int | None = None) -> HttpResponse:
    thing = get_object_or_404(Entity.objects.select_related("logo"), slug=slug)
    question = Question(_language(), kinds=ARCHIVE_KINDS, entity=thing)
    index = (_("Entities"), "entities")
    return _archive(request, "entity", thing, question, page, {"entity": thing}, index)


def topic(request: HttpRequest, slug: str, page: int | None = None) -> HttpResponse:
    thing = get_object_or_404(Topic, slug=slug)
    question = Question(_language(), kinds=ARCHIVE_KINDS, topic=thing)
    index = (_("Topics"), "topics")
    return _archive(request, "topic", thing, question, page, {"topic": thing}, index)


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def feeds(request: HttpRequest) -> HttpResponse:
    """Every feed of the site, for people."""
    _place(request, "feeds")
    groups = [
        {
            "title": _("Sections"),
            "feeds": [
                {"title": str(section.title), "links": feed_links(name, title=str(section.title))}
                for name, section in SECTIONS.items()
            ],
        }
    ]
    for title, name, model in (
        (_("Topics"), "topic", Topic),
        (_("Entities"), "entity", Entity),
        (_("People"), "author", Person),
    ):
        rows = [
            {"title": str(row.name), "links": feed_links(name, row.slug, title=str(row.name))}
            for row in model._default_manager.all()
        ]
        groups.append({"title": title, "feeds": rows})
    return render(
        request,
        "cms/feeds.html",
        {"groups": groups, "title": _("Feeds"), "breadcrumbs": _breadcrumbs()},
    )


def site_map(request: HttpRequest) -> HttpResponse:
    """The site on one page, for people; the one for machines is `sitemap`."""
    _place(request, "site_map")
    return render(
        request,
        "cms/site_map.html",
        {
            "groups": groups_of_the_map(_language(), timezone.now()),
            "title": _("Site map"),
            "breadcrumbs": _breadcrumbs(),
        },
    )


def sitemap(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "sitemap.xml",
        {"entries": entries(timezone.now())},
        content_type="application/xml; charset=utf-8",
    )


def robots(request: HttpRequest) -> HttpResponse:
    closed = "Disallow: /admin/\nDisallow: /preview/\n"
    text = f"User-agent: *\n{closed}Sitemap: {absolute('/sitemap.xml')}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
