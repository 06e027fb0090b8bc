"""Every language is called by its own name and written from its own side."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.utils import translation

from cms.languages import direction_of, language_name


@pytest.mark.parametrize("active", ["ar", "en"])
def test_a_language_is_called_as_it_calls_itself_whoever_reads(active: str) -> None:
    with translation.override(active):
        assert [(code, language_name(code)) for code, _name in settings.LANGUAGES] == [
            ("ar", "العربية"),
            ("en", "English"),
        ]


def test_one_that_the_site_does_not_have_is_called_by_its_code() -> None:
    assert [language_name(code) for code in ("fr", "xx", "")] == ["fr", "xx", ""]


@pytest.mark.parametrize(
    ("code", "direction"),
    [
        *(("ar", "rtl"), ("ar-ae", "rtl"), ("ur", "rtl"), ("en", "ltr"), ("en-gb", "ltr")),
        *(("xx", "auto"), ("", "auto")),
    ],
)
def test_its_texts_have_its_direction_and_others_decide_for_themselves(
    code: str, direction: str
) -> None:
    assert direction_of(code) == direction
