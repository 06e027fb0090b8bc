"""Any reader says in one press whether a page was useful, and may say more; nobody else votes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone, translation

from cms.feedback.answers import LONGEST_COMMENT, Reason
from cms.feedback.limits import REMARKS, VOTES
from cms.feedback.models import DaySalt, RatedKind, Rating
from cms.feedback.receipts import LASTS
from cms.feedback.subjects import Subject, key_of
from tests.cms.feedback.forms import Form, form_on, send, text_of, the_form_on
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import newsletter
from tests.factories import toolkit as guides
from tests.house import LANGUAGES

if TYPE_CHECKING:
    from cms.models import ContentPage
    from tests.house import House

in_both_languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def reader() -> Client:
    """Who would be refused without the token that a cached page cannot hold."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def articles(site: House) -> dict[str, ContentPage]:
    return {language: posts.article_page(language) for language in LANGUAGES}


def voted(reader: Client, page: ContentPage, vote: str = "no") -> str:
    """The address at which the reader is thanked."""
    answer = send(reader, the_form_on(reader, page.get_url()), vote)
    assert answer.status_code == 303
    return str(answer["Location"])


# --- where it stands -----------------------------------------------------------------------------


@in_both_languages
def test_every_page_with_content_asks_at_its_foot(
    site: House, reader: Client, language: str
) -> None:
    makers = (
        posts.article_page, posts.column_page, posts.news_page, posts.story_page,
        guides.resource_page, newsletter.issue_page, made.standard_page,
    )  # fmt: skip
    with translation.override(language):
        addresses = [make(language).get_url() for make in makers]
        addresses += [make().url for make in (made.person, made.entity, made.topic)]
    for address in addresses:
        form = the_form_on(reader, address)
        assert form.action == ("/page-rating/" if language == "ar" else "/en/page-rating/")
        assert send(reader, form).status_code == 303, address
    assert Rating.objects.filter(language=language).count() == len(addresses)
    assert set(Rating.objects.values_list("path", flat=True)) == set(addresses)


def test_lists_and_errors_do_not_ask(site: House, reader: Client) -> None:
    for address in ("/", "/blog/", "/people/", "/no-such-page/"):
        assert form_on(reader, address) is None


def test_a_preview_does_not_ask(editing: Client, articles: dict[str, ContentPage]) -> None:
    page = articles["ar"]
    page.save_revision()
    assert form_on(editing, f"/admin/pages/{page.pk}/view_draft/") is None


def test_the_form_is_the_same_each_time_and_needs_no_cookie(
    reader: Client, articles: dict[str, ContentPage]
) -> None:
    address = articles["ar"].get_url()
    first, second = (Client().get(address) for _ in range(2))
    assert first.content == second.content
    assert not first.cookies
    voted(reader, articles["ar"])
    assert not reader.cookies


def test_forms_go_to_the_host_of_the_settings(
    reader: Client, articles: dict[str, ContentPage], settings: Any
) -> None:
    address = articles["en"].get_url()
    # Of the host it was read on: to another one the content policy would not let it go.
    assert 'action="/en/page-rating/"' in reader.get(address).content.decode()
    settings.FORMS_URL = "https://cms.house.example"
    assert 'action="https://cms.house.example/en/page-rating/"' in (
        reader.get(address).content.decode()
    )


# --- what is taken -------------------------------------------------------------------------------


@in_both_languages
def test_a_vote_then_a_word_about_it(
    reader: Client, articles: dict[str, ContentPage], language: str
) -> None:
    page = articles[language]
    thanks = voted(reader, page)
    shown = reader.get(thanks)
    assert shown.context["form"] is not None
    assert shown["Content-Language"] == language
    assert f'href="{settings.PUBLIC_URL}{page.get_url()}"' in shown.content.decode()
    said = {"reason": Reason.NOT_CLEAR.value, "comment": "سطر\r\nline <b>&"}
    after = reader.post(thanks, said)
    assert after.status_code == 303
    assert reader.get(after["Location"]).status_code == 200
    rating = Rating.objects.get()
    assert (rating.vote, rating.reason, rating.comment) == ("no", "not-clear", "سطر\nline <b>&")
    assert (rating.page_id, rating.language) == (page.pk, language)
    assert rating.day == timezone.localdate()


