"""What blocks and components draw when a part of them is missing, or says what it is itself."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation
from lxml.html import fragment_fromstring

from cms.blocks import BodyBlock

BLOCKS: dict[str, Any] = BodyBlock().child_blocks


def block(name: str, value: dict[str, Any], language: str = "en") -> str:
    with translation.override(language):
        return str(BLOCKS[name].bind(BLOCKS[name].to_python(value)).render()).strip()


def tree(html: str) -> Any:
    return fragment_fromstring(html, create_parent="div")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("download", {"title": "A plan", "note": "Two pages", "document": None}),
        ("picture", {"image": None, "caption": "A meeting", "credit": "Barza"}),
    ],
)
def test_a_block_whose_file_is_gone_draws_nothing(name: str, value: dict[str, Any]) -> None:
    assert block(name, value) == ""


@pytest.mark.parametrize(
    ("kind", "language", "said"),
    [
        ("info", "en", "Note"),
        ("tip", "en", "Tip"),
        ("warning", "en", "Warning"),
        ("warning", "ar", "تنبيه"),
    ],
)
def test_a_callout_without_a_title_is_named_as_it_reads(
    kind: str, language: str, said: str
) -> None:
    [callout] = tree(block("callout", {"kind": kind, "title": "", "text": "<p>…</p>"}, language))
    assert callout.get("aria-label") == said
    assert callout.find_class("callout__title")[0].text_content().strip() == said


def test_a_callout_is_named_by_its_title_once_escaped() -> None:
    html = block("callout", {"kind": "tip", "title": "Q & A", "text": "<p>…</p>"})
    assert html.count("Q &amp; A") == 2


def test_a_home_page_without_a_sentence_about_itself_has_no_empty_one() -> None:
    drawn = tree(render_to_string("components/hero/hero.html", {"chrome": {"site_name": "Barza"}}))
    assert [title.text for title in drawn.iter("h1")] == ["Barza"]
    assert [part for part in drawn.iter("p") if not part.text_content().strip()] == []


class Survey(forms.Form):
    often = forms.ChoiceField(
        choices=[("1", "Monthly"), ("2", "Weekly")],
        widget=forms.RadioSelect,
        help_text="You can change it later.",
    )


@pytest.mark.parametrize("sent", [None, {}], ids=["new", "wrong"])
def test_choices_of_one_question_are_told_with_its_hint_and_its_error(
    sent: dict[str, str] | None,
) -> None:
    field = Survey(sent)["often"]
    drawn = tree(render_to_string("components/form_field/form_field.html", {"field": field}))
    [group] = drawn.iter("fieldset")
    told = [drawn.get_element_by_id(name) for name in group.get("aria-describedby", "").split()]
    texts = " ".join(part.text_content() for part in told)
    assert "You can change it later." in texts
    assert all(error in texts for error in field.errors)
    assert bool(field.errors) == (sent is not None)
