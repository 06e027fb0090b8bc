"""Words as the index has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.search.terms import beginnings, terms
from tests.cms.search.spellings import DIFFERENT_WORDS, SAME_ENGLISH, SAME_WORD


@pytest.mark.parametrize("spellings", [*SAME_WORD, *SAME_ENGLISH], ids=lambda row: row[0])
def test_spellings_of_one_word_are_one_term(spellings: tuple[str, ...]) -> None:
    assert len({tuple(terms(spelling)) for spelling in spellings}) == 1


@pytest.mark.parametrize("words", DIFFERENT_WORDS, ids=lambda row: row[0])
def test_different_words_stay_different(words: tuple[str, str]) -> None:
    assert terms(words[0]) != terms(words[1])


@pytest.mark.parametrize("text", ["22.11.2026", "2024,2025", "1.2,3", "٢٢.١١.٢٠٢٦"])
def test_a_date_and_a_list_are_several_numbers(text: str) -> None:
    assert len(terms(text)) > 1
    assert all(term.isdigit() for term in terms(text))


def test_words_found_by_their_beginning_lose_the_article_alone() -> None:
    assert beginnings("السياسات") == ["سياسات"]
    assert beginnings("السيا") == ["سيا"]
    assert beginnings("services") == ["services"]


@given(st.text())
def test_terms_are_letters_and_digits_alone_whatever_is_written(text: str) -> None:
    for term in (*terms(text), *beginnings(text)):
        assert term
        assert not {'"', "'", "*", ":", "%", "_", "\\", "\0", " "} & set(term)


@given(st.text(), st.text())
def test_a_text_has_the_words_of_its_parts(first: str, second: str) -> None:
    assert terms(f"{first} . {second}") == terms(first) + terms(second)