def test_nothing_of_the_reader_is_stored(reader: Client, articles: dict[str, ContentPage]) -> None:
    form = the_form_on(reader, articles["ar"].get_url())
    where = {"REMOTE_ADDR": "203.0.113.77"}
    answer = send(reader, form, "no", headers={"User-Agent": "Browser/1"}, **where)
    words = "+971 50 123 4567 or ٠٥٠١٢٣٤٥٦٧ or fatima@house.example, ID 784-1990-1234567-1; 2026"
    reader.post(answer["Location"], {"comment": words}, **where)
    stored = str(list(Rating.objects.values())) + str(list(DaySalt.objects.values()))
    for told in ("203.0.113", "Browser", "4567", "٤٥٦٧", "fatima", "house.example", "784"):
        assert told not in stored
    assert Rating.objects.get().comment == "[…] or […] or […], ID […]; 2026"


def test_the_thanks_need_no_words(reader: Client, articles: dict[str, ContentPage]) -> None:
    thanks = voted(reader, articles["ar"])
    assert reader.post(thanks, {}).status_code == 303
    assert Rating.objects.get().comment == ""


def test_looking_changes_nothing(reader: Client, articles: dict[str, ContentPage]) -> None:
    thanks = voted(reader, articles["ar"])
    before = list(Rating.objects.values())
    form = the_form_on(reader, articles["ar"].get_url())
    data = form.fields | {"vote": "yes", "comment": "by GET", "reason": "other"}
    for method in (reader.get, reader.head):
        for address in (form.action, thanks, f"{thanks}done/"):
            assert method(address, data).status_code in {200, 302}
    for method in (reader.put, reader.delete, reader.patch):
        assert method(form.action, data).status_code == 405
    assert list(Rating.objects.values()) == before


def test_answers_are_kept_by_no_cache_and_no_search_engine(
    reader: Client, articles: dict[str, ContentPage]
) -> None:
    shown = reader.get(voted(reader, articles["ar"]))
    assert "no-store" in shown["Cache-Control"]
    assert shown["X-Robots-Tag"] == "noindex"
    assert shown.content.decode().count('name="robots"') == 1
    # With "no-referrer" browsers would send the origin "null" with the form.
    assert shown["Referrer-Policy"] == "same-origin"


# --- what is refused -----------------------------------------------------------------------------


@in_both_languages
def test_a_forged_or_altered_key_is_refused_in_the_readers_language(
    reader: Client, articles: dict[str, ContentPage], language: str
) -> None:
    form = the_form_on(reader, articles[language].get_url())
    key = form.fields["key"]
    other = key.replace(f":{articles[language].pk}:", f":{articles[language].pk + 1}:")
    assert other != key
    for forged in ("", "none", key[:-1], key + "x", other, key.replace("page:", "person:"), "\0"):
        answer = send(reader, form, key=forged)
        assert answer.status_code == 400, forged
        assert answer["Content-Language"] == language
        assert next(iter(answer.context["chrome"].menu), None) is not None
    assert send(reader, form, vote="maybe").status_code == 400
    assert not Rating.objects.exists()


def test_a_page_that_is_gone_is_not_rated(reader: Client, articles: dict[str, ContentPage]) -> None:
    page = articles["ar"]
    form = the_form_on(reader, page.get_url())
    thanks = voted(reader, page)
    page.unpublish()
    assert send(reader, form).status_code == 404
    # What was said of it before can still be explained; its address is not repeated.
    assert page.slug not in reader.get(thanks).content.decode()
    assert Rating.objects.count() == 1


