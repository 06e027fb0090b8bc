"""What the checks of a text find, and what they leave alone, in both languages."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from cms.desk.checks import faults_of
from cms.desk.faults import FaultKind
from cms.desk.models import LinkAnswer
from tests.factories.blog import article_page, story_page
from tests.factories.cms import body, document, picture
from tests.factories.newsletter import issue_page
from tests.factories.pages import number
from tests.factories.toolkit import resource_page

if TYPE_CHECKING:
    from datetime import datetime

    from pytest_django import DjangoAssertNumQueries

    from cms.models import ContentPage
    from tests.house import House

pytestmark = pytest.mark.usefixtures("site")

TEXT = {"ar": "<p>نصغي أولاً، ثم نقرر معاً.</p>", "en": "<p>First we listen.</p>"}
OTHER = {"ar": "en", "en": "ar"}
TITLES = {"ar": "مقال عن المشاركة", "en": "An article on participation"}
SUMMARIES = {"ar": "ملخص قصير.", "en": "A short summary."}
WORDS = {"ar": "اقرأ الدليل", "en": "Read the guide"}

in_both = pytest.mark.parametrize("language", ["ar", "en"])


def article(language: str, *blocks: tuple[str, Any], **fields: Any) -> ContentPage:
    """A live article without fault, and with its translation, as far as not said otherwise."""
    mark = number()  # two pages of the same words would be a fault
    fields = {
        "title": f"{TITLES[language]} {mark}",
        "summary": f"{SUMMARIES[language]} {mark}",
    } | fields
    page = article_page(language, body=body(*(blocks or [("paragraph", TEXT[language])])), **fields)
    other = OTHER[language]
    article_page(
        other, of=page, title=f"{TITLES[other]} {mark}", summary=f"{SUMMARIES[other]} {mark}"
    )
    return page


def kinds(page: ContentPage, now: datetime) -> list[FaultKind]:
    return [fault.kind for fault in faults_of(page, now)]


@in_both
def test_a_sound_article_has_no_fault(language: str, now: datetime) -> None:
    page = article(
        language,
        ("heading", {"text": TITLES[language], "level": "h2"}),
        ("paragraph", TEXT[language]),
        ("picture", {"image": picture().pk, "caption": "", "credit": ""}),
        image=picture(),
    )
    assert faults_of(page, now) == []


@in_both
@pytest.mark.parametrize("block", ["picture", "gallery", "hero", "poster"])
def test_a_picture_without_words_in_the_pages_language_is_found(
    language: str, block: str, now: datetime
) -> None:
    other = OTHER[language]
    mute = picture(alt={other: "صورة" if other == "ar" else "Picture"}, title="the-file.png")
    blocks: dict[str, list[tuple[str, Any]]] = {
        "picture": [("picture", {"image": mute.pk, "caption": "", "credit": ""})],
        "gallery": [("gallery", {"title": "", "pictures": [{"image": mute.pk, "caption": ""}]})],
        "poster": [
            ("video", {"title": TITLES[language], "poster": mute.pk, "transcript": TEXT[language]})
        ],
        "hero": [],
    }
    page = article(language, *blocks[block], **({"image": mute} if block == "hero" else {}))
    (fault,) = faults_of(page, now)
    assert (fault.kind, fault.text) == (FaultKind.MISSING_ALT, "the-file.png")
    assert fault.spot.path == ("image" if block == "hero" else f"body.{page.body[0].id}")


@in_both
def test_a_page_without_summary_is_found_unless_search_engines_have_one(
    language: str, now: datetime
) -> None:
    assert kinds(article(language, summary=""), now) == [FaultKind.MISSING_SUMMARY]
    assert kinds(article(language, summary="", search_description=SUMMARIES[language]), now) == []


@in_both
def test_two_pages_that_search_engines_cannot_tell_apart_are_found(
    language: str, now: datetime
) -> None:
    first, second = article(language), article(language)
    twin = article(language, title=first.title, summary=first.summary)
    assert [(fault.kind, fault.text) for fault in faults_of(twin, now)] == [
        (FaultKind.DUPLICATE_TITLE, first.get_url()),
        (FaultKind.DUPLICATE_DESCRIPTION, first.get_url()),
    ]
    assert faults_of(second, now) == []
    twin.seo_title = f"{TITLES[language]} 0"
    twin.search_description = f"{SUMMARIES[language]} 0"
    assert faults_of(twin, now) == []


@in_both
def test_a_page_that_search_engines_do_not_see_is_nobodys_twin(
    language: str, now: datetime
) -> None:
    first = article(language)
    twin = article(language, title=first.title, summary=first.summary)
    type(first).objects.filter(pk=first.pk).update(expire_at=now - timedelta(minutes=1))
    assert faults_of(twin, now) == []


@in_both
def test_a_title_longer_than_search_engines_show_is_found_unless_they_have_a_shorter_one(
    language: str, now: datetime
) -> None:
    page = article(language, title=f"{TITLES[language]} " * 6)
    assert kinds(page, now) == [FaultKind.LONG_TITLE]
    page.seo_title = f"{TITLES[language]} 0"
    assert kinds(page, now) == []


@in_both
def test_a_page_without_translation_is_found(language: str, now: datetime) -> None:
    alone = article_page(language, title=TITLES[language], summary=SUMMARIES[language])
    (fault,) = faults_of(alone, now)
    assert (fault.kind, fault.text) == (FaultKind.MISSING_TRANSLATION, OTHER[language])


def test_a_translation_that_is_only_a_draft_is_missing_for_a_live_page_alone(
    now: datetime,
) -> None:
    arabic = article_page("ar", title=TITLES["ar"], summary=SUMMARIES["ar"])
    english = article_page("en", of=arabic, title="Draft", summary="S.", live=False)
    assert kinds(arabic, now) == [FaultKind.MISSING_TRANSLATION]
    assert kinds(english, now) == []


@in_both
@pytest.mark.parametrize("inside", ["", " ", "&nbsp;", "…", "<b></b>", " – "])
def test_a_link_without_a_word_is_found(language: str, inside: str, now: datetime) -> None:
    html = f'{TEXT[language]}<p><a href="https://u.ae/">{inside}</a></p>'
    (fault,) = faults_of(article(language, ("paragraph", html)), now)
    assert (fault.kind, fault.text) == (FaultKind.EMPTY_LINK, "https://u.ae/")


@in_both
def test_text_of_the_other_language_is_found_wherever_it_stands(
    language: str, now: datetime
) -> None:
    foreign = {"ar": "We listen first and then decide.", "en": "نصغي أولاً ثم نقرر معاً."}[language]
    page = article(
        language,
        ("heading", {"text": foreign, "level": "h2"}),
        ("paragraph", f"{TEXT[language]}<ul><li>{foreign}</li></ul>"),
        ("quote", {"text": foreign, "speaker": "", "role": ""}),
        ("steps", {"title": "", "items": [{"title": foreign, "text": ""}]}),
        summary=foreign,
    )
    found = faults_of(page, now)
    assert {fault.kind for fault in found} == {FaultKind.FOREIGN_TEXT}
    assert {fault.spot.block for fault in found} == {"", "heading", "paragraph", "quote", "steps"}


def test_a_storys_own_fields_and_rows_are_read_too(now: datetime) -> None:
    story = story_page("ar", summary="ملخص.", challenge="<p>The old form was far too long.</p>")
    story.results.create(label="Time to fill in the form", before=9, after=3)
    found = [f for f in faults_of(story, now) if f.kind == FaultKind.FOREIGN_TEXT]
    assert {fault.spot.path for fault in found} == {"challenge", "results"}


@in_both
def test_a_link_to_a_page_that_readers_do_not_get_is_found(language: str, now: datetime) -> None:
    gone = article_page(language)
    targets = {
        "draft": article_page(language, live=False).pk,
        "expired": article_page(language, expire_at=now - timedelta(hours=1)).pk,
        "deleted": gone.pk,
        "public": article_page(language).pk,
    }
    gone.delete()
    for name, pk in targets.items():
        html = f'<p>{WORDS[language]} <a linktype="page" id="{pk}">{WORDS[language]}</a></p>'
        page = article(language, ("paragraph", html))
        expected = [] if name == "public" else [FaultKind.UNREACHABLE_LINK]
        assert kinds(page, now) == expected, name


def test_a_link_leads_to_the_translation_where_there_is_one(now: datetime) -> None:
    arabic = article_page("ar", live=False)
    html = f'<p><a linktype="page" id="{arabic.pk}">Read the guide</a></p>'
    page = article("en", ("paragraph", html))
    assert kinds(page, now) == [FaultKind.UNREACHABLE_LINK]
    article_page("en", of=arabic)
    assert kinds(page, now) == []


@in_both
def test_a_page_card_and_a_newsletters_choice_are_links_as_well(
    language: str, now: datetime
) -> None:
    draft = article_page(language, live=False)
    page = article(language, ("page_card", {"page": draft.pk}))
    assert kinds(page, now) == [FaultKind.UNREACHABLE_LINK]
    issue = issue_page(language, pages=[draft])
    assert FaultKind.UNREACHABLE_LINK in kinds(issue, now)


def test_a_document_that_is_gone_is_found(now: datetime) -> None:
    here, gone = document(), document()
    number = gone.pk
    gone.delete()
    html = '<p><a linktype="document" id="{}">اقرأ الدليل</a></p>'
    assert kinds(article("ar", ("paragraph", html.format(here.pk))), now) == []
    assert kinds(article("ar", ("paragraph", html.format(number))), now) == [
        FaultKind.UNREACHABLE_LINK
    ]


def test_an_address_that_cannot_be_right_is_found_and_any_other_is_trusted(now: datetime) -> None:
    html = '<p><a href="{}">اقرأ الدليل</a></p>'
    bad = article("ar", ("paragraph", html.format("http://localhost:8000/admin/")))
    good = article("ar", ("paragraph", html.format("https://u.ae/guide")))
    assert kinds(bad, now) == [FaultKind.UNREACHABLE_LINK]
    assert kinds(good, now) == []


def test_an_address_is_called_dead_after_two_failures(now: datetime) -> None:
    page = article("ar", ("paragraph", '<p><a href="https://u.ae/guide">اقرأ الدليل</a></p>'))
    row = LinkAnswer.objects.create(address="https://u.ae/guide", asked_at=now, failures=1)
    assert kinds(page, now) == []
    row.failures = 2
    row.save()
    assert kinds(page, now) == [FaultKind.UNREACHABLE_LINK]


@in_both
def test_a_subsection_before_any_section_is_found(language: str, now: datetime) -> None:
    text = TITLES[language]
    sound = [("heading", {"text": text, "level": level}) for level in ("h2", "h3", "h3", "h2")]
    assert kinds(article(language, *sound), now) == []
    (fault,) = faults_of(article(language, *sound[1:]), now)
    assert (fault.kind, fault.text) == (FaultKind.SKIPPED_HEADING, text)


@in_both
def test_a_film_without_transcript_is_found(language: str, now: datetime) -> None:
    film = {"title": TITLES[language], "address": "https://video.example.com/1", "transcript": ""}
    assert kinds(article(language, ("video", film)), now) == [FaultKind.MISSING_TRANSCRIPT]
    sound = film | {"transcript": TEXT[language]}
    assert kinds(article(language, ("video", sound)), now) == []


@in_both
def test_a_table_without_column_headings_is_found(language: str, now: datetime) -> None:
    cell = WORDS[language]
    table = {"caption": cell, "header": ["", ""], "rows": [[cell, cell]]}
    assert kinds(article(language, ("table", table)), now) == [FaultKind.MISSING_TABLE_HEADER]
    for header in ([cell, cell], ["", cell]):
        assert kinds(article(language, ("table", table | {"header": header})), now) == []


def test_a_draft_that_is_half_done_can_be_read(now: datetime) -> None:
    empty = [
        (name, None if name == "paragraph" else {})
        for name in ("heading", "quote", "table", "picture", "gallery", "video", "page_card")
    ]
    page = article_page("ar", live=False, body=body(*[("paragraph", ""), *empty[1:]]))
    assert FaultKind.MISSING_SUMMARY in kinds(page, now)


def test_every_page_type_can_be_checked(site: House, now: datetime) -> None:
    for page in (site.home("ar"), site.home("en"), resource_page("ar"), story_page("en")):
        assert isinstance(faults_of(page, now), list)


def test_the_number_of_questions_does_not_grow_with_the_text(
    now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def long(count: int) -> ContentPage:
        blocks = []
        for _number in range(count):
            link = f'<a linktype="page" id="{article_page("ar").pk}">اقرأ الدليل</a>'
            blocks += [("paragraph", f"<p>{link}</p>"), ("heading", {"text": "باب", "level": "h2"})]
        return type(page := article("ar", *blocks)).objects.get(pk=page.pk)

    for count in (1, 12):
        page = long(count)
        with django_assert_max_num_queries(12):
            faults_of(page, now)
