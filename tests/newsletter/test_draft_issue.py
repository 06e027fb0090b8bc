"""The month's issue drafts itself from what was published, once, in every language."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from blog.models import ArticlePage
from cms.teaser import Kind, Teaser
from newsletter.actions.draft_issue import NoNewsletterSection, NothingPublished, draft_issue
from newsletter.digest import ITEMS_A_SECTION, SECTIONS, digest_of
from newsletter.models import IssuePage, NewsletterPage
from tests.factories import blog as posts
from tests.factories import toolkit as guides

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House

DUBAI = ZoneInfo("Asia/Dubai")
OCTOBER = date(2025, 10, 1)
NOON = datetime(2025, 10, 15, 12, tzinfo=DUBAI)

moments = st.one_of(
    st.none(),
    st.datetimes(datetime(2025, 1, 1), datetime(2025, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds the zone
)
teasers = st.builds(
    Teaser,
    kind=st.sampled_from(Kind),
    title=st.text(max_size=5),
    summary=st.just(""),
    url=st.just("/"),
    language=st.just("ar"),
    published_at=moments,
    page_id=st.integers(1, 10**6),
)
lists = st.lists(teasers, max_size=40, unique_by=lambda teaser: teaser.page_id)


# --- the digest, without a database --------------------------------------------------------------


@given(lists)
def test_everything_in_a_digest_was_published(given_teasers: list[Teaser]) -> None:
    digest = digest_of(given_teasers)
    chosen = [teaser for section in digest.sections for teaser in section.teasers]
    for teaser in [*chosen, *([digest.column] if digest.column else [])]:
        assert teaser in given_teasers
        assert teaser.published_at is not None


@given(lists)
def test_nothing_is_in_a_digest_twice(given_teasers: list[Teaser]) -> None:
    digest = digest_of(given_teasers)
    ids = [teaser.page_id for section in digest.sections for teaser in section.teasers]
    ids += [digest.column.page_id] if digest.column else []
    assert len(set(ids)) == len(ids)


@given(lists)
def test_sections_are_short_newest_first_and_of_one_kind(given_teasers: list[Teaser]) -> None:
    with translation.override("en"):
        digest = digest_of(given_teasers)
    kinds = []
    for section in digest.sections:
        assert 1 <= len(section.teasers) <= ITEMS_A_SECTION
        assert len({teaser.kind for teaser in section.teasers}) == 1
        dates = [teaser.published_at for teaser in section.teasers]
        assert dates == sorted(dates, reverse=True)  # type: ignore[type-var]  # none is None
        kinds.append(section.teasers[0].kind)
    order = [kind for kind, _name, _title in SECTIONS]
    assert kinds == [kind for kind in order if kind in kinds]


@given(lists, st.randoms(use_true_random=False))
def test_a_digest_does_not_depend_on_the_order_of_what_it_is_told(
    given_teasers: list[Teaser], random: Any
) -> None:
    shuffled = list(given_teasers)
    random.shuffle(shuffled)
    assert digest_of(shuffled) == digest_of(given_teasers)


@given(lists)
def test_the_column_is_the_newest_one(given_teasers: list[Teaser]) -> None:
    columns = [t for t in given_teasers if t.kind is Kind.COLUMN and t.published_at is not None]
    column = digest_of(given_teasers).column
    assert (column is None) == (not columns)
    if column:
        assert column.published_at == max(t.published_at for t in columns if t.published_at)


@given(lists)
def test_a_digest_is_empty_only_when_nothing_can_be_told(given_teasers: list[Teaser]) -> None:
    told = {Kind.COLUMN, *(kind for kind, _name, _title in SECTIONS)}
    tellable = [t for t in given_teasers if t.kind in told and t.published_at is not None]
    assert digest_of(given_teasers).is_empty == (not tellable)


# --- the drafted pages ---------------------------------------------------------------------------


@pytest.fixture
def october(site: House) -> dict[str, list[int]]:
    """Ids of what was published in October by language; and much that must stay out."""
    inside: dict[str, list[int]] = {}
    for language in ("ar", "en"):
        chosen = [
            make(language, published_at=NOON + timedelta(days=offset))
            for make in (
                posts.article_page,
                posts.news_page,
                posts.story_page,
                guides.resource_page,
            )
            for offset in (0, 3)
        ]
        chosen.append(posts.column_page(language, month=OCTOBER, published_at=NOON))
        inside[language] = [page.pk for page in chosen]
        first = datetime(2025, 10, 1, tzinfo=DUBAI)
        last = datetime(2025, 11, 1, tzinfo=DUBAI)
        posts.article_page(
            language, title="zz September", published_at=first - timedelta(seconds=1)
        )
        posts.article_page(language, title="zz November", published_at=last)
        posts.news_page(language, title="zz draft", published_at=NOON, live=False)
        posts.news_page(
            language, title="zz expired", published_at=NOON, expire_at=NOON + timedelta(days=2)
        )
        hidden = posts.story_page(language, title="zz hidden", published_at=NOON)
        hidden.unpublish()
    return inside


def ids(issue: IssuePage) -> list[int]:
    chosen = [page.page_id for section in issue.chosen_sections() for page in section.pages]
    return chosen + ([issue.column_id] if issue.column_id else [])


def test_a_draft_gathers_the_month_in_each_language(
    october: dict[str, list[int]], now: datetime
) -> None:
    issues = draft_issue(date(2025, 10, 22), now)
    assert set(issues) == {"ar", "en"}
    for language, issue in issues.items():
        assert sorted(ids(issue)) == sorted(october[language])
        assert issue.language == language
        assert issue.month == OCTOBER


def test_first_and_last_moment_of_the_month_are_in(site: House, now: datetime) -> None:
    first = posts.article_page("en", published_at=datetime(2025, 10, 1, tzinfo=DUBAI))
    last = posts.article_page("en", published_at=datetime(2025, 10, 31, 23, 59, 59, tzinfo=DUBAI))
    assert set(ids(draft_issue(OCTOBER, now)["en"])) == {first.pk, last.pk}


def test_a_draft_is_not_public(
    october: dict[str, list[int]], now: datetime, client: Client
) -> None:
    for issue in draft_issue(OCTOBER, now).values():
        assert not issue.live
        assert client.get(issue.get_url()).status_code == 404


def test_drafting_twice_gives_the_same_pages(october: dict[str, list[int]], now: datetime) -> None:
    first = draft_issue(OCTOBER, now)
    posts.article_page("en", published_at=NOON)
    second = draft_issue(date(2025, 10, 31), now)
    assert {code: page.pk for code, page in first.items()} == {
        code: page.pk for code, page in second.items()
    }
    assert ids(second["en"]) == ids(first["en"])
    assert IssuePage.objects.count() == 2


def test_what_the_manager_rearranged_stays(october: dict[str, list[int]], now: datetime) -> None:
    issue = draft_issue(OCTOBER, now)["ar"]
    issue.title = "عدد أعيد ترتيبه"
    issue.save_revision()
    issue.save()
    assert draft_issue(OCTOBER, now)["ar"].title == "عدد أعيد ترتيبه"


def test_both_languages_are_translations_of_each_other(
    october: dict[str, list[int]], now: datetime
) -> None:
    issues = draft_issue(OCTOBER, now)
    assert issues["ar"].translation_key == issues["en"].translation_key
    assert issues["ar"].slug == issues["en"].slug
    assert "أكتوبر 2025" in issues["ar"].title
    assert "October 2025" in issues["en"].title


def test_a_language_with_nothing_is_left_out_and_joins_later(site: House, now: datetime) -> None:
    posts.article_page("ar", published_at=NOON)
    first = draft_issue(OCTOBER, now)
    assert set(first) == {"ar"}
    posts.article_page("en", published_at=NOON)
    second = draft_issue(OCTOBER, now)
    assert second["ar"].pk == first["ar"].pk
    assert second["en"].translation_key == first["ar"].translation_key


def test_a_month_without_anything_says_so(site: House, now: datetime) -> None:
    with pytest.raises(NothingPublished):
        draft_issue(OCTOBER, now)
    assert not IssuePage.objects.exists()


def test_a_site_without_a_place_for_issues_says_so(site: House, now: datetime) -> None:
    site.section(NewsletterPage, "en").delete()
    posts.article_page("ar", published_at=NOON)
    with pytest.raises(NoNewsletterSection):
        draft_issue(OCTOBER, now)
    assert not IssuePage.objects.exists(), "a failed draft leaves half an issue"


def test_what_is_withdrawn_after_the_draft_is_not_shown(
    october: dict[str, list[int]], now: datetime, client: Client
) -> None:
    issue = draft_issue(OCTOBER, now)["en"]
    issue.save_revision().publish()
    page = ArticlePage.objects.filter(pk__in=october["en"]).first()
    assert page.title in client.get(issue.get_url()).content.decode()
    page.title = "zz withdrawn"
    page.save()
    page.unpublish()
    text = client.get(issue.get_url()).content.decode()
    assert "zz" not in text