def test_a_key_of_a_draft_shows_nothing_of_it(site: House, reader: Client) -> None:
    draft = posts.article_page("ar", live=False, title="سر لم ينشر", slug="a-secret-draft")
    key = key_of(Subject(RatedKind.PAGE, str(draft.pk), "ar"))
    answer = send(reader, Form("/page-rating/", {"key": key}))
    assert answer.status_code == 404
    assert "سر" not in text_of(answer)
    assert "a-secret-draft" not in answer.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "file://"},
        {"Origin": "http://[bad"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_form_of_another_site_is_refused(
    reader: Client, articles: dict[str, ContentPage], headers: dict[str, str]
) -> None:
    form = the_form_on(reader, articles["en"].get_url())
    assert send(reader, form, headers=headers).status_code == 403
    assert not Rating.objects.exists()
    thanks = voted(reader, articles["en"])
    answer = reader.post(thanks, {"comment": "kept for me"}, headers=headers)
    assert answer.status_code == 403
    assert "kept for me" in text_of(answer)
    assert Rating.objects.get().comment == ""


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "https://readers.example", "Sec-Fetch-Site": "cross-site"},  # exported there
        {"Sec-Fetch-Site": "same-site"},
        {},
    ],
)
def test_a_form_of_our_own_is_taken(
    reader: Client, articles: dict[str, ContentPage], headers: dict[str, str], settings: Any
) -> None:
    form = the_form_on(reader, articles["en"].get_url())
    settings.PUBLIC_URL = "https://readers.example" if "cross-site" in headers.values() else (
        "http://localhost"
    )  # fmt: skip
    assert send(reader, form, headers=headers).status_code == 303


def test_what_fills_in_every_field_is_thanked_and_not_counted(
    reader: Client, articles: dict[str, ContentPage]
) -> None:
    form = the_form_on(reader, articles["ar"].get_url())
    assert form.fields["homepage"] == ""
    answer = send(reader, form, homepage="https://spam.example")
    assert answer.status_code == 303
    assert reader.get(answer["Location"]).status_code == 200
    assert reader.post(answer["Location"], {"comment": "spam"}).status_code == 303
    assert not Rating.objects.exists()


def test_a_burst_of_one_network_is_stopped_and_others_go_on(site: House, reader: Client) -> None:
    topics = [made.topic() for _ in range(50)]
    forms = [the_form_on(reader, topic.url) for topic in topics]
    with time_machine.travel(timezone.now().replace(minute=4), tick=False):
        answers = [send(reader, form, REMOTE_ADDR="203.0.113.9") for form in forms]
        assert [one.status_code for one in answers] == (
            [303] * VOTES.most + [429] * (50 - VOTES.most)
        )
        assert int(answers[-1]["Retry-After"]) <= 600
        assert send(reader, forms[0], REMOTE_ADDR="203.0.113.10").status_code == 303
    assert Rating.objects.count() == VOTES.most + 1
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        assert send(reader, forms[-1], REMOTE_ADDR="203.0.113.9").status_code == 303


def test_neighbours_in_one_ipv6_network_are_counted_together(site: House, reader: Client) -> None:
    form = the_form_on(reader, made.topic().url)
    for address in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"):
        assert send(reader, form, REMOTE_ADDR=address).status_code == 303
    for address in ("203.0.113.5", "::ffff:203.0.113.5"):
        assert send(reader, form, REMOTE_ADDR=address).status_code == 303
    assert Rating.objects.count() == 3


