"""Feeds keep the rules of RSS 2.0 and of Atom (RFC 4287), and tell the whole text."""

from __future__ import annotations

import calendar
import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import feedparser
import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import translation
from lxml import etree

from blog.models import ArticlePage
from cms.feeds import FEED_LENGTH, SECTIONS
from tests import reading
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import newsletter
from tests.factories import toolkit as guides
from tests.house import LANGUAGES

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from tests.house import House

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
# RSS 2.0 asks for RFC 822 dates, with a four-digit year preferred.
RFC_822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} "
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} ([+-]\d{4}|GMT)"
)
RSS_CHANNEL = {
    "title", "link", "description", "language", "copyright", "managingEditor", "webMaster",
    "pubDate", "lastBuildDate", "category", "generator", "docs", "cloud", "ttl", "image",
    "rating", "textInput", "skipHours", "skipDays", "item",
}  # fmt: skip
RSS_ITEM = {
    "title", "link", "description", "author", "category", "comments", "enclosure", "guid",
    "pubDate", "source",
}  # fmt: skip
RELAX_NG = Path(__file__).parent.parent / "data" / "atom.rng"

BODY = made.body(
    ("heading", {"text": "A heading of the text", "level": "h2"}),
    ("paragraph", '<p>The last words of the text, <a href="/en/blog/">linked</a>.</p>'),
)

in_both_languages = pytest.mark.parametrize("language", LANGUAGES)
both_formats = pytest.mark.parametrize("file", ["rss.xml", "atom.xml"])


@pytest.fixture
def filled(site: House) -> dict[str, Any]:
    """Something in every feed of both languages, with awkward signs, pictures and full text."""
    person = made.person(name={"ar": "خبيرة & <مستشارة>", "en": "Expert & <adviser>"})
    entity, topic = made.entity(), made.topic(name={"ar": "س & ص", "en": "Q & A <b>"})
    filed = {"authors": [person], "entity": entity, "topics": [topic], "body": BODY}
    for language in LANGUAGES:
        for make in (posts.article_page, posts.column_page, posts.news_page, posts.story_page,
                     guides.resource_page):  # fmt: skip
            make(
                language, title='«أسئلة» & "answers" < 5 \u200f', summary="خلاصة & summary <i>",
                image=made.picture(), **filed,
            )  # fmt: skip
        newsletter.issue_page(language, summary="Summary")
    return {"author": person, "entity": entity, "topic": topic}


def feed_urls(filled: dict[str, Any]) -> list[str]:
    names = [*SECTIONS, *(f"{name}/{thing.slug}" for name, thing in filled.items())]
    return [
        f"{prefix}/feeds/{name}/{file}"
        for prefix in ("", "/en")
        for name in names
        for file in ("rss.xml", "atom.xml")
    ]


def get(client: Client, url: str) -> HttpResponse:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer  # type: ignore[return-value]  # the test client's own kind of response


def test_every_feed_is_read_without_complaint(filled: dict[str, Any], client: Client) -> None:
    for url in feed_urls(filled):
        answer = get(client, url)
        etree.fromstring(answer.content)
        read = feedparser.parse(
            answer.content, response_headers={"content-type": answer["Content-Type"]}
        )
        assert read.bozo is False, (url, read.get("bozo_exception"))
        assert read.entries, url
        assert read.version == ("rss20" if url.endswith("rss.xml") else "atom10")


