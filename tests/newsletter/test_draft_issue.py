"""The month's issue drafts itself from what was published, once, in every language."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from blog.models import ArticlePage
from blog.posts import NewsKind
from newsletter.actions.arrange import arrange
from newsletter.actions.draft_issue import NoNewsletterSection, NothingPublished, draft_issue
from newsletter.digest import ITEMS_A_SECTION
from newsletter.models import IssuePage, NewsletterPage
from newsletter.month_issue import month_issue
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import toolkit as guides
from tests.factories.newsletter import issue_page

if TYPE_CHECKING:
    from django.test import Client

    from cms.models import ContentPage
    from newsletter.arrangement import Arrangement
    from tests.house import House

DUBAI = ZoneInfo("Asia/Dubai")
OCTOBER = date(2025, 10, 1)
NOON = datetime(2025, 10, 15, 12, tzinfo=DUBAI)

# --- the drafted pages ---------------------------------------------------------------------------


@pytest.fixture
def october(site: House) -> dict[str, list[int]]:
    """Ids of what was published in October by language; and much that must stay out."""
    makers = (posts.article_page, posts.news_page, posts.story_page, guides.resource_page)
    chosen = [
        paired(make, published_at=NOON + timedelta(days=offset))
        for make in makers
        for offset in (0, 3)
    ]
    chosen.append(paired(posts.column_page, month=OCTOBER, published_at=NOON))
    for language in ("ar", "en"):
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
    return {code: [pages[code].pk for pages in chosen] for code in ("ar", "en")}


def paired(make: Any, **fields: Any) -> dict[str, ContentPage]:
    """A page with its translation, in the languages' order."""
    entity = made.entity()
    arabic = make("ar", entity=entity, **fields)
    return {"ar": arabic, "en": make("en", of=arabic, entity=entity, **fields)}


def chosen_kinds(issue: IssuePage) -> dict[str, list[int]]:
    return {str(s.kind): [page.page_id for page in s.pages] for s in issue.chosen_sections()}


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
    second = draft_issue(date(2025, 10, 31), now)
    for code, page in first.items():
        assert page.pk == second[code].pk
        assert page.latest_revision_id == second[code].latest_revision_id, "saved for nothing"
    assert IssuePage.objects.count() == 2


def test_what_is_new_comes_below_what_is_there_while_there_is_room(
    october: dict[str, list[int]], now: datetime
) -> None:
    before = chosen_kinds(draft_issue(OCTOBER, now)["ar"])
    new = [paired(posts.news_page, published_at=NOON + timedelta(days=d))["ar"] for d in (4, 5, 6)]
    after = chosen_kinds(draft_issue(OCTOBER, now)["ar"])
    assert after["news"][:2] == before["news"]
    assert after["news"][2:] == [new[2].pk, new[1].pk]
    assert len(after["news"]) == ITEMS_A_SECTION
    assert after["stories"] == before["stories"]


def test_what_managers_did_is_kept_when_the_month_is_gathered_anew(
    october: dict[str, list[int]], now: datetime
) -> None:
    draft_issue(OCTOBER, now)
    issue = month_issue(OCTOBER)
    assert issue is not None
    news, articles, *_rest = issue.arrangement.sections
    first, second = (item.key for item in news.items)

    def change(whole: Arrangement) -> Arrangement:
        whole = whole.pinned(second, on=True).worded(second, {"ar": "كلمات"})
        return whole.moved(first, articles.id, 0).hidden(articles.items[0].key, on=True)

    arranged = arrange(OCTOBER, issue.seen, change, None).arrangement
    paired(posts.news_page, published_at=NOON + timedelta(days=6))
    draft_issue(OCTOBER, now)
    again = month_issue(OCTOBER)
    assert again is not None
    assert again.arrangement.section(articles.id) == arranged.section(articles.id)
    kept, added = again.arrangement.section(news.id).items
    assert kept == arranged.item(second)
    assert added.key not in arranged.keys()  # noqa: SIM118 - its method


