"""The demo is complete in both languages, is made once, and leaves editors' work alone.

Pictures are flat here: how they are drawn is tested with the drawings themselves.
"""

from __future__ import annotations

import io
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from PIL import Image
from wagtail.models import Page, ReferenceIndex

from blog.models import ArticlePage, ColumnPage, NewsPage, PressPage, StoryPage
from cms import catalogue
from cms.demo import seeding
from cms.models import ContentPage, CustomImage, Entity, Person, Topic
from cms.pages import StandardPage
from cms.translating.models import TranslationState
from newsletter.models import (
    Delivery,
    DeliveryState,
    IssuePage,
    Mailing,
    MailingState,
    SectionKind,
    Subscriber,
)
from tests import reading
from tests.house import LANGUAGES
from toolkit.models import ResourcePage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client
    from pytest_django import DjangoDbBlocker

# One process seeds, and not each of them.
pytestmark = pytest.mark.xdist_group("seeded")

# A day late in a month, so that the month of the last issue is full.
MOMENT = "2026-11-22T12:00:00+04:00"
DUBAI = ZoneInfo("Asia/Dubai")

# What the demo promises in each language.
AT_LEAST = {ArticlePage: 12, NewsPage: 8, StoryPage: 8, ResourcePage: 6, StandardPage: 6}
EXACTLY = {ColumnPage: 6, IssuePage: 1}


