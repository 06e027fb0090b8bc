"""Wherever a reader is, the letter is one form away, and never two on a page (N8)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from lxml.html import fromstring

from newsletter.models import SignUp, SubscriberLanguage
from tests.house import LANGUAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

in_both_languages = pytest.mark.parametrize("language", LANGUAGES)

ADDRESS = "reader@readers.example"
AT_THE_TOP = ("", "newsletter/")
AT_THE_END = ("blog/", "news/", "stories/", "toolkit/", "people/", "search/", "feeds/")
WITHOUT = ("subscribe/sent/", "missing/")


def _start(language: str) -> str:
    return "/" if language == "ar" else f"/{language}/"


def _forms(path: str) -> list[Any]:
    return _sign_ups(Client().get(path))


def _sign_ups(answer: Any) -> list[Any]:
    page = fromstring(answer.content.decode())
    return [form for form in page.forms if "email" in form.fields]


@in_both_languages
@pytest.mark.parametrize("path", AT_THE_END)
def test_pages_about_something_else_offer_it_at_their_end(language: str, path: str) -> None:
    (form,) = _forms(_start(language) + path)
    assert next(form.iterancestors("footer"), None) is not None
    assert form.get("action").endswith(f"{_start(language)}subscribe/")


@in_both_languages
@pytest.mark.parametrize("path", AT_THE_TOP)
def test_pages_about_the_letter_offer_it_in_their_text_alone(language: str, path: str) -> None:
    (form,) = _forms(_start(language) + path)
    assert next(form.iterancestors("main"), None) is not None


@in_both_languages
@pytest.mark.parametrize("path", WITHOUT)
def test_who_has_just_asked_or_lost_the_way_is_not_asked_again(language: str, path: str) -> None:
    assert _forms(_start(language) + path) == []


@in_both_languages
def test_an_address_left_at_the_end_of_a_page_is_asked_for_the_rest(language: str) -> None:
    with time_machine.travel("2026-11-10T08:00:00Z", tick=False) as clock:
        (short,) = _forms(f"{_start(language)}blog/")
        values = dict(short.form_values()) | {"email": ADDRESS}
        asked = Client().post(urlsplit(short.get("action")).path, values)
        assert asked.status_code == 200
        assert asked["Cache-Control"] == "no-store"
        assert not SignUp.objects.exists()
        (form,) = _sign_ups(asked)
        assert form.get("data-proof")
        assert form.fields["email"] == ADDRESS
        assert form.fields["language"] == language
        assert form.fields["audience"] == "individual"
        clock.shift(5)
        answer = Client().post(urlsplit(form.get("action")).path, dict(form.form_values()))
    assert answer.status_code == 303
    assert list(SignUp.objects.values_list("language", flat=True)) == [SubscriberLanguage(language)]


@in_both_languages
def test_what_is_no_address_is_said_where_the_rest_is_asked(language: str) -> None:
    (short,) = _forms(f"{_start(language)}blog/")
    values = dict(short.form_values()) | {"email": "nobody"}
    asked = Client().post(urlsplit(short.get("action")).path, values)
    assert asked.status_code == 422
    (form,) = _sign_ups(asked)
    assert form.fields["email"] == "nobody"