def test_a_published_letter_is_not_gathered_anew(
    october: dict[str, list[int]], now: datetime
) -> None:
    for issue in draft_issue(OCTOBER, now).values():
        issue.save_revision().publish()
    before = month_issue(OCTOBER)
    paired(posts.news_page, published_at=NOON)
    draft_issue(OCTOBER, now)
    after = month_issue(OCTOBER)
    assert before is not None
    assert after is not None
    assert after.seen == before.seen


def test_news_stand_in_sections_by_their_sort(site: House, now: datetime) -> None:
    pages = {sort: posts.news_page("en", news_kind=sort, published_at=NOON) for sort in NewsKind}
    kinds = chosen_kinds(draft_issue(OCTOBER, now)["en"])
    assert set(kinds["news"]) == {pages[NewsKind.SERVICE].pk, pages[NewsKind.APP].pk}
    assert kinds["achievements"] == [pages[NewsKind.ACHIEVEMENT].pk]
    assert kinds["trends"] == [pages[NewsKind.TREND].pk]


def test_new_resources_and_new_versions_are_told_of_and_corrections_are_not(
    site: House, now: datetime
) -> None:
    long_ago = NOON - timedelta(days=300)
    new = guides.resource_page("en", published_at=NOON)
    renewed, corrected = (guides.resource_page("en", published_at=long_ago) for _one in range(2))
    for page, version in ((renewed, "1.1"), (corrected, "1.0")):
        guides.publish_version(page, "1.0", long_ago)
        guides.publish_version(page, version, NOON)
    assert ids(draft_issue(OCTOBER, now)["en"]) == [new.pk, renewed.pk]


def test_one_entity_does_not_crowd_out_the_others(site: House, now: datetime) -> None:
    loud, quiet = made.entity(), made.entity()
    for days in range(6):
        posts.news_page("ar", entity=loud, published_at=NOON + timedelta(days=days))
    late = posts.news_page("ar", entity=quiet, published_at=NOON - timedelta(days=9))
    chosen = chosen_kinds(draft_issue(OCTOBER, now)["ar"])["news"]
    assert late.pk in chosen
    assert len(chosen) == ITEMS_A_SECTION


def test_both_languages_have_the_same_sections_and_items_in_the_same_order(
    october: dict[str, list[int]], now: datetime
) -> None:
    posts.article_page("ar", published_at=NOON + timedelta(days=9))
    issues = draft_issue(OCTOBER, now)
    rows = {
        code: [
            (row["id"], row["value"]["kind"], [item["id"] for item in row["value"]["pages"]])
            for row in issue.sections.raw_data
        ]
        for code, issue in issues.items()
    }
    assert [row[:2] for row in rows["ar"]] == [row[:2] for row in rows["en"]]
    for (_id, kind, arabic), (_same, _kind, english) in zip(rows["ar"], rows["en"], strict=True):
        alone = 1 if kind == "articles" else 0
        assert arabic[alone:] == english


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


def test_an_item_without_a_translation_is_in_the_issue_of_its_own_language(
    site: House, now: datetime
) -> None:
    article = posts.article_page("ar", published_at=NOON)
    issues = draft_issue(OCTOBER, now)
    assert set(issues) == {"ar", "en"}
    assert (ids(issues["ar"]), ids(issues["en"])) == ([article.pk], [])
    assert issues["en"].summary == ""
    english = posts.article_page("en", of=article, published_at=NOON + timedelta(days=40))
    assert ids(draft_issue(OCTOBER, now)["en"]) == [english.pk]


def test_an_issue_that_one_language_has_alone_gets_its_pair(site: House, now: datetime) -> None:
    pages = paired(posts.article_page, published_at=NOON)
    alone = issue_page("ar", month=OCTOBER, pages=[pages["ar"]])
    issues = draft_issue(OCTOBER, now)
    assert issues["ar"].pk == alone.pk
    assert issues["en"].translation_key == alone.translation_key
    assert ids(issues["en"]) == [pages["en"].pk]


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
