"""Marks on the original text."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.search.highlight import EXCERPT_LENGTH, Piece, excerpt_around, marked
from cms.search.terms import terms
from tests.cms.search.spellings import SAME_WORD

#: Letters of both scripts with what hangs on them, ligatures, emoji of several parts, signs.
HARD = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "ابتثجدرسشصعفقلمنهويأإآؤئىةءپک ـًَُِّْٰﷲﻻﷺ٢2۲aeéßﬁİ.،«»\"'()&<>-—_\n"
            "\u0301\u0308\u200c\u200d\u200e\u200f\u202e\u2066\u2069\ufe0f\u20e3"
            "\U0001f468\U0001f3fd\U0001f1e6\U0001f1ea\u0600\u0938\u093e\u1100\u1161"
        ),
        st.characters(),
    ),
    max_size=80,
)


def found(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces if piece.found]


@given(HARD, HARD)
def test_without_the_marks_the_text_is_what_it_was(text: str, query: str) -> None:
    wanted = frozenset(terms(query))
    assert "".join(piece.text for piece in marked(text, wanted)) == text


@given(HARD)
def test_a_mark_begins_and_ends_with_a_whole_word(text: str) -> None:
    wanted = frozenset(terms(text)[:3])
    pieces = marked(text, wanted)
    for before, after in pairwise(pieces):
        assert not unicodedata.category(after.text[0]).startswith("M") or not before.found
        assert after.text[0] not in "\u200c\u200d" or not before.found
        if before.found or after.found:
            assert not (before.text[-1].isalnum() and after.text[0].isalnum())


@given(HARD, HARD)
def test_what_is_marked_was_wanted(text: str, query: str) -> None:
    wanted = frozenset(terms(query))
    for word in found(marked(text, wanted)):
        assert wanted & set(terms(word))


@pytest.mark.parametrize("spellings", SAME_WORD, ids=lambda row: row[0])
def test_every_spelling_of_a_word_is_marked_as_it_stands(spellings: tuple[str, ...]) -> None:
    text = "؛ ".join(spellings)
    for query in spellings:
        assert found(marked(text, frozenset(terms(query)))) == list(spellings)


def test_the_excerpt_is_around_the_hit_and_says_that_it_is_cut() -> None:
    text = "نص طويل يسبق. " * 40 + "هنا الخِدْماتُ المقصودة. " + "ونص طويل يتبع. " * 40
    pieces = excerpt_around(text, frozenset(terms("خدمة")))
    whole = "".join(piece.text for piece in pieces)
    assert found(pieces) == ["الخِدْماتُ"]
    assert whole.startswith("… ")
    assert whole.endswith(" …")
    assert len(whole) <= EXCERPT_LENGTH + 4


def test_of_several_places_the_one_with_most_of_the_words_is_shown() -> None:
    filler = "words of no interest here " * 20
    text = f"plan {filler} the plan for digital services {filler}"
    pieces = excerpt_around(text, frozenset(terms("digital services plan")))
    assert found(pieces) == ["plan", "digital", "services"]


@given(HARD, HARD, st.integers(20, 60))
def test_an_excerpt_is_a_stretch_of_the_text(text: str, query: str, limit: int) -> None:
    pieces = excerpt_around(text, frozenset(terms(query)), limit)
    shown = "".join(piece.text for piece in pieces).removeprefix("… ").removesuffix(" …")
    plain = "".join(char for char in text if char not in "\u061c\u200e\u200f\u202a\u202b\u202c"
                    "\u202d\u202e\u2066\u2067\u2068\u2069")  # fmt: skip
    assert shown in " ".join(plain.split())


def test_one_word_without_end_is_not_cut_inside() -> None:
    word = "W" * 600
    assert "".join(piece.text for piece in excerpt_around(word, frozenset())) == word


def test_a_long_text_full_of_the_word_is_cut_in_a_moment() -> None:
    text = "the word " * 20_000
    start = time.process_time()
    pieces = excerpt_around(text, frozenset({"the"}))
    assert time.process_time() - start < 2, "as many steps as hits, not their square"
    assert found(pieces)
