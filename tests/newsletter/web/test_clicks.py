"""Links of a letter by way of the counter: how often, never who, and to nowhere else (N9)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from django.conf import settings as configured
from django.db import connection
from django.template.loader import render_to_string
from django.test import override_settings
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.addresses import absolute
from newsletter.actions.link_mailing import counted_html
from newsletter.click_figures import click_figures
from newsletter.models import ClickCount, Mailing, MailingLink
from newsletter.rendering.click_links import LONGEST_ADDRESS, counted_links
from newsletter.tokens import click_of, click_token_for
from tests.factories import newsletter
from tests.house import LANGUAGES

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from tests.house import House

FIRST = "https://barza.example/blog/one/?a=1&b=2"
SECOND = "https://elsewhere.example/تجربة/"
HTML = f'<p><a href="{FIRST.replace("&", "&amp;")}">1</a> <a href="{SECOND}">2</a></p>'


@pytest.fixture
def mailing(site: House, now: datetime) -> Mailing:
    return Mailing.objects.create(month=date(2026, 10, 1), created_at=now)


def paths(html: str) -> list[str]:
    """The paths of the counting addresses in a letter."""
    return [re.sub("^https?://[^/]+", "", address) for address in counted_links(html)]


@pytest.mark.parametrize("variant", [*LANGUAGES, "both"])
def test_a_followed_link_leads_on_and_is_counted(
    client: Client, mailing: Mailing, variant: str
) -> None:
    first, second = paths(counted_html(mailing, variant, HTML))
    for _time in range(3):
        answer = client.get(first)
        assert (answer.status_code, answer["Location"]) == (302, FIRST)
    answer = client.get(second)
    assert answer["Location"] == "https://elsewhere.example/%D8%AA%D8%AC%D8%B1%D8%A8%D8%A9/"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    rows = ClickCount.objects.order_by("link__number").values_list("variant", "day", "count")
    assert list(rows) == [(variant, timezone.localdate(), 3), (variant, timezone.localdate(), 1)]


def test_a_click_is_one_read_and_one_write(
    client: Client, mailing: Mailing, django_assert_num_queries: Any
) -> None:
    path = paths(counted_html(mailing, "ar", HTML))[0]
    client.get(path)
    with django_assert_num_queries(4):  # the link, the count, and the savepoint around it
        client.get(path)


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}, {"X-Moz": "prefetch"}],
)
def test_what_is_fetched_in_advance_is_answered_and_not_counted(
    client: Client, mailing: Mailing, headers: dict[str, str]
) -> None:
    path = paths(counted_html(mailing, "ar", HTML))[0]
    assert client.get(path, headers=headers)["Location"] == FIRST
    assert client.head(path)["Location"] == FIRST
    assert client.post(path).status_code == 405
    assert not ClickCount.objects.exists()


def test_a_link_keeps_its_number_in_every_edition_and_when_it_is_done_again(
    mailing: Mailing,
) -> None:
    arabic = counted_html(mailing, "ar", HTML)
    other = f'<a href="{SECOND}">2</a><a href="https://third.example/">3</a>'
    counted_html(mailing, "en", other)
    assert list(mailing.links.values_list("number", "url")) == [
        (1, FIRST), (2, SECOND), (3, "https://third.example/"),
    ]  # fmt: skip
    assert counted_html(mailing, "ar", HTML) == arabic
    assert counted_html(mailing, "ar", arabic) == arabic
    assert MailingLink.objects.count() == 3


def test_the_issue_on_the_web_is_where_it_was(site: House, mailing: Mailing) -> None:
    issue = newsletter.issue_page("en", month=mailing.month)
    html = f'<a href="{absolute(issue.get_url())}">Read on the web</a>'
    assert counted_html(mailing, "en", html) == html
    assert not mailing.links.exists()


@override_settings(NEWSLETTER_COUNT_CLICKS=False)
def test_who_does_not_want_to_count_does_not(mailing: Mailing) -> None:
    assert counted_html(mailing, "ar", HTML) == HTML


@override_settings(FORMS_URL="https://cms.barza.example")
def test_the_counter_is_the_cms_where_the_site_is_elsewhere(mailing: Mailing) -> None:
    for address in counted_links(counted_html(mailing, "en", HTML)):
        assert address.startswith("https://cms.barza.example/en/r/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_token_that_is_not_ours_gets_a_page_that_says_what_to_do(
    client: Client, site: House, language: str
) -> None:
    start = "" if language == LANGUAGES[0] else f"/{language}"
    gone = click_token_for(4711, "ar")  # rightly signed, and the link is no more
    for token in ("1.ar.0123456789abcdef", "forged-token", gone):
        answer = client.get(f"{start}/r/{token}/")
        assert answer.status_code == 404
        assert f'href="{start}/newsletter/"' in answer.text
        assert f'<html lang="{language}"' in answer.text
        assert token not in answer.text
        assert answer["Cache-Control"] == "no-store"


ALPHABET = st.sampled_from("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.%/:@")


@given(st.integers(0, 30), st.text(ALPHABET, max_size=3))
def test_no_altered_token_is_ours(place: int, other: str) -> None:
    token = click_token_for(17, "ar")
    altered = token[:place] + other + token[place + len(other) :]
    assert click_of(altered) == ((17, "ar") if altered == token else None)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None
)
@given(st.text(ALPHABET, min_size=1, max_size=60))
def test_the_door_leads_nowhere_but_to_what_is_stored(
    client: Client, mailing: Mailing, text: str
) -> None:
    counted_html(mailing, "ar", HTML)
    answer = client.get(f"/r/{text}/", {"next": "https://evil.example/", "url": "//evil.example"})
    assert answer.status_code == 404
    assert "Location" not in answer


@pytest.mark.parametrize(
    "tail",
    [
        "?next=//evil.example/",
        "?url=https:%5C%5Cevil.example",
        "?%0d%0aLocation:%20//evil.example",
        "?@evil.example/",
        "#//evil.example",
    ],
)
def test_what_is_added_to_a_true_link_leads_nowhere_else(
    client: Client, mailing: Mailing, tail: str
) -> None:
    path = paths(counted_html(mailing, "ar", HTML))[0]
    forged = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    answer = client.get(f"{path}{tail}", headers=forged)
    assert answer["Location"] == FIRST
    assert "evil" not in str(answer.headers)


def test_links_of_a_cancelled_letter_lead_on_and_those_of_one_that_is_gone_say_so(
    client: Client, mailing: Mailing
) -> None:
    path = paths(counted_html(mailing, "ar", HTML))[0]
    Mailing.objects.filter(pk=mailing.pk).update(state="cancelled")
    assert client.get(path)["Location"] == FIRST
    mailing.delete()
    answer = client.get(path)
    assert answer.status_code == 404
    assert not ClickCount.objects.exists()


def test_the_longest_address_in_arabic_letters_still_leads_on(
    client: Client, mailing: Mailing
) -> None:
    start = "https://elsewhere.example/"
    address = start + "ت" * (LONGEST_ADDRESS - len(start))
    (path,) = paths(counted_html(mailing, "ar", f'<a href="{address}">x</a>'))
    answer = client.get(path)
    assert answer.status_code == 302
    assert unquote(answer["Location"]) == address


def test_a_token_of_before_the_key_was_changed_still_leads_on() -> None:
    token, old = click_token_for(17, "both"), configured.SECRET_KEY
    with override_settings(SECRET_KEY="a-new-key", SECRET_KEY_FALLBACKS=[]):
        assert click_of(token) is None
    with override_settings(SECRET_KEY="a-new-key", SECRET_KEY_FALLBACKS=[old]):
        assert click_of(token) == (17, "both")


def test_figures_are_of_links_and_editions_most_followed_first(
    client: Client, mailing: Mailing, now: datetime
) -> None:
    arabic, english = (paths(counted_html(mailing, code, HTML)) for code in LANGUAGES)
    for path in (arabic[1], arabic[1], english[1], english[0]):
        client.get(path)
    ClickCount.objects.filter(link__number=1).update(day=timezone.localdate(now) - timedelta(1))
    client.get(arabic[1])
    figures = click_figures(mailing.pk)
    assert figures.total == 5
    assert [(edition.variant, edition.count) for edition in figures.editions] == [
        ("ar", 3), ("en", 2), ("both", 0),
    ]  # fmt: skip
    assert [(link.number, link.count, link.share) for link in figures.links] == [
        (2, 4, 100), (1, 1, 25),
    ]  # fmt: skip
    for language in LANGUAGES:
        with translation.override(language):
            page = render_to_string("newsletter/mailings/clicks.html", {"clicks": figures})
        assert 'width="25"' in page
        assert "https://elsewhere.example/" in page


def test_nobody_is_in_what_is_kept() -> None:
    assert [field.name for field in ClickCount._meta.get_fields()] == [
        "id", "link", "variant", "day", "count",
    ]  # fmt: skip


def test_a_reader_is_led_on_though_nothing_can_be_counted(
    client: Client, mailing: Mailing, caplog: pytest.LogCaptureFixture
) -> None:
    path = paths(counted_html(mailing, "ar", HTML))[0]
    table = ClickCount._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO gone_meanwhile")
    assert client.get(path)["Location"] == FIRST
    assert "not counted" in caplog.text
    assert "elsewhere" not in caplog.text
