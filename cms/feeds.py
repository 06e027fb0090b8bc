"""RSS 2.0 and Atom (RFC 4287) feeds: sections, topics, entities, authors, in each language.

Full text, the picture as enclosure, the language, and conditional GET (RFC 9110, 13.1).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from feedgen.ext.base import BaseEntryExtension
from feedgen.feed import FeedGenerator

from cms import catalogue
from cms.addresses import FEED_FORMATS, absolute
from cms.catalogue import DATED_KINDS, Question
from cms.feed_text import full_text
from cms.models import ContentPage, Entity, Person, Topic
from cms.teaser import Kind, Teaser

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FEED_LENGTH = 20
#: The date of a feed in which nothing was published yet.
BEGINNING = datetime(2017, 1, 1, tzinfo=UTC)
FORMATS = {file: (short, mime) for short, file, mime in FEED_FORMATS}


@dataclass(frozen=True, slots=True)
class Section:
    title: StrOrPromise
    kinds: tuple[Kind, ...]


SECTIONS: dict[str, Section] = {
    "all": Section(_("Everything new"), (*DATED_KINDS, Kind.RESOURCE, Kind.ISSUE)),
    "blog": Section(_("Blog"), (Kind.ARTICLE,)),
    "column": Section(_("Director-general’s column"), (Kind.COLUMN,)),
    "news": Section(_("News"), (Kind.NEWS,)),
    "stories": Section(_("Success stories"), (Kind.STORY,)),
    "toolkit": Section(_("Toolkit"), (Kind.RESOURCE,)),
    "newsletter": Section(_("Newsletter"), (Kind.ISSUE,)),
}


def feed(request: HttpRequest, name: str, file: str) -> HttpResponse:
    """One feed; 404 for an unknown section, topic, entity, author or format."""
    if file not in FORMATS:
        raise Http404(f"no feed {file}")
    language = get_language() or settings.LANGUAGE_CODE
    now = timezone.now()
    title, question, home = _asked(name, language)
    short, mime = FORMATS[file]
    teasers = catalogue.latest(question, FEED_LENGTH, now)
    newest = max((t.published_at for t in teasers if t.published_at), default=None)
    own_url = reverse("feed", args=[name, file])
    body = _write(short, title, home, own_url, language, teasers, newest)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=f"{mime}; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=300"
    changed = _changed(teasers)
    if changed:
        response["Last-Modified"] = http_date(changed)
    conditional = get_conditional_response(
        request, etag=etag, last_modified=changed, response=response
    )
    return cast("HttpResponse", conditional)


def _changed(teasers: list[Teaser]) -> int | None:
    """When what the feed holds was last published, in seconds; a correction counts too."""
    pages = ContentPage.objects.filter(pk__in=[teaser.page_id for teaser in teasers])
    moment = pages.aggregate(newest=Max("last_published_at"))["newest"]
    return int(moment.timestamp()) if moment else None


def _asked(name: str, language: str) -> tuple[str, Question, str]:
    site = str(_("Barza"))
    if name in SECTIONS:
        section = SECTIONS[name]
        title = site if name == "all" else f"{site}: {section.title}"
        home = reverse("wagtail_serve", args=[""])
        return title, Question(language, kinds=section.kinds), home
    kind, _slash, slug = name.partition("/")
    kinds = (*DATED_KINDS, Kind.RESOURCE)
    if kind == "topic" and (topic := Topic.objects.filter(slug=slug).first()):
        return f"{site}: {topic}", Question(language, kinds=kinds, topic=topic), topic.url
    if kind == "entity" and (entity := Entity.objects.filter(slug=slug).first()):
        return f"{site}: {entity}", Question(language, kinds=kinds, entity=entity), entity.url
    if kind == "author" and (person := Person.objects.filter(slug=slug).first()):
        return f"{site}: {person}", Question(language, kinds=kinds, author=person), person.url
    raise Http404(f"no feed {name}")


def _write(
    short: str,
    title: str,
    home: str,
    own_url: str,
    language: str,
    teasers: list[Teaser],
    newest: datetime | None,
) -> bytes:
    generator = FeedGenerator()
    generator.load_extension("dc", atom=False, rss=True)
    generator.id(absolute(own_url))
    generator.title(title)
    generator.link(href=absolute(own_url), rel="self", type=dict(_mimes())[short])
    # The last one is what feedgen writes as the channel's site into RSS.
    generator.link(href=absolute(home), rel="alternate", hreflang=language)
    generator.description(str(_("The publishing house of the digital government")))
    generator.language(language)
    generator.generator("Barza")
    generator.author(name=str(_("Barza")))
    # The date of what is newest, not of the request: equal content gives equal bytes.
    generator.updated(newest or BEGINNING)
    generator.lastBuildDate(newest or BEGINNING)
    texts = full_text([teaser.page_id for teaser in teasers])
    for teaser in teasers:
        _write_entry(generator, teaser, texts.get(teaser.page_id, ""))
    written = generator.rss_str if short == "RSS" else generator.atom_str
    return cast("bytes", written(pretty=True))


def _mimes() -> list[tuple[str, str]]:
    return [(short, mime) for short, _file, mime in FEED_FORMATS]


def _write_entry(generator: FeedGenerator, teaser: Teaser, text: str) -> None:
    entry = generator.add_entry(order="append")
    url = absolute(teaser.url)
    entry.id(url)
    entry.guid(url, permalink=True)
    entry.title(teaser.title)
    entry.link(href=url, rel="alternate", hreflang=teaser.language)
    entry.published(teaser.published_at)
    entry.updated(teaser.published_at)
    if teaser.summary:
        entry.summary(teaser.summary)
    if text:
        entry.content(text, type="html")
    for author in teaser.authors:
        entry.author(name=author.title, uri=absolute(author.url), email="")
    if teaser.authors:
        # RSS's own author is an e-mail address; Dublin Core's is a name.
        entry.dc.dc_creator([author.title for author in teaser.authors])
    for topic in teaser.topics:
        entry.category(term=topic.title, label=topic.title, scheme=absolute(topic.url))
    if teaser.image and (length := _size(teaser.image.src)):
        entry.enclosure(absolute(teaser.image.src), str(length), "image/webp")
    entry.register_extension("links", AtomLinks, atom=True, rss=False)
    entry.links.told = entry.link()


class AtomLinks(BaseEntryExtension):
    """Gives an entry's links their attributes.

    feedgen 1.0 writes `href` alone, because its loop overwrites the link it was told.
    """

    def __init__(self) -> None:
        self.told: list[dict[str, str]] = []

    def extend_atom(self, entry: Any) -> Any:
        written = entry.findall("link")  # namespaces are written at the end
        for element, link in zip(written, self.told, strict=True):
            for name in ("rel", "type", "hreflang", "title", "length"):
                if link.get(name):
                    element.set(name, link[name])
        return entry


def _size(url: str) -> int:
    """Bytes of a picture of ours (RSS asks for them); 0 when its file is missing."""
    name = unquote(url.removeprefix(settings.MEDIA_URL))
    try:
        return default_storage.size(name)
    except OSError:
        return 0
