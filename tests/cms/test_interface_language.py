"""No English word of the interface is left on an Arabic page, public or of the admin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from cms.blocks import BodyBlock
from cms.catalogue import page_types
from cms.messages.catalogue import forms, po_path, read
from cms.models import BodyPage
from newsletter.actions.compose import letter_of
from newsletter.letter import Sender
from newsletter.rendering.plain import render_plain
from newsletter.tokens import token_for
from tests import reading
from tests.factories import cms as made
from tests.factories import factory_of
from tests.factories import newsletter as letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cms.models import ContentPage
    from tests.house import House

SHOWN = ("alt", "aria-label", "data-copied", "placeholder", "title")
SILENT = {"script", "style", "template"}
ELSEWHERE = re.compile(r"/(en|media|static|documents|admin|api)/|.*\.\w+$")
_PLACEHOLDER = re.compile(r"%%|%\(\w+\)[sd]")


def words_of_the_interface() -> list[str]:
    """The msgids that Arabic readers see another word for, plurals too."""
    found: list[str] = []
    for message in read(po_path(settings.LOCALE_PATHS[0], "ar"), "ar"):
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        found += [source for source in sources if source and source not in forms(message)]
    return found


def looking_for(sources: list[str]) -> re.Pattern[str]:
    """One word counts where it is the whole text; several count wherever they are said."""
    alone: list[str] = []
    anywhere: list[str] = []
    for source in sources:
        parts = [re.escape(part) for part in _PLACEHOLDER.split(source)]
        (anywhere if " " in source else alone).append(".+?".join(parts))
    return re.compile(rf"^(?:{'|'.join(alone)})$|(?<!\w)(?:{'|'.join(anywhere)})(?!\w)")


@pytest.fixture(scope="module")
def english() -> re.Pattern[str]:
    return looking_for(words_of_the_interface())


def texts(node: Any, language: str = "") -> Iterator[str]:
    """Everything a document shows or says aloud in Arabic, a text at a time."""
    language = node.get("lang") or language
    if not isinstance(node.tag, str) or node.tag in SILENT:
        return
    if language.startswith("ar"):
        yield from (node.get(name) or "" for name in SHOWN)
        if node.tag == "meta" and node.get("name") == "description":
            yield node.get("content") or ""
        yield node.text or ""
    for child in node:
        yield from texts(child, language)
        if language.startswith("ar"):
            yield child.tail or ""


def left_in(answer: Any, english: re.Pattern[str]) -> list[str]:
    said = (" ".join(text.split()) for text in texts(reading.page(answer)))
    return [text for text in said if english.search(text)]


@pytest.fixture
def full(site: House) -> House:
    """A page of every type with every block, filed and written by someone, in Arabic."""
    made.picture()
    made.document()
    entity, topic = made.entity(), made.topic()
    person = made.person(entity=entity, expertise={"ar": "المشاركة", "en": "Participation"})
    for model in page_types():
        filing: dict[str, Any] = {}
        if model.kind is not None:
            filing = {"summary": "ملخص", "entity": entity, "topics": [topic], "authors": [person]}
        if issubclass(model, BodyPage) and model.kind is not None:
            filing["body"] = made.body(*every_block())
        factory_of(model)("ar", **filing)
    return site


def every_block() -> Iterator[tuple[str, Any]]:
    for name, block in BodyBlock().child_blocks.items():
        yield name, block.get_prep_value(block.preview_in("ar"))


def crawl(client: Any, first: list[str]) -> Iterator[tuple[str, Any]]:
    """The pages that can be reached in Arabic, each once, without its query."""
    waiting, seen = list(first), set(first)
    while waiting:
        path = waiting.pop(0)
        answer = client.get(path)
        yield path, answer
        for href in reading.hrefs(answer):
            parts = urlsplit(href)
            if parts.netloc or not parts.path.startswith("/") or ELSEWHERE.match(parts.path):
                continue
            if parts.path not in seen:
                seen.add(parts.path)
                waiting.append(parts.path)


def test_arabic_readers_meet_no_english_word(
    full: House, client: Any, english: re.Pattern[str]
) -> None:
    token = token_for(letters.subscriber(language="ar").pk)
    doors = [
        *(page.url for page in _made_pages()),
        *(reverse(name) for name in ("people", "entities", "topics", "feeds")),
        reverse("subscription", args=[token]),
        reverse("unsubscribe", args=[token]),
        "/no-such-page/",
    ]
    met = {path: (answer.status_code, left_in(answer, english)) for path, answer in
           crawl(client, doors)}  # fmt: skip
    assert {path: words for path, (_code, words) in met.items() if words} == {}
    assert [path for path, (code, _words) in met.items() if code != 200] == ["/no-such-page/"]


def _made_pages() -> list[ContentPage]:
    return [
        page
        for model in page_types()
        for page in model._default_manager.filter(locale__language_code="ar", live=True)
    ]


def test_the_arabic_letter_has_no_english_word(full: House, english: re.Pattern[str]) -> None:
    posts = [page for page in _made_pages() if page.kind is not None]
    issue = letters.issue_page("ar", pages=posts, title="الرسالة", summary="ملخص")
    sender = Sender(name="البرزة", address="letter@house.example", list_id="l.example")
    letter = letter_of({"ar": issue}, "ar", sender, timezone.now())
    lines = render_plain(letter).splitlines()
    assert [line for line in lines if english.search(line.strip())] == []


def test_arabic_editors_meet_no_english_word(
    full: House, editing: Any, english: re.Pattern[str]
) -> None:
    left = {}
    for model in page_types():
        for parent in model.allowed_parent_page_models():
            above = parent._default_manager.filter(locale__language_code="ar").first()
            if above is None or not model.can_create_at(above):
                continue
            place = (model._meta.app_label, model._meta.model_name, above.pk)
            address = reverse("wagtailadmin_pages:add", args=place)
            if words := left_in(editing.get(address), english):
                left[model.__name__] = words
    assert left == {}


def test_the_log_in_form_is_arabic_throughout(client: Any, db: None) -> None:
    answer = client.get(reverse("account_login"))
    labels = ["".join(node.itertext()).strip() for node in reading.page(answer).iter("label")]
    assert labels
    assert not [label for label in labels if re.search("[A-Za-z]", label)]


def test_a_word_left_in_english_is_found(english: re.Pattern[str]) -> None:
    with translation.override("ar"):
        assert gettext("Read the column") != "Read the column"
    for text in ("News", "Read the column", "البرزة: page 2", "12 items"):
        assert english.search(text), text
    for text in ("الأخبار", "RSS", "Newsflash", "البرزة: الصفحة 2"):
        assert not english.search(text), text