def test_feeds_are_served_as_what_they_are(filled: dict[str, Any], client: Client) -> None:
    rss, atom = (get(client, f"/feeds/all/{file}") for file in ("rss.xml", "atom.xml"))
    assert rss["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert atom["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert "private" not in rss["Cache-Control"]
    assert "Set-Cookie" not in rss
    assert "Cookie" not in rss.get("Vary", "")


# --- RSS 2.0 -------------------------------------------------------------------------------------


def test_rss_feeds_keep_the_rules_of_rss(filled: dict[str, Any], client: Client) -> None:
    for url in (url for url in feed_urls(filled) if url.endswith("rss.xml")):
        rss = etree.fromstring(get(client, url).content)
        assert rss.tag == "rss"
        assert rss.get("version") == "2.0"
        channels = rss.findall("channel")
        assert len(channels) == 1
        _check_channel(channels[0], url)
        guids = [_check_item(item, url) for item in channels[0].iter("item")]
        assert guids
        assert len(set(guids)) == len(guids)


def _check_channel(channel: Any, url: str) -> None:
    plain = [node.tag for node in channel if not node.tag.startswith("{")]
    assert set(plain) <= RSS_CHANNEL
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        assert plain.count(name) == 1, (url, name)
        assert channel.findtext(name), (url, name)
    assert channel.findtext("language") == ("en" if url.startswith("/en/") else "ar")
    assert RFC_822.fullmatch(channel.findtext("lastBuildDate"))
    assert channel.findtext("link").startswith(settings.PUBLIC_URL)
    assert channel.findtext("link").endswith("/"), "not a page of the site"
    own = [node for node in channel.findall(f"{ATOM}link") if node.get("rel") == "self"]
    assert [node.get("href") for node in own] == [settings.PUBLIC_URL + url]


def _check_item(item: Any, url: str) -> str:
    plain = [node.tag for node in item if not node.tag.startswith("{")]
    assert set(plain) <= RSS_ITEM
    for name in ("title", "link", "description", "guid", "pubDate"):
        assert plain.count(name) == 1, (url, name)
    assert item.findtext("title")
    assert RFC_822.fullmatch(item.findtext("pubDate"))
    assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo is not None
    # `author` of RSS is an e-mail address; names stand in Dublin Core.
    assert "author" not in plain
    guid = item.find("guid")
    assert guid.get("isPermaLink", "true") == "true"
    assert guid.text == item.findtext("link")
    assert urlsplit(guid.text).scheme in {"http", "https"}
    for enclosure in item.findall("enclosure"):
        assert set(enclosure.attrib) == {"url", "length", "type"}
    return str(guid.text)


# --- Atom ----------------------------------------------------------------------------------------


def test_atom_feeds_are_valid_by_the_grammar_of_rfc_4287(
    filled: dict[str, Any], client: Client
) -> None:
    grammar = etree.RelaxNG(etree.parse(RELAX_NG))
    for url in (url for url in feed_urls(filled) if url.endswith("atom.xml")):
        feed = etree.fromstring(get(client, url).content)
        grammar.validate(feed)
        assert not grammar.error_log, (url, str(grammar.error_log))


def test_the_grammar_refuses_what_is_no_atom(filled: dict[str, Any], client: Client) -> None:
    grammar = etree.RelaxNG(etree.parse(RELAX_NG))
    feed = etree.fromstring(get(client, "/feeds/all/atom.xml").content)
    feed.remove(feed.find(f"{ATOM}updated"))
    assert not grammar.validate(feed)


def test_atom_feeds_keep_the_rules_the_grammar_cannot_say(
    filled: dict[str, Any], client: Client
) -> None:
    """RFC 4287, 4.1.1, 4.1.2, 4.2.6 and 3.3."""
    for url in (url for url in feed_urls(filled) if url.endswith("atom.xml")):
        feed = etree.fromstring(get(client, url).content)
        links = feed.findall(f"{ATOM}link")
        own = [link.get("href") for link in links if link.get("rel") == "self"]
        assert own == [settings.PUBLIC_URL + url]
        assert _alternates_are_unique(links)
        has_author = feed.find(f"{ATOM}author") is not None
        ids = [feed.findtext(f"{ATOM}id")]
        for entry in feed.iter(f"{ATOM}entry"):
            assert has_author or entry.find(f"{ATOM}author") is not None
            links = entry.findall(f"{ATOM}link")
            assert _alternates_are_unique(links)
            assert any(link.get("rel", "alternate") == "alternate" for link in links)
            for name in ("updated", "published"):
                moment = datetime.fromisoformat(entry.findtext(f"{ATOM}{name}"))
                assert moment.tzinfo is not None
            ids.append(entry.findtext(f"{ATOM}id"))
        assert all(re.match("[a-z][a-z0-9+.-]*:", one) for one in ids), "an id is an IRI"
        assert len(set(ids)) == len(ids)
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == (
            "en" if url.startswith("/en/") else "ar"
        )


def _alternates_are_unique(links: list[Any]) -> bool:
    """4.1.1: at most one alternate of the same type and language."""
    alternates = [
        (link.get("type"), link.get("hreflang"))
        for link in links
        if link.get("rel", "alternate") == "alternate"
    ]
    return len(set(alternates)) == len(alternates)


# --- what is told --------------------------------------------------------------------------------


@both_formats
def test_a_feed_tells_the_whole_text(file: str, filled: dict[str, Any], client: Client) -> None:
    read = feedparser.parse(get(client, f"/en/feeds/blog/{file}").content)
    text = read.entries[0].content[0].value
    assert "A heading of the text" in text
    assert "The last words of the text" in text


@both_formats
def test_a_feed_tells_title_summary_authors_and_topics_as_written(
    file: str, filled: dict[str, Any], client: Client
) -> None:
    entry = feedparser.parse(get(client, f"/en/feeds/blog/{file}").content).entries[0]
    assert entry.title.strip("\u200f ") == '«أسئلة» & "answers" < 5'
    assert "خلاصة & summary" in entry.summary
    assert [author.name for author in entry.authors] == ["Expert & <adviser>"]
    assert [tag.label or tag.term for tag in entry.tags] == ["Q & A <b>"]


@both_formats
def test_every_address_in_a_feed_is_absolute(
    file: str, filled: dict[str, Any], client: Client
) -> None:
    for language in ("", "/en"):
        root = etree.fromstring(get(client, f"{language}/feeds/all/{file}").content)
        found = []
        for node in root.iter():
            found += [node.get(name) for name in ("href", "url", "src", "scheme") if node.get(name)]
            if node.tag in {"link", "guid", "comments", f"{ATOM}id", f"{ATOM}uri"} and node.text:
                found.append(node.text)
            if node.tag in {CONTENT, f"{ATOM}content"}:
                found += re.findall(r'(?:href|src|srcset)="([^"]*)"', node.text or "")
        assert found
        for address in found:
            assert address.startswith(settings.PUBLIC_URL + "/"), address


@both_formats
def test_enclosures_lead_to_pictures_of_the_length_they_tell(
    file: str, filled: dict[str, Any], client: Client
) -> None:
    read = feedparser.parse(get(client, f"/en/feeds/all/{file}").content)
    enclosures = [one for entry in read.entries for one in entry.enclosures]
    assert len(enclosures) == 5
    for enclosure in enclosures:
        answer = client.get(reading.path(enclosure.href))
        data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file
        assert answer["Content-Type"] == enclosure.type
        assert len(data) == int(enclosure.length) > 0


@in_both_languages
def test_a_feed_holds_the_newest_of_its_language_first(
    language: str, site: House, client: Client
) -> None:
    for index in range(FEED_LENGTH + 3):
        posts.news_page(language, title=f"{index:03}")
        posts.news_page("ar" if language == "en" else "en", title="other")
    with translation.override(language):
        prefix = "/en" if language == "en" else ""
        read = feedparser.parse(get(client, f"{prefix}/feeds/news/rss.xml").content)
    titles = [entry.title for entry in read.entries]
    assert titles == [f"{index:03}" for index in range(FEED_LENGTH + 2, 2, -1)]


def test_a_feed_of_a_topic_an_entity_and_an_author_holds_only_theirs(
    filled: dict[str, Any], client: Client
) -> None:
    posts.article_page("en", title="of others", topics=[made.topic()], entity=made.entity())
    for name, thing in filled.items():
        read = feedparser.parse(get(client, f"/en/feeds/{name}/{thing.slug}/rss.xml").content)
        assert len(read.entries) == 5
        assert "of others" not in [entry.title for entry in read.entries]


def test_an_empty_feed_is_a_feed(site: House, client: Client) -> None:
    grammar = etree.RelaxNG(etree.parse(RELAX_NG))
    feed = etree.fromstring(get(client, "/en/feeds/blog/atom.xml").content)
    assert grammar.validate(feed), str(grammar.error_log)
    rss = etree.fromstring(get(client, "/en/feeds/blog/rss.xml").content)
    assert RFC_822.fullmatch(rss.findtext("channel/lastBuildDate"))


@pytest.mark.parametrize(
    "path",
    ["none/rss.xml", "blog/feed.xml", "topic/none/rss.xml", "topic/rss.xml", "x/y/z/rss.xml"],
)
def test_a_feed_that_does_not_exist_is_not_found(path: str, site: House, client: Client) -> None:
    assert client.get(f"/feeds/{path}").status_code == 404


def test_a_forged_host_reaches_no_link(filled: dict[str, Any], client: Client) -> None:
    with override_settings(ALLOWED_HOSTS=["*"]):
        answer = client.get("/en/feeds/all/rss.xml", headers={"host": "evil.example"})
    assert b"evil.example" not in answer.content


# --- conditional requests ------------------------------------------------------------------------


@both_formats
def test_an_unchanged_feed_is_not_sent_again(
    file: str, filled: dict[str, Any], client: Client
) -> None:
    url = f"/en/feeds/all/{file}"
    first = get(client, url)
    assert get(client, url).content == first.content
    by_tag = client.get(url, headers={"if-none-match": first["ETag"]})
    by_date = client.get(url, headers={"if-modified-since": first["Last-Modified"]})
    for answer in (by_tag, by_date):
        assert answer.status_code == 304
        assert answer.content == b""
        assert answer["ETag"] == first["ETag"]


def test_a_changed_feed_is_sent_again(filled: dict[str, Any], client: Client) -> None:
    url = "/en/feeds/blog/rss.xml"
    first = get(client, url)
    page = ArticlePage.objects.filter(locale__language_code="en").get()
    page.summary = "Another summary"
    page.save()
    again = client.get(url, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]


def test_a_correction_of_an_old_page_reaches_readers_who_ask_by_date(
    filled: dict[str, Any], client: Client, now: datetime
) -> None:
    """A text corrected after publication has a later date than what readers have seen."""
    url = "/en/feeds/blog/rss.xml"
    first = get(client, url)
    page = ArticlePage.objects.filter(locale__language_code="en").get()
    page.summary = "Corrected"
    page.save_revision().publish()
    again = client.get(url, headers={"if-modified-since": first["Last-Modified"]})
    assert again.status_code == 200


def test_the_date_of_a_feed_is_that_of_what_is_newest(site: House, client: Client) -> None:
    page = posts.article_page("en")
    page.refresh_from_db()
    read = feedparser.parse(get(client, "/en/feeds/blog/atom.xml").content)
    stamp = calendar.timegm(read.feed.updated_parsed)
    assert abs(stamp - page.published_at.timestamp()) <= timedelta(seconds=1).total_seconds()


# --- the way to feeds ----------------------------------------------------------------------------


def test_pages_announce_feeds_that_answer(filled: dict[str, Any], client: Client) -> None:
    pages = ["/", "/blog/", "/stories/", "/newsletter/", "/toolkit/"]
    pages += [thing.url for thing in filled.values()]
    pages += ["/feeds/"]
    for prefix in ("", "/en"):
        for url in pages:
            answer = client.get(prefix + url)
            assert answer.status_code == 200, prefix + url
            announced = [
                link for link in reading.head_links(answer, "alternate")
                if link.get("type", "").endswith("+xml")
            ]  # fmt: skip
            assert {link["type"] for link in announced} == {
                "application/rss+xml", "application/atom+xml",
            }, url  # fmt: skip
            for link in announced:
                assert link["title"]
                assert link["href"].startswith(f"{prefix}/feeds/")
                assert get(client, link["href"])["Content-Type"].startswith(link["type"])


def test_a_section_announces_its_own_feed(filled: dict[str, Any], client: Client) -> None:
    answer = client.get("/en/blog/")
    hrefs = {link["href"] for link in reading.head_links(answer, "alternate")}
    assert {"/en/feeds/blog/rss.xml", "/en/feeds/blog/atom.xml"} <= hrefs


def test_the_page_of_feeds_leads_to_every_feed(filled: dict[str, Any], client: Client) -> None:
    for prefix in ("", "/en"):
        found = set(reading.hrefs(client.get(f"{prefix}/feeds/")))
        wanted = {url for url in feed_urls(filled) if url.startswith(f"{prefix}/feeds/")}
        assert wanted <= found
