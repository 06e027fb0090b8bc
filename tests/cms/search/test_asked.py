"""What a reader wants found, from whatever was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.search.asked import MOST_LETTERS, MOST_WORDS, Trouble, ask


@pytest.mark.parametrize("quotes", ['""', "“”", "«»", "„“"])
def test_words_between_quotation_marks_are_a_phrase(quotes: str) -> None:
    asked = ask(f"قبل {quotes[0]}الخدمات الرقمية{quotes[1]}")
    assert asked.phrases == (("خدم", "رقمي"),)
    assert asked.words == ("قبل",)


def test_a_quotation_mark_left_open_does_no_harm() -> None:
    asked = ask('services "digital')
    assert asked.words == ("service", "digital")
    assert not asked.phrases


def test_one_word_between_quotation_marks_is_a_word() -> None:
    assert ask('"services"').words == ("service",)


def test_common_words_beside_others_are_not_asked() -> None:
    assert ask("how to write the plan").words == ("write", "plan")
    assert ask("كيف أكتب الخطة").words == ask("أكتب الخطة").words
    assert ask("the").words == ("the",)


def test_a_waw_typed_apart_is_not_asked() -> None:
    assert ask("الخدمات و المشاركة").words == ask("الخدمات المشاركة").words


@pytest.mark.parametrize("text", ["!!!", "؟", '"', "«»", "😀", "*", "()", "\u200f", "—"])
def test_signs_alone_are_said_to_be_no_words(text: str) -> None:
    assert ask(text).trouble is Trouble.NO_WORDS


@pytest.mark.parametrize("text", ["x", "ع", '"k"'])
def test_one_letter_is_said_to_be_too_little(text: str) -> None:
    assert ask(text).trouble is Trouble.ONE_LETTER


@pytest.mark.parametrize("text", ["", "  ", "\0", "\n\t"])
def test_nothing_is_no_trouble(text: str) -> None:
    asked = ask(text)
    assert asked.is_empty
    assert asked.trouble is None


def test_a_number_of_one_digit_is_a_word() -> None:
    assert ask("٥").words == ("5",)


def test_what_is_too_long_is_cut_and_says_so() -> None:
    asked = ask("كلمة" * 2500)
    assert asked.cut
    assert len(asked.shown) == MOST_LETTERS
    many = ask(" ".join(f"w{number}" for number in range(40)))
    assert many.cut
    assert len(many.words) == MOST_WORDS
    assert not ask("الخدمات الرقمية").cut


@given(st.text(max_size=400))
def test_whatever_is_typed_is_understood_or_refused_in_words(text: str) -> None:
    asked = ask(text)
    assert len(asked.terms) <= MOST_WORDS
    assert bool(asked.terms) or asked.trouble or asked.is_empty
    assert "\0" not in asked.shown
    assert ask(asked.shown).terms == asked.terms or asked.cut
