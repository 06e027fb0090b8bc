"""The letter as a mail program shows it: no barrier, no sideways scrolling, by day and by night."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from newsletter.rendering.head import head_of
from newsletter.rendering.mjml import render_html
from newsletter.rendering.places import greeting_in_html, greeting_place
from tests.browser.barriers import barriers
from tests.newsletter.rendering.test_look import full_letter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

# A letter is part of the mail program's page, whose landmarks are not ours.
OF_THE_PROGRAM = {"region", "landmark-one-main"}
VARIANTS = [("ar",), ("en",), ("ar", "en")]
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="750">'
    '<rect width="1200" height="750" fill="#92722a"/></svg>'
)


@pytest.fixture
def mail(chromium: Browser) -> Iterator[Page]:
    """A page on which nothing is fetched: all pictures are one of ours."""

    def answered(route: Route) -> None:
        route.fulfill(content_type="image/svg+xml", body=PICTURE)

    page = chromium.new_page()
    page.route(re.compile("^https?:"), answered)
    yield page
    page.close()


def shown(languages: tuple[str, ...], name: str = "مريم") -> str:
    letter = full_letter(*languages)
    html = render_html(letter)
    for greeting in head_of(letter).greetings:
        html = html.replace(greeting_place(greeting.language), greeting_in_html(greeting, name))
    return html


@pytest.mark.parametrize("languages", VARIANTS)
def test_nobody_meets_a_barrier_in_the_letter(mail: Page, languages: tuple[str, ...]) -> None:
    mail.set_content(shown(languages))
    found = [finding for finding in barriers(mail) if finding.rule not in OF_THE_PROGRAM]
    assert found == []


@pytest.mark.parametrize("languages", VARIANTS)
@pytest.mark.parametrize("width", [320, 390, 700, 1280])
def test_the_letter_never_scrolls_sideways(
    mail: Page, languages: tuple[str, ...], width: int
) -> None:
    mail.set_viewport_size({"width": width, "height": 800})
    mail.set_content(shown(languages, name="ا" * 60))
    assert mail.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("languages", VARIANTS)
def test_every_link_is_large_enough_for_a_finger(mail: Page, languages: tuple[str, ...]) -> None:
    mail.set_viewport_size({"width": 390, "height": 800})
    mail.set_content(shown(languages))
    small = mail.evaluate(
        """() => [...document.querySelectorAll('a[href]')]
        .filter((a) => !a.matches('.link'))
        .map((a) => [a.textContent, Math.max(a.getBoundingClientRect().height,
            a.firstElementChild?.getBoundingClientRect().height ?? 0)])
        .filter(([, height]) => height < 24)"""
    )
    assert small == []


def test_in_the_dark_the_letter_is_dark_and_by_day_it_is_not(mail: Page) -> None:
    mail.set_content(shown(("ar", "en")))
    brightness = {}
    for scheme in ("light", "dark"):
        mail.emulate_media(color_scheme=scheme)
        brightness[scheme] = mail.evaluate(
            """() => ['body', '.surface', '.surface > table', '.tinted', '.tinted > table', '.note']
            .map((found) => getComputedStyle(document.querySelector(found)).backgroundColor)
            .map((colour) => Math.max(...colour.match(/\\d+/g).slice(0, 3).map(Number)))"""
        )
    assert min(brightness["light"]) > 230
    assert max(brightness["dark"]) < 60


def test_the_link_to_the_other_language_leads_to_it(mail: Page) -> None:
    mail.set_viewport_size({"width": 390, "height": 800})
    mail.set_content(shown(("ar", "en")))
    mail.evaluate("document.querySelector('a[href=\"#en\"]').click()")
    top = mail.evaluate("document.getElementById('en').getBoundingClientRect().top")
    assert abs(top) < 100


def test_an_arabic_letter_begins_at_the_right_and_an_english_one_at_the_left(mail: Page) -> None:
    mail.set_viewport_size({"width": 700, "height": 800})
    for language, begins_at_the_right in (("ar", True), ("en", False)):
        mail.set_content(shown((language,)))
        middles = mail.evaluate(
            """() => [...document.querySelectorAll('.card-picture')]
            .map((cell) => cell.getBoundingClientRect())
            .map((box) => (box.left + box.right) / 2)"""
        )
        assert middles
        assert all((middle > 350) == begins_at_the_right for middle in middles)
