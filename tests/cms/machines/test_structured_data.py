"""The structured data keeps to the vocabulary, and names nothing but what is public."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cms.machines.structured_data import graph, script_text
from tests.cms.machines.head import HeadRead
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import newsletter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from tests.house import House

#: Properties by type that we use, each checked against schema.org 29 (with what is inherited).
WORK = frozenset(
    [
        "url",
        "description",
        "inLanguage",
        "image",
        "datePublished",
        "dateModified",
        "publisher",
        "isPartOf",
        "name",
        "translationOfWork",
        "workTranslation",
        "mainEntityOfPage",
        "mainEntity",
        "about",
    ]
)
ARTICLE = WORK | frozenset(
    ["headline", "articleSection", "author", "timeRequired", "keywords", "mentions"]
)
ORGANISATION = frozenset(["name", "description", "url", "logo", "sameAs", "mainEntityOfPage"])
VOCABULARY: dict[str, frozenset[str]] = {
    "GovernmentOrganization": ORGANISATION,
    "ImageObject": frozenset({"url", "width", "height"}),
    "WebSite": WORK | {"potentialAction"},
    "SearchAction": frozenset({"target", "query-input"}),
    "EntryPoint": frozenset({"urlTemplate"}),
    "BreadcrumbList": frozenset({"itemListElement"}),
    "ItemList": frozenset({"itemListElement", "numberOfItems"}),
    "ListItem": frozenset({"position", "name", "item", "url"}),
    "BlogPosting": ARTICLE,
    "NewsArticle": ARTICLE,
    "Article": ARTICLE,
    "PublicationIssue": WORK,
    "Periodical": WORK,
    "WebPage": WORK,
    "CollectionPage": WORK,
    "ProfilePage": WORK,
    "CreativeWork": WORK,
    "Person": frozenset(
        [
            "name",
            "url",
            "jobTitle",
            "affiliation",
            "description",
            "image",
            "knowsAbout",
            "mainEntityOfPage",
        ]
    ),
    "Thing": frozenset({"name", "url", "description"}),
}
ADDRESSES = frozenset(
    ["@id", "url", "item", "urlTemplate", "image", "logo", "mainEntityOfPage", "sameAs"]
)


def stored(thing: Any) -> Any:
    """As read again: its names are in the active language."""
    return type(thing)._default_manager.get(pk=thing.pk)


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """The dictionary and all within it."""
    if isinstance(value, dict):
        yield value
        for row in value.values():
            yield from nodes(row)
    elif isinstance(value, list):
        for row in value:
            yield from nodes(row)


def test_every_page_keeps_to_the_vocabulary(heads: dict[str, HeadRead]) -> None:
    for url, head in heads.items():
        for node in nodes(head.graph):
            if set(node) == {"@id"}:
                continue
            allowed = VOCABULARY[node["@type"]] | {"@type", "@id"}
            assert set(node) <= allowed, (url, set(node) - allowed)


def test_every_address_is_absolute_and_every_reference_is_there(
    heads: dict[str, HeadRead],
) -> None:
    for url, head in heads.items():
        described = {n["@id"] for n in nodes(head.graph) if "@id" in n and len(n) > 1}
        for node in nodes(head.graph):
            if set(node) == {"@id"}:
                assert node["@id"] in described, (url, node)
            for name in ADDRESSES & set(node):
                found = node[name] if isinstance(node[name], list) else [node[name]]
                for address in (row for row in found if isinstance(row, str)):
                    assert urlsplit(address).scheme in {"http", "https"}, (url, address)


def test_every_page_but_the_home_pages_says_the_way_to_it(heads: dict[str, HeadRead]) -> None:
    for url, head in heads.items():
        if url in {"/", "/en/"}:
            continue
        steps = head.node("BreadcrumbList")["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1)), url
        assert steps[0]["item"] == settings.PUBLIC_URL + ("/en/" if head.language == "en" else "/")
        assert steps[-1]["item"] == head.canonical, url
        assert steps[0]["name"] == ("Home" if head.language == "en" else "الرئيسة"), url


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_article_says_who_wrote_it_when_and_on_what(
    language: str, site: House, client: Client
) -> None:
    entity, topic = (stored(thing) for thing in (made.entity(), made.topic()))
    person = stored(made.person(entity=entity))
    page = posts.article_page(
        language, authors=[person], topics=[topic], entity=entity, image=made.picture()
    )
    other = posts.article_page("en" if language == "ar" else "ar", of=page)
    head = HeadRead(client.get(page.get_url()))
    node = head.node("BlogPosting")
    assert node["headline"] == page.title
    assert node["inLanguage"] == language
    assert datetime.fromisoformat(node["datePublished"]) == page.published_at.replace(microsecond=0)
    assert datetime.fromisoformat(node["datePublished"]).utcoffset() == timedelta(hours=4)
    (author,) = node["author"]
    with translation.override(language):
        names = [str(thing) for thing in (person, entity, topic)]
    assert (author["@type"], author["name"]) == ("Person", names[0])
    assert author["affiliation"]["name"] == names[1]
    assert node["keywords"] == names[2:]
    assert len(node["image"]) == 2
    assert node["image"][0] == head.meta("og:image")
    told = node["workTranslation"][0] if language == "ar" else node["translationOfWork"]
    assert told["url"] == settings.PUBLIC_URL + other.get_url()
    assert head.meta("og:type") == "article"
    assert head.meta("article:published_time") == node["datePublished"]
    assert head.metas("article:author") == [author["url"]]
    assert head.metas("article:tag") == node["keywords"]


def test_each_kind_of_page_is_called_what_it_is(site: House, client: Client) -> None:
    person, entity = stored(made.person()), made.entity(website="https://entity.example/")
    issue = newsletter.issue_page("ar")
    for url, kind in (
        (posts.news_page("ar").get_url(), "NewsArticle"),
        (posts.column_page("ar").get_url(), "BlogPosting"),
        (posts.story_page("ar", entity=entity).get_url(), "Article"),
        (issue.get_url(), "PublicationIssue"),
        (made.standard_page("ar").get_url(), "WebPage"),
        ("/blog/", "CollectionPage"),
        (person.url, "ProfilePage"),
        (entity.url, "ProfilePage"),
    ):
        assert HeadRead(client.get(url)).node(kind)["url"] == settings.PUBLIC_URL + url
    shown = HeadRead(client.get(entity.url)).node("ProfilePage")["mainEntity"]
    assert (shown["@type"], shown["url"]) == ("GovernmentOrganization", "https://entity.example/")
    shown = HeadRead(client.get(person.url)).node("ProfilePage")["mainEntity"]
    assert (shown["@type"], shown["name"]) == ("Person", str(person))
    website = HeadRead(client.get("/en/")).node("WebSite")
    template = website["potentialAction"]["target"]["urlTemplate"]
    assert template == f"{settings.PUBLIC_URL}/en/search/?q={{search_term_string}}"


def test_a_role_that_is_but_the_name_is_no_job_title(site: House, client: Client) -> None:
    person = stored(made.person(name={"ar": "فريق التحرير"}, role={"ar": "فريق التحرير"}))
    page = posts.article_page("ar", authors=[person])
    assert "jobTitle" not in HeadRead(client.get(person.url)).node("ProfilePage")["mainEntity"]
    (author,) = HeadRead(client.get(page.get_url())).node("BlogPosting")["author"]
    assert "jobTitle" not in author


def test_a_profile_names_the_picture_that_it_shows(site: House, client: Client) -> None:
    person = made.person(portrait=made.picture((400, 400)))
    entity = made.entity(logo=made.picture((400, 400)))
    for thing, name in ((person, "image"), (entity, "logo")):
        answer = client.get(thing.url)
        told = HeadRead(answer).node("ProfilePage")["mainEntity"][name]
        assert f'src="{urlsplit(told).path}"' in answer.content.decode()


def test_a_translation_that_is_no_longer_public_is_not_named(site: House, client: Client) -> None:
    page = posts.article_page("ar")
    posts.article_page("en", of=page, live=False)
    assert "workTranslation" not in HeadRead(client.get(page.get_url())).node("BlogPosting")


def test_no_text_can_end_the_script() -> None:
    text = script_text(graph([{"name": "</script><!-- <script>&\u2028"}]))
    assert not set("<>&") & set(text)
    assert json.loads(text)["@graph"] == [{"name": "</script><!-- <script>&\u2028"}]


def test_the_head_costs_no_query_for_a_card(site: House, client: Client) -> None:
    def asked(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    entity, person = made.entity(), made.person()
    posts.article_page("ar", authors=[person], entity=entity)
    few = asked("/blog/")
    for _number in range(9):
        posts.article_page("ar", authors=[made.person()], topics=[made.topic()])
    assert asked("/blog/") <= few + 2  # the topics' and the further authors' own
