from __future__ import annotations

import pytest

from newsletter.rendering.errors import RenderError
from newsletter.rendering.head import head_of
from newsletter.rendering.mjml import CLIPPED_AT, LONGEST_MJML, render_html
from newsletter.rendering.plain import render_plain
from newsletter.rendering.sizes import Sizes, sizes_of
from tests.newsletter.letters import letter_part, make_letter


def sizes(teasers: int, *languages: str) -> Sizes:
    parts = tuple(letter_part(language, teasers=teasers) for language in languages)
    letter = make_letter(parts=parts)
    return sizes_of(head_of(letter), html=render_html(letter), plain=render_plain(letter))


def test_a_month_of_twenty_items_in_each_language_is_shown_whole() -> None:
    both = sizes(20, "ar", "en")
    assert not both.is_clipped
    assert both.share < 100
    assert both.message > (both.html + both.plain) * 4 / 3


def test_what_programs_would_cut_off_is_said_before_it_is_sent() -> None:
    assert sizes(120, "ar").is_clipped
    assert not Sizes(CLIPPED_AT, 1, 1).is_clipped
    assert Sizes(CLIPPED_AT + 1, 1, 1).is_clipped
    assert Sizes(CLIPPED_AT // 2, 1, 1).share == 50


def test_a_letter_too_long_to_render_is_refused_and_not_tried() -> None:
    part = letter_part("ar", intro="<p>" + "x" * LONGEST_MJML + "</p>")
    with pytest.raises(RenderError, match="too long"):
        render_html(make_letter(parts=(part,)))
