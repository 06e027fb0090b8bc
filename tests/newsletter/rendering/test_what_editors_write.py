"""What editors leave in a page of the house, as it comes to the letter's readers."""

from __future__ import annotations

import email
import email.policy
import json
from datetime import timedelta
from typing import TYPE_CHECKING

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings

from newsletter.actions.render_editions import manuscript_of
from newsletter.models import SubscriberLanguage
from newsletter.rendering.message import Addressee, message_template
from newsletter.rendering.visible import visible_line
from tests.factories import blog
from tests.house import LANGUAGES
from tests.newsletter.awkward_text import awkward_text
from tests.newsletter.letters import SENT_AT
from tests.newsletter.mailings import letters

if TYPE_CHECKING:
    from datetime import date

    from newsletter.gate.manuscript import Manuscript
    from tests.house import House

pytestmark = pytest.mark.django_db
READER = Addressee(address="r@example.org", token="1.t", message_id="<a@barza.example>")
NOW = letters.MONDAY + timedelta(hours=1)


@pytest.fixture
def month(site: House) -> date:
    """The month of an issue in both languages."""
    return letters.issue()


def links(manuscript: Manuscript, variant: str) -> dict[str, str]:
    """Addresses by the words that lead to them."""
    edition = manuscript.edition(variant)
    assert edition is not None
    root = html5lib.parse(edition.html, namespaceHTMLElements=False)
    return {"".join(a.itertext()): a.get("href", "") for a in root.iter("a")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_to_a_page_of_the_house_leads_to_it(month: date, language: str) -> None:
    article = blog.article_page(language, title="The page")
    intro = f'<p>Read <a linktype="page" id="{article.pk}">this one</a> first.</p>'
    letters.change(month, language, intro=intro)
    manuscript = manuscript_of(month, NOW)
    address = f"http://localhost{article.get_url()}"
    for variant in (language, SubscriberLanguage.BOTH):
        edition = manuscript.edition(variant)
        assert edition is not None
        assert links(manuscript, variant)["this one"] == address
        assert f":\n{address}\n" in edition.plain


def test_a_link_to_a_page_that_is_gone_is_words_and_no_link(month: date) -> None:
    letters.change(month, "en", intro='<p>Read <a linktype="page" id="999999">it</a>.</p>')
    manuscript = manuscript_of(month, NOW)
    assert links(manuscript, "en")["it"] == ""
    assert not manuscript.trouble


def test_marks_that_came_along_with_an_address_are_no_part_of_it(month: date) -> None:
    note = {"title": "A day", "url": "https://u.ae/x\u200f", "day": "2026-11-30"}
    value = {"title": "Dates", "notes": [note]}
    letters.change(month, "en", sections=json.dumps([{"type": "dates", "value": value}]))
    manuscript = manuscript_of(month, NOW, [SubscriberLanguage.ENGLISH])
    assert not manuscript.trouble
    assert links(manuscript, "en")["A day"] == "https://u.ae/x"


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=awkward_text)
def test_no_title_keeps_a_letter_from_being_made(month: date, text: str) -> None:
    """Of what a database takes; word processors leave line and paragraph separators."""
    title = f"a{text}\u2028b".replace("\x00", "").replace("\ud800", "")
    letters.change(month, "ar", title=title, summary=title, intro=f"<p>{title}</p>")
    manuscript = manuscript_of(month, NOW, [SubscriberLanguage.ARABIC])
    assert manuscript.trouble == {}
    (edition,) = manuscript.editions
    template = message_template(edition.head, html=edition.html, plain=edition.plain)
    octets = template.address_to(READER, date=SENT_AT)
    assert not email.message_from_bytes(octets, policy=email.policy.strict).defects
    mail = email.message_from_bytes(octets, policy=email.policy.default)
    assert mail["Subject"] == visible_line(title)
