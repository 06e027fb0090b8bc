"""Text of the other script, in the tables and titles of a page."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation


def drawn(language: str, text: str) -> str:
    with translation.override(language):
        page = Template("{% load barza %}{{ text|own_direction }}")
        return page.render(Context({"text": text}))


def test_a_latin_name_in_an_arabic_table_keeps_its_signs_before_it() -> None:
    assert drawn("ar", "__Host-sessionid") == '<bdi dir="ltr">__Host-sessionid</bdi>'


def test_an_arabic_name_in_an_english_table_keeps_its_direction() -> None:
    assert drawn("en", "«البرزة»") == '<bdi dir="rtl">«البرزة»</bdi>'


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "معيار WCAG 2.2"),
        ("ar", "WCAG 2.2 هو المعيار"),
        ("ar", "1,140"),
        ("ar", "البرزة"),
        ("en", "Barza"),
        ("en", "5–10"),
    ],
)
def test_other_text_of_a_table_is_given_as_it_is(language: str, text: str) -> None:
    assert drawn(language, text) == text


def test_what_an_editor_writes_in_a_table_stays_text() -> None:
    assert "<b>" not in drawn("ar", "<b>bold</b>")
    assert "<b>" not in drawn("en", "<b>bold</b>")


@pytest.mark.parametrize(
    ("title", "mixed"),
    [("UN EGDI (مؤشر) 2024", True), ("UN EGDI 2024", False), ("مؤشر 2024", False)],
)
def test_a_title_of_both_scripts_is_told_from_one_of_one(title: str, mixed: bool) -> None:
    page = Template("{% load barza %}{{ title|mixes_scripts }}")
    assert page.render(Context({"title": title})) == str(mixed)
