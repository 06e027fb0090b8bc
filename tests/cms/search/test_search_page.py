"""Searching, as readers do: by the page's address, in both languages."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import html5lib
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as of_hypothesis
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction, Site
from wagtail.search.index import insert_or_update_object

from cms.models import MenuItem, SiteIdentity
from cms.search.asked import MOST_WORDS, ask
from cms.search.query import PER_PAGE, find
from tests.cms.search.spellings import SAME_ENGLISH, SAME_WORD
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import newsletter
from tests.house import LANGUAGES

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from cms.models import ContentPage
    from tests.house import House

pytestmark = pytest.mark.django_db

HOSTILE = (
    "", " ", "x", "ع", "!!!", '"', '""', "*", "NEAR", "a NEAR b", "NEAR(a b, 2)", "title:a", "a*",
    "^a", "a AND", "OR", "NOT a", "-a", "(a", "a)", "{title}: a", "\0", "a\0b", "😀",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "'; DROP TABLE wagtailcore_page; --",
    "' OR '1'='1", "\\", "%", "%s", "%(x)s", "a%b", "_", "a:*", "a & b", "a | b", "!a", "<->",
    "<script>alert(1)</script>", "\u200f", "\u202eabc", "\u2066", "ـــ", "\u064c\u064c", "\ud800",
    "ا" * 10_000, "كلمة " * 2_000, '"' * 999, "(" * 999, "\ufffe", "ﷺ", "١" * 300,
)  # fmt: skip


def address(language: str, **query: Any) -> str:
    prefix = "" if language == LANGUAGES[0] else f"/{language}"
    return f"{prefix}/search/" + (f"?{_encoded(query)}" if query else "")


def _encoded(query: dict[str, Any]) -> str:
    return urlencode(query, errors="surrogatepass")


def asked(client: Client, language: str, query: str, **filters: Any) -> str:
    response = client.get(address(language, q=query, **filters))
    assert response.status_code == 200
    return main(response)


def main(response: HttpResponse) -> str:
    text = response.content.decode()
    return text[text.index("<main") : text.index("</main>")]


def titles(shown: str) -> list[str]:
    links = re.findall(r'class="result__link"[^>]*>(.*?)</a>', shown, re.DOTALL)
    return [unescape(re.sub("<[^>]*>", "", link)) for link in links]


def marks(shown: str) -> list[str]:
    return [unescape(word) for word in re.findall(r"<mark[^>]*>([^<]*)</mark>", shown)]


# --- what is found -------------------------------------------------------------------------------


@pytest.mark.parametrize("row", SAME_WORD, ids=lambda row: row[0])
def test_any_spelling_finds_the_page_and_marks_its_own(
    client: Client, site: House, row: Any
) -> None:
    page = posts.article_page("ar", title=f"حديث عن {row[0]} اليوم")
    for spelling in row:
        shown = asked(client, "ar", spelling)
        assert page.title in titles(shown), spelling
        assert row[0] in marks(shown), spelling


@pytest.mark.parametrize("row", SAME_ENGLISH, ids=lambda row: row[0])
def test_any_english_form_finds_the_page(client: Client, site: House, row: Any) -> None:
    page = posts.article_page("en", title=f"Talk of {row[0]} today")
    for form in row:
        assert page.title in titles(asked(client, "en", form)), form


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_found_by_all_that_readers_see_of_it(
    client: Client, site: House, language: str
) -> None:
    words = {
        "ar": "زعفران ياقوت مرجان زبرجد عقيق لؤلؤ",
        "en": "saffron ruby coral topaz agate pearl",
    }
    in_text, summary, topic, author, entity, statement = words[language].split()
    other = {"ar": "en", "en": "ar"}[language]

    def name(word: str) -> dict[str, str]:
        return {language: word, other: "none"}

    page = posts.story_page(
        language,
        summary=f"{summary}.",
        body=made.body(("paragraph", f"<p>{in_text}</p>"), ("statements", _statements(statement))),
        topics=[made.topic(name=name(topic))],
        authors=[made.person(name=name(author))],
        entity=made.entity(name=name(entity)),
    )
    reindex(page)
    for word in words[language].split():
        assert titles(asked(client, language, word)) == [page.title], word


def _statements(text: str) -> dict[str, Any]:
    return {"title": "", "items": [text]}


def reindex(page: ContentPage) -> None:
    """As the worker does after the transaction: with the rows that belong to the page."""
    insert_or_update_object(type(page)._default_manager.get(pk=page.pk))


def test_all_words_are_asked_for_and_a_phrase_side_by_side(client: Client, site: House) -> None:
    side = posts.article_page("en", title="Digital lanterns for all")
    apart = posts.article_page("en", title="Lanterns that became digital")
    posts.article_page("en", title="Digital alone")
    assert set(titles(asked(client, "en", "lanterns digital"))) == {side.title, apart.title}
    assert titles(asked(client, "en", '"digital lanterns"')) == [side.title]
    assert titles(asked(client, "en", "“digital lantern”")) == [side.title]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_with_decimals_is_one_word(client: Client, site: House, language: str) -> None:
    page = posts.article_page(language, title="16.7")
    posts.article_page(language, title="16 + 7")
    shown = asked(client, language, "١٦٫٧")
    assert titles(shown) == [page.title]
    assert marks(shown) == ["16.7"]


def test_words_that_no_page_has_together_find_those_with_some(client: Client, site: House) -> None:
    page = posts.article_page("en", title="Parks by night")
    shown = asked(client, "en", "parks zzzz")
    assert titles(shown) == [page.title]
    assert "some of them" in shown


def test_hits_in_the_title_come_first_and_newest_first_can_be_chosen(
    client: Client, site: House
) -> None:
    often = made.body(("paragraph", "<p>" + "harbour " * 30 + "</p>"))
    title = posts.article_page("en", title="The harbour opens at dawn for those who wait")
    text = posts.article_page("en", title="Something else", body=often)
    assert titles(asked(client, "en", "harbour")) == [title.title, text.title]
    assert titles(asked(client, "en", "harbour", order="newest")) == [text.title, title.title]


# --- the index follows ---------------------------------------------------------------------------


def test_the_index_follows_publishing_and_unpublishing(client: Client, site: House) -> None:
    page = posts.article_page("ar", title="عنوان القديم زمردة")
    page.title = "عنوان جديد فيروزة"
    revision = page.save_revision()
    assert not titles(asked(client, "ar", "فيروزة"))
    assert titles(asked(client, "ar", "زمردة"))
    revision.publish()
    assert titles(asked(client, "ar", "فيروزة")) == ["عنوان جديد فيروزة"]
    assert not titles(asked(client, "ar", "زمردة"))
    page.refresh_from_db()
    page.unpublish()
    assert not titles(asked(client, "ar", "فيروزة"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_public_is_not_found_nor_counted_nor_suggested(
    client: Client, site: House, language: str
) -> None:
    public = posts.article_page(language, title="Mangrove")
    posts.article_page(language, title="Mangrove draft", live=False)
    posts.article_page(language, title="Mangrove expired", expire_at=timezone.now())
    private = posts.article_page(language, title="Mangrove private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    shown = asked(client, language, "mangrove")
    assert titles(shown) == [public.title]
    other = {"ar": "en", "en": "ar"}[language]
    assert asked(client, other, "mangrove").count("hreflang") == 1
    public.unpublish()
    assert not titles(asked(client, language, "mangrove"))
    assert "hreflang" not in asked(client, other, "mangrove")
    assert "Mangrove" not in asked(client, language, "mangrov")


def test_results_are_in_the_readers_language_and_the_other_is_offered(
    client: Client, site: House
) -> None:
    posts.article_page("en", title="Biennale one")
    posts.article_page("en", title="Biennale two")
    own = posts.article_page("ar", title="بينالي Biennale")
    shown = asked(client, "ar", "biennale")
    assert titles(shown) == [own.title]
    assert re.search(r'href="/en/search/\?q=biennale"[^>]*hreflang="en"', shown)
    assert "نتيجتان بلغة أخرى" in shown


# --- filters and pages ---------------------------------------------------------------------------


def test_filters_narrow_and_say_how_many_each_would_leave(client: Client, site: House) -> None:
    topic, entity = made.topic(), made.entity()
    for _ in range(3):
        posts.article_page("en", title="Oasis", topics=[topic])
    news = posts.news_page("en", title="Oasis news", entity=entity)
    shown = asked(client, "en", "oasis")
    assert len(titles(shown)) == 4
    for filters, left in (
        ({"kind": "article"}, 3), ({"kind": "news"}, 1), ({"topic": topic.slug}, 3),
        ({"entity": entity.slug}, 1), ({"year": news.published_at.year}, 4), ({"year": "1999"}, 0),
        ({"kind": "news", "topic": topic.slug}, 0),
    ):  # fmt: skip
        assert len(titles(asked(client, "en", "oasis", **filters))) == left, filters
    link = rf'href="([^"]*topic={topic.slug}[^"]*)"[^>]*><bdi>[^<]*</bdi><span class="count">(\d+)'
    found = re.search(link, shown)
    assert found is not None
    assert found[2] == "3"
    assert len(titles(main(client.get(unescape(found[1]))))) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_further_pages_have_the_rest_and_keep_the_filters(
    client: Client, site: House, language: str
) -> None:
    for number in range(PER_PAGE + 3):
        posts.article_page(language, title=f"Falcon {number}")
    first = asked(client, language, "falcon", kind="article")
    assert len(titles(first)) == PER_PAGE
    following = re.search(r'href="([^"]*)" rel="next"', first)
    assert following is not None
    second = main(client.get(unescape(following[1])))
    assert "kind=article" in following[1]
    assert len(titles(second)) == 3
    assert not set(titles(first)) & set(titles(second))


@pytest.mark.parametrize("number", ["0", "-1", "99999", "x", "1e9", "٢", "9" * 500, "\0"])
def test_a_page_that_is_none_is_the_nearest(client: Client, site: House, number: str) -> None:
    page = posts.article_page("en", title="Caravan")
    assert titles(asked(client, "en", "caravan", page=number)) == [page.title]


@pytest.mark.parametrize("value", ["none", "\0", "' OR 1=1", "1", "x" * 5000, "\ud800"])
@pytest.mark.parametrize("name", ["kind", "topic", "entity", "year", "order"])
def test_a_filter_that_nothing_has_is_not_asked(
    client: Client, site: House, name: str, value: str
) -> None:
    page = posts.article_page("en", title="Caravan")
    assert titles(asked(client, "en", "caravan", **{name: value})) == [page.title]


# --- nothing found, bad input --------------------------------------------------------------------


def test_a_misspelt_word_is_answered_with_the_one_meant(client: Client, site: House) -> None:
    posts.article_page("ar", title="المشاركة المجتمعية")
    posts.article_page("en", title="Public consultation")
    assert 'href="/en/search/?q=consultation"' in asked(client, "en", "consutlation")
    shown = asked(client, "ar", "المشراكة")
    assert _encoded({"q": "المشاركة"}) in shown
    assert titles(asked(client, "ar", "المشاركة"))


def test_only_words_that_were_asked_are_compared_with_those_of_titles(
    client: Client, site: House
) -> None:
    posts.article_page("en", title="Public consultation")
    many = " ".join("qx" + chr(97 + number) * 3 for number in range(MOST_WORDS))
    assert "consultation" in asked(client, "en", "qxaaa consutlation")
    assert "consultation" not in asked(client, "en", f"{many} consutlation")


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_finds_nothing_is_led_on(client: Client, site: House, language: str) -> None:
    topic = made.topic()
    prefix = "" if language == "ar" else "/en"
    shown = asked(client, language, "qqqqqqq")
    assert "<bdi>qqqqqqq</bdi>" in shown
    for path in (f"/topics/{topic.slug}/", "/blog/", reverse("site_map").removeprefix("/en")):
        assert f'href="{prefix}{path}"' in shown


def test_a_section_on_another_site_says_so(client: Client, site: House) -> None:
    identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    MenuItem.objects.create(identity=identity, url="https://u.ae/", label={"en": "The portal"})
    start = main(client.get(address("en")))
    chip = re.search(r'href="https://u.ae/">(.*?)</a>', start, re.DOTALL)
    assert chip is not None
    assert "external site" in chip[1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: ascii(query)[:30])
def test_no_query_is_an_error(client: Client, site: House, language: str, query: str) -> None:
    posts.article_page(language, title="Title of a page: near, or not")
    response = client.get(address(language, q=query))
    assert response.status_code == 200
    html5lib.HTMLParser(strict=True).parse(response.content.decode())
    if not query.strip("\0 "):
        assert "result__link" not in response.content.decode()


@of_hypothesis(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(query=st.text(st.characters(), max_size=40))
@override_settings(SEARCHES_A_MINUTE=10**9)
def test_whatever_is_typed_is_answered(client: Client, site: House, query: str) -> None:
    response = client.get(address("ar", q=query))
    assert response.status_code == 200
    assert "\0" not in response.content.decode()


def test_what_was_typed_is_shown_as_text(client: Client, site: House) -> None:
    response = client.get(address("en", q='<script>alert(1)</script>" onfocus="x'))
    text = response.content.decode()
    assert "<script>alert" not in text
    assert 'onfocus="x' not in text


# --- the door ------------------------------------------------------------------------------------


@override_settings(SEARCHES_A_MINUTE=3)
def test_who_asks_too_often_is_asked_to_wait_in_words(client: Client, site: House) -> None:
    posts.article_page("en", title="Caravan")
    for _ in range(3):
        assert client.get(address("en", q="caravan")).status_code == 200
    refused = client.get(address("en", q="caravan"))
    assert refused.status_code == 429
    assert refused["Retry-After"] == "60"
    assert "Wait a minute" in main(refused)
    assert "result__link" not in main(refused)
    assert client.get(address("en")).status_code == 200
    assert client.get(address("en", q="caravan"), REMOTE_ADDR="203.0.113.9").status_code == 200


@override_settings(SEARCHES_A_MINUTE=1)
def test_a_server_that_hears_both_kinds_of_addresses_counts_each_reader_alone(
    client: Client, site: House
) -> None:
    def status(place: str) -> int:
        return client.get(address("en", q="caravan"), REMOTE_ADDR=place).status_code

    assert status("::ffff:203.0.113.1") == 200
    assert status("::ffff:203.0.113.2") == 200
    assert status("203.0.113.1") == 429, "the same reader in other clothes"
    assert status("2001:db8::1") == 200
    assert status("2001:db8::2") == 429, "one subscriber has all of a /64"


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=2)
@pytest.mark.parametrize("said", ["203.0.113.7", "nonsense, 203.0.113.7"])
def test_who_comes_past_one_of_the_proxies_is_answered(
    client: Client, site: House, said: str
) -> None:
    answer = client.get(address("en", q="caravan"), headers={"X-Forwarded-For": said})
    assert answer.status_code == 200


def test_results_are_for_no_search_engine_and_no_cache(client: Client, site: House) -> None:
    response = client.get(address("en", q="x y"))
    text = response.content.decode()
    assert '<meta name="robots" content="noindex">' in text
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]
    assert f'rel="canonical" href="{settings.PUBLIC_URL}/en/search/"' in text
    plain = client.get(address("en"))
    assert "noindex" not in plain.content.decode()
    assert "X-Robots-Tag" not in plain


def test_posting_is_not_searching(client: Client, site: House) -> None:
    assert client.post(address("ar"), {"q": "x"}).status_code == 405


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_issue_of_the_letter_is_found_by_its_opening_words(
    client: Client, site: House, language: str
) -> None:
    page = newsletter.issue_page(language, intro="<p>Obsidian &amp; more</p>")
    assert titles(asked(client, language, "obsidian")) == [page.title]


# --- what it costs -------------------------------------------------------------------------------


def test_results_cost_a_fixed_number_of_queries(client: Client, site: House) -> None:
    things = {"topics": [made.topic(), made.topic()], "entity": made.entity()}

    def cost() -> int:
        asked(client, "en", "falcon")
        with CaptureQueriesContext(connection) as queries:
            asked(client, "en", "falcon")
        return len(queries)

    for make in (posts.article_page, posts.news_page, posts.story_page, posts.column_page):
        make("en", title="Falcon", image=made.picture((16, 10)), **things)
    few = cost()
    for make in (posts.article_page, posts.news_page, posts.story_page, posts.column_page):
        for _ in range(4):
            make("en", title="Falcon", image=made.picture((16, 10)), **things)
    assert cost() == few
    assert few <= CEILING


#: Measured, with room for one more menu.
CEILING = 50


def test_the_index_is_asked_a_fixed_number_of_times_however_much_it_finds(site: House) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            find(ask("falcon"), "en", timezone.now())
        return len(queries)

    posts.article_page("en", title="Falcon")
    few = cost()
    for number in range(8):
        posts.article_page("en", title=f"Falcon {number}")
    assert cost() == few <= 4


def test_from_a_site_of_files_the_question_goes_to_the_cms(
    client: Client, site: House, settings: Any
) -> None:
    page = client.get("/en/people/").content.decode()
    assert 'action="/en/search/"' in page
    settings.FORMS_URL = "https://cms.barza.example"
    page = client.get("/en/people/").content.decode()
    assert 'action="https://cms.barza.example/en/search/"' in page
    assert '"https://cms.barza.example/en/search/?q={search_term_string}"' in page
