"""Pages in two languages name each other, and only where the other one is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from cms.listings import PER_PAGE
from newsletter.tokens import token_for
from tests.cms.machines.head import HeadRead
from tests.factories import blog as posts
from tests.factories import newsletter

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House


def test_every_page_is_its_own_canonical_address(heads: dict[str, HeadRead]) -> None:
    for url, head in heads.items():
        assert head.canonical == settings.PUBLIC_URL + url
        assert head.meta("og:url") == head.canonical


def test_alternates_are_absolute_and_name_each_other(heads: dict[str, HeadRead]) -> None:
    by_address = {head.canonical: head for head in heads.values()}
    for url, head in heads.items():
        told = head.alternates
        assert told[head.language] == head.canonical, url
        assert told.get("x-default") == told.get("ar"), url
        for address in told.values():
            assert by_address[address].alternates == told, url


def test_a_further_page_has_an_alternate_only_where_the_other_list_is_as_long(
    heads: dict[str, HeadRead],
) -> None:
    second = heads["/blog/page/2/"]
    assert second.canonical.endswith("/blog/page/2/")
    assert set(second.alternates) == {"ar", "x-default"}
    assert set(heads["/blog/"].alternates) == {"ar", "en", "x-default"}
    assert set(heads["/en/blog/"].alternates) == {"ar", "en", "x-default"}
    person = next(url for url in heads if url.startswith("/people/") and "/page/2/" in url)
    assert set(heads[person].alternates) == {"ar", "x-default"}


def test_the_switch_of_a_further_page_leads_to_the_other_list_all_the_same(
    site: House, client: Client
) -> None:
    for _number in range(PER_PAGE + 1):
        posts.article_page("ar")
    answer = client.get("/blog/page/2/")
    leads = {row["code"]: row["url"] for row in answer.context["chrome"].languages}
    assert leads["en"] == "/en/blog/"
    assert set(HeadRead(answer).alternates) == {"ar", "x-default"}


def test_locales_say_the_language_and_its_others(heads: dict[str, HeadRead]) -> None:
    own, other = {"ar": "ar_AE", "en": "en_GB"}, {"ar": "en_GB", "en": "ar_AE"}
    for url, head in heads.items():
        assert head.meta("og:locale") == own[head.language], url
        has_other = len(set(head.alternates) - {"x-default"}) > 1
        assert head.metas("og:locale:alternate") == ([other[head.language]] if has_other else [])


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_what_is_no_page_is_kept_from_search_engines(
    prefix: str, site: House, client: Client
) -> None:
    token = token_for(newsletter.subscriber().pk)
    for path in (
        "/no-such-page/",
        f"/subscription/{token}/",
        f"/subscription/{token}/unsubscribe/",
    ):
        head = HeadRead(client.get(prefix + path))
        assert set(head.metas("robots")) == {"noindex"}, path
        assert head.canonical == "", path
        assert head.graph == [], path


def test_what_is_a_page_is_open_to_them(heads: dict[str, HeadRead]) -> None:
    closed = [url for url, head in heads.items() if "noindex" in head.meta("robots")]
    assert [url for url in closed if "/search/" not in url] == []