@pytest.mark.parametrize("said", ["203.0.113.7", "nonsense, 203.0.113.7", ""])
def test_who_comes_past_one_of_the_proxies_is_answered(
    site: House, reader: Client, settings: Any, said: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    form = the_form_on(reader, made.topic().url)
    assert send(reader, form, headers={"X-Forwarded-For": said}).status_code == 303


def test_a_proxy_is_believed_as_far_as_it_is_ours(
    site: House, reader: Client, settings: Any
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    form = the_form_on(reader, made.topic().url)
    for said in ("203.0.113.1", "203.0.113.2", "198.51.100.9, 203.0.113.2"):
        assert send(reader, form, headers={"X-Forwarded-For": said}).status_code == 303
    assert Rating.objects.count() == 2, "what a reader writes before the proxy's word is nothing"


def test_too_many_words_at_once_are_shown_again(
    reader: Client, articles: dict[str, ContentPage]
) -> None:
    thanks = voted(reader, articles["en"])
    with time_machine.travel(timezone.now().replace(minute=4), tick=False):
        for number in range(REMARKS.most):
            assert reader.post(thanks, {"comment": f"word {number}"}).status_code == 303
        answer = reader.post(thanks, {"comment": "the last word"})
    assert answer.status_code == 429
    assert "the last word" in text_of(answer)
    assert Rating.objects.get().comment == f"word {REMARKS.most - 1}"


@in_both_languages
def test_a_comment_that_is_too_long_comes_back_whole(
    reader: Client, articles: dict[str, ContentPage], language: str
) -> None:
    thanks = voted(reader, articles[language])
    longest = "ب\r\n" * (LONGEST_COMMENT // 2 - 1) + "بب"  # a line end is one letter
    long = f"{longest}ب"
    answer = reader.post(thanks, {"comment": long, "reason": "other"})
    assert answer.status_code == 422
    form = answer.context["form"]
    assert form["comment"].value().replace("\r\n", "\n") == long.replace("\r\n", "\n")
    assert form["reason"].value() == "other"
    assert str(LONGEST_COMMENT) in str(form.errors["comment"])
    assert reader.post(thanks, {"comment": longest}).status_code == 303
    assert len(Rating.objects.get().comment) == LONGEST_COMMENT


def test_a_reason_that_is_not_on_the_list_is_refused(
    reader: Client, articles: dict[str, ContentPage]
) -> None:
    thanks = voted(reader, articles["en"])
    answer = reader.post(thanks, {"reason": "because", "comment": "kept"})
    assert answer.status_code == 422
    assert "kept" in text_of(answer)
    assert Rating.objects.get().reason == ""


@in_both_languages
def test_after_two_hours_the_words_come_back_with_what_to_do(
    reader: Client, articles: dict[str, ContentPage], language: str
) -> None:
    thanks = voted(reader, articles[language])
    with time_machine.travel(timezone.now() + LASTS + timedelta(minutes=1)):
        answer = reader.post(thanks, {"comment": "written for long"})
        assert reader.get(thanks).status_code == 410
    assert answer.status_code == 410
    assert answer["Content-Language"] == language
    assert "written for long" in text_of(answer)
    assert articles[language].get_url() in answer.content.decode()
    assert Rating.objects.get().comment == ""


def test_a_receipt_that_nobody_gave_opens_nothing(
    reader: Client, articles: dict[str, ContentPage]
) -> None:
    thanks = voted(reader, articles["en"])
    receipt = thanks.rstrip("/").rpartition("/")[2]
    pk, rest = receipt.split(".", 1)
    for forged in ("1", f"{int(pk) + 1}.{rest}", f"{receipt}x", "none"):
        answer = reader.post(f"/en/page-rating/{forged}/", {"comment": "my words"})
        assert answer.status_code == 400
        assert "my words" in text_of(answer)
        assert reader.get(f"/en/page-rating/{forged}/done/").status_code == 400
    assert Rating.objects.get().comment == ""


def test_a_script_in_the_words_is_shown_as_words(
    reader: Client, articles: dict[str, ContentPage]
) -> None:
    thanks = voted(reader, articles["en"])
    planted = "</textarea><script>alert(1)</script>"
    for answer in (
        reader.post(thanks, {"comment": planted + "x" * LONGEST_COMMENT}),
        reader.post("/en/page-rating/none/", {"comment": planted}),
    ):
        html = answer.content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)" in html