def flat(drawing: seeding.Drawing) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (160, 100), (20, 90, 60)).save(out, "PNG" if drawing[0] == "logo" else "JPEG")
    return out.getvalue()


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo, made once for this module and rolled back behind it."""
    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
    ):
        patch.setattr(seeding, "ProcessPoolExecutor", ThreadPoolExecutor)
        patch.setattr(seeding, "draw", flat)
        seed()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(seeded: None, db: None) -> None:
    """What a test changes in the demo is undone after it."""


def seed(**options: object) -> None:
    call_command("seed_demo", verbosity=0, now=MOMENT, **options)


def counts() -> Counter[tuple[str, str]]:
    rows = Page.objects.values_list("content_type__model", "locale__language_code")
    return Counter(rows)


def live(model: type[ContentPage], language: str) -> int:
    return int(model.objects.live().filter(locale__language_code=language).count())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demo_has_what_it_promises_in_each_language(language: str, demo: None) -> None:
    for model, count in AT_LEAST.items():
        assert live(model, language) >= count, model
    for model, count in EXACTLY.items():
        assert live(model, language) == count, model
    assert Entity.objects.count() == 6
    assert Person.objects.count() == 10
    assert Topic.objects.count() == 8
    assert Subscriber.objects.active().count() > 3


def test_last_months_letter_went_to_every_reader_and_this_months_is_being_made(
    demo: None,
) -> None:
    mailing = Mailing.objects.get()
    assert (f"{mailing}", mailing.state) == ("2026-10", MailingState.SENT)
    assert mailing.submitted_by != mailing.approved_by
    written = Delivery.objects.filter(mailing=mailing, state=DeliveryState.ACCEPTED).count()
    assert written == Subscriber.objects.active().count()
    drafts = IssuePage.objects.filter(month="2026-11-01", live=False)
    assert drafts.count() == len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_last_months_letter_shows_all_that_a_letter_can_have(language: str, demo: None) -> None:
    issue = IssuePage.objects.get(month="2026-10-01", locale__language_code=language)
    shown = issue.shown(timezone.now())
    assert {section.kind for section in shown.sections} == {kind.value for kind in SectionKind}
    assert shown.column
    assert issue.intro
    draft = IssuePage.objects.get(month="2026-11-01", locale__language_code=language)
    written = draft.get_latest_revision_as_object()
    assert written.intro
    kinds = {section.kind for section in written.chosen_sections()}
    assert kinds >= {SectionKind.ANNOUNCEMENTS, SectionKind.DATES}


def test_every_page_has_its_translation_at_the_same_address(demo: None) -> None:
    # Drafts of entities have no translation yet.
    pages = ContentPage.objects.filter(depth__gt=2, live=True).select_related("locale")
    slugs: dict[object, dict[str, str]] = {}
    for page in pages:
        slugs.setdefault(page.translation_key, {})[page.language] = page.slug
    for by_language in slugs.values():
        assert set(by_language) == set(LANGUAGES), by_language
        assert len(set(by_language.values())) == 1, by_language


def test_no_text_is_missing_or_in_the_other_language(demo: None) -> None:
    arabic_letters = set("ابتثجحخدذرزسشصضطظعغفقكلمنهوي")
    for page in ContentPage.objects.filter(depth__gt=1).select_related("locale"):
        for text in (page.title, page.summary):
            assert text.strip(), page.slug
            assert bool(arabic_letters & set(text)) == (page.language == "ar"), (page.slug, text)
        assert len(page.summary) <= 320


def test_pictures_have_alternative_texts_in_both_languages(demo: None) -> None:
    pictures = CustomImage.objects.all()
    assert pictures
    for picture in pictures:
        for language in LANGUAGES:
            assert picture.alt.data.get(language), (picture.title, language)


def test_people_entities_and_topics_have_names_in_both_languages(demo: None) -> None:
    for model in (Person, Entity, Topic):
        for thing in model._default_manager.all():
            assert set(LANGUAGES) <= set(thing.name.data), thing.slug


def test_nothing_is_published_in_the_future(demo: None) -> None:
    moment = datetime.fromisoformat(MOMENT)
    # The sections and the press page stood before the demo, since the tests began.
    dated = ContentPage.objects.filter(content_type__in=catalogue.kinds_by_content_type())
    dated = dated.not_type(PressPage)
    assert dated.exists()
    assert not dated.filter(published_at__gt=moment).exists()


def test_columns_are_of_six_months_in_a_row(demo: None) -> None:
    months = ColumnPage.objects.filter(locale__language_code="ar").values_list("month", flat=True)
    numbers = sorted(month.year * 12 + month.month for month in months)
    assert numbers == list(range(numbers[0], numbers[0] + 6))


def test_the_tree_is_whole(demo: None) -> None:
    assert Page.find_problems() == ([], [], [], [], [])
    for page in ContentPage.objects.filter(depth__gt=1):
        page.specific.full_clean()


def test_every_public_address_answers_and_leads_on(demo: None, client: Client) -> None:
    todo = {reading.path(url) for url, _alternates in reading.sitemap_entries(
        client.get("/sitemap.xml"))}  # fmt: skip
    assert len(todo) > 150
    met: set[str] = set()
    while todo:
        path = todo.pop()
        met.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, path
        if answer["Content-Type"].startswith("text/html"):
            links = (reading.path(href) for href in reading.hrefs(answer) if href.startswith("/"))
            todo |= {link for link in links if not link.startswith(("/media/", "/admin"))} - met


def test_one_translation_waits_for_its_translator(demo: None) -> None:
    (state,) = TranslationState.objects.exclude(stale_since=None)
    assert state.page.locale.language_code == "en"
    assert state.page.live


def test_a_second_run_makes_nothing(demo: None) -> None:
    before = counts()
    things = [model._default_manager.count() for model in (CustomImage, Person, Entity, Subscriber)]
    revisions = sum(page.revisions.count() for page in ContentPage.objects.all())
    seed()
    assert counts() == before
    assert revisions == sum(page.revisions.count() for page in ContentPage.objects.all())
    assert things == [
        model._default_manager.count() for model in (CustomImage, Person, Entity, Subscriber)
    ]


def test_what_an_editor_changed_stays(demo: None) -> None:
    page = ArticlePage.objects.filter(locale__language_code="ar").first()
    page.title = "عنوان غيّرته المحررة"
    page.save_revision().publish()
    person = Person.objects.get(slug="director-general")
    person.role = {"ar": "دور آخر", "en": "Another role"}
    person.save()
    seed()
    assert ArticlePage.objects.get(pk=page.pk).title == "عنوان غيّرته المحررة"
    assert str(Person.objects.get(pk=person.pk).role) == "دور آخر"


def test_what_an_editor_unpublished_stays_unpublished(demo: None) -> None:
    page = NewsPage.objects.filter(locale__language_code="en").first()
    page.unpublish()
    seed()
    assert not NewsPage.objects.get(pk=page.pk).live


def test_what_was_deleted_comes_back_in_both_languages(demo: None) -> None:
    before = counts()
    NewsPage.objects.filter(locale__language_code="ar").first().delete()  # with its translation
    assert counts() != before
    seed()
    assert counts() == before


def test_twice_the_scale_is_twice_the_dated_pages(demo: None) -> None:
    before = {model: live(model, "ar") for model in (ArticlePage, ColumnPage, NewsPage, StoryPage)}
    seed(scale=2)
    for model, count in before.items():
        assert live(model, "ar") == live(model, "en") == 2 * count, model
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("options", [{"scale": 0}, {"now": "yesterday"}])
def test_options_that_make_no_sense_are_refused(options: dict[str, object], demo: None) -> None:
    with pytest.raises(CommandError):
        call_command("seed_demo", verbosity=0, **options)


def test_the_index_of_references_knows_where_topics_are_used(demo: None) -> None:
    topic = Topic.objects.get(slug="e-participation")
    assert ReferenceIndex.get_references_to(topic).exists()
