"""The catalogue answers what is published, as Teasers, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from blog.models import PressPage
from blog.posts import NewsKind
from cms import catalogue
from cms.catalogue import DATED_KINDS, Question
from cms.teaser import Kind
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import toolkit
from toolkit.models import ResourceKind, ResourcePage

if TYPE_CHECKING:
    from cms.models import ContentPage
    from tests.house import House

DUBAI = ZoneInfo("Asia/Dubai")


@pytest.fixture(autouse=True)
def only_what_a_test_makes(request: pytest.FixtureRequest) -> None:
    """Every house has a press page, which a question for all kinds would find too."""
    if "site" in request.fixturenames:
        request.getfixturevalue("site")
        PressPage.objects.update(live=False)


def titles(question: Question, now: datetime) -> list[str]:
    return [teaser.title for teaser in catalogue.latest(question, 100, now)]


def test_newest_come_first(site: House, now: datetime) -> None:
    for days, title in ((3, "old"), (1, "new"), (2, "middle")):
        posts.article_page("en", title=title, published_at=now - timedelta(days=days))
    assert titles(Question("en"), now) == ["new", "middle", "old"]


def test_pages_of_one_moment_have_an_order_of_their_own(site: House, now: datetime) -> None:
    moment = now - timedelta(days=1)
    made_pages = [posts.article_page("en", published_at=moment) for _ in range(5)]
    found = [teaser.page_id for teaser in catalogue.latest(Question("en"), 9, now)]
    assert found == [page.pk for page in reversed(made_pages)]


def test_only_the_language_asked_for_is_answered(site: House, now: datetime) -> None:
    posts.article_page("ar", title="عربي")
    posts.article_page("en", title="English")
    assert titles(Question("ar"), now) == ["عربي"]
    assert titles(Question("en"), now) == ["English"]
    assert titles(Question("fr"), now) == []


def test_kinds_narrow_the_answer(site: House, now: datetime) -> None:
    posts.news_page("en", title="news")
    posts.article_page("en", title="article")
    toolkit.resource_page("en", title="guide")
    assert titles(Question("en", kinds=(Kind.NEWS,)), now) == ["news"]
    assert set(titles(Question("en", kinds=DATED_KINDS), now)) == {"news", "article"}
    assert titles(Question("en", kinds=()), now) == []


def test_topic_entity_and_author_narrow_the_answer(site: House, now: datetime) -> None:
    topic, entity, author = made.topic(), made.entity(), made.person()
    posts.article_page("en", title="topic", topics=[topic, made.topic()])
    posts.article_page("en", title="entity", entity=entity)
    posts.article_page("en", title="author", authors=[made.person(), author])
    assert titles(Question("en", topic=topic), now) == ["topic"]
    assert titles(Question("en", entity=entity), now) == ["entity"]
    assert titles(Question("en", author=author), now) == ["author"]
    assert titles(Question("en", topic=topic, author=author), now) == []


def test_since_is_in_and_until_is_out(site: House, now: datetime) -> None:
    first = datetime(2025, 3, 1, tzinfo=DUBAI)
    last = datetime(2025, 4, 1, tzinfo=DUBAI)
    for moment in (first - timedelta(seconds=1), first, last - timedelta(seconds=1), last):
        posts.article_page("en", title=moment.isoformat(), published_at=moment)
    inside = titles(Question("en", since=first, until=last), now)
    assert inside == [(last - timedelta(seconds=1)).isoformat(), first.isoformat()]


def test_months_are_those_of_the_sites_zone(site: House, now: datetime) -> None:
    """22:00 of 31 January in UTC is 02:00 of 1 February in Dubai."""
    moment = datetime(2025, 1, 31, 22, tzinfo=ZoneInfo("UTC"))
    posts.article_page("en", published_at=moment)
    posts.article_page("en", published_at=moment + timedelta(days=3))
    posts.article_page("en", published_at=moment - timedelta(hours=3))
    found = catalogue.months(Question("en"), now)
    assert [(f"{day:%Y-%m-%d}", count) for day, count in found] == [
        ("2025-02-01", 2),
        ("2025-01-01", 1),
    ]


def test_chosen_pages_keep_the_order_of_the_choice(site: House, now: datetime) -> None:
    a, b, c = (posts.article_page("en") for _ in range(3))
    draft = posts.article_page("en", live=False)
    found = catalogue.teasers_of_ids([c.pk, draft.pk, a.pk, b.pk, 10**9], now)
    assert [teaser.page_id for teaser in found] == [c.pk, a.pk, b.pk]


def test_pages_are_found_by_key_in_all_languages_while_they_are_public(
    site: House, now: datetime
) -> None:
    arabic = posts.article_page("ar")
    english = posts.article_page("en", of=arabic)
    alone = posts.news_page("en")
    draft = posts.news_page("ar", of=alone, live=False)
    found = catalogue.teasers_of_keys([arabic.translation_key, alone.translation_key], now)
    assert {key: {c: t.page_id for c, t in by.items()} for key, by in found.items()} == {
        str(arabic.translation_key): {"ar": arabic.pk, "en": english.pk},
        str(draft.translation_key): {"en": alone.pk},
    }


def test_each_page_says_which_sort_of_its_kind_it_is(
    site: House, django_assert_num_queries: Any
) -> None:
    news = [posts.news_page("en", news_kind=kind) for kind in NewsKind]
    guide = toolkit.resource_page("en", resource_kind=ResourceKind.LESSON)
    article = posts.article_page("en")
    declaring = [model for model in catalogue.page_types() if model.sub_kind_field]
    with django_assert_num_queries(len(declaring)):
        found = catalogue.sub_kinds([*(page.pk for page in news), guide.pk, article.pk])
    expected = {page.pk: page.news_kind for page in news} | {guide.pk: "lesson"}
    assert found == expected


@pytest.mark.parametrize("model", catalogue.page_types(), ids=lambda model: model.__name__)
def test_the_field_of_a_sub_kind_is_one_with_choices(model: type[ContentPage]) -> None:
    if model.sub_kind_field:
        assert model._meta.get_field(model.sub_kind_field).choices


def test_a_resource_is_renewed_when_readers_got_another_version_of_it(
    site: House, now: datetime
) -> None:
    def at(days: int) -> datetime:
        return now - timedelta(days=days)

    def resource(*publications: tuple[str, int]) -> int:
        page = toolkit.resource_page("en", published_at=at(90))
        for version, days in publications:
            toolkit.publish_version(page, version, at(days))
        return int(page.pk)

    renewed = resource(("1.0", 90), ("1.1", 5))
    later_corrected = resource(("1.0", 90), ("2.0", 5), ("2.0", 1))
    resource(("1.0", 90), ("1.0", 5))  # a correction
    resource(("1.0", 90), ("1.1", 40))  # before
    resource(("1.0", 90), ("1.1", 1))  # after
    resource(("1.1", 5))  # nothing is known of before
    resource(("1.0", 90), ("1.1", 6), ("1.0", 5))  # taken back
    taken = ResourcePage.objects.get(pk=resource(("1.0", 90), ("1.1", 5)))
    taken.unpublish()
    question = Question("en", since=at(10), until=at(3))
    found = catalogue.renewed(question, now).values_list("pk", flat=True)
    assert set(found) == {renewed, later_corrected}
    assert not catalogue.published(question, now).exists()
    assert not catalogue.renewed(replace(question, language="ar"), now).exists()


def test_asking_for_what_is_renewed_needs_both_ends(now: datetime) -> None:
    for question in (Question("en", since=now), Question("en", until=now)):
        with pytest.raises(ValueError, match="since and until"):
            catalogue.renewed(question, now)


def test_neighbours_are_of_the_same_kind_and_language(site: House, now: datetime) -> None:
    def at(days: int) -> datetime:
        return now - timedelta(days=days)

    before = posts.article_page("en", published_at=at(5))
    posts.news_page("en", published_at=at(4))
    page = posts.article_page("en", published_at=at(3))
    posts.article_page("ar", published_at=at(2))
    after = posts.article_page("en", published_at=at(1))
    found = catalogue.neighbours(page, now)
    assert [teaser and teaser.page_id for teaser in found] == [before.pk, after.pk]
    assert catalogue.neighbours(before, now)[0] is None
    assert catalogue.neighbours(after, now)[1] is None


def test_pages_of_one_moment_do_not_lead_in_a_circle(site: House, now: datetime) -> None:
    """Following "previous" from the newest page meets every page once."""
    moment = now - timedelta(days=1)
    pages = {page.pk: page for page in (posts.article_page("en", published_at=moment)
                                        for _ in range(4))}  # fmt: skip
    met = []
    pk: int | None = max(pages)
    while pk is not None and pk not in met:
        met.append(pk)
        previous, _next = catalogue.neighbours(pages[pk], now)
        pk = previous.page_id if previous else None
    assert sorted(met) == sorted(pages)
    assert pk is None


def test_related_pages_share_most_topics_first(site: House, now: datetime) -> None:
    one, two, other = made.topic(), made.topic(), made.topic()
    page = posts.article_page("en", topics=[one, two])
    shares_one = posts.article_page("en", topics=[one, other])
    shares_two = posts.news_page("en", topics=[two, one])
    posts.article_page("en", topics=[other])
    found = [teaser.page_id for teaser in catalogue.related(page, 3, now)]
    assert found == [shares_two.pk, shares_one.pk]


def test_a_page_without_topics_is_related_to_nothing(site: House, now: datetime) -> None:
    posts.article_page("en", topics=[made.topic()])
    assert catalogue.related(posts.article_page("en"), 3, now) == []


def test_names_in_a_teaser_are_in_the_pages_language(site: House, now: datetime) -> None:
    topic = made.topic(name={"ar": "المشاركة", "en": "Participation"})
    entity = made.entity(name={"ar": "الهيئة", "en": "The authority"})
    for language, names in (
        ("ar", ("المشاركة", "الهيئة")),
        ("en", ("Participation", "The authority")),
    ):
        page = posts.article_page(language, topics=[topic], entity=entity)
        teaser = catalogue.teaser_of_page(page, now)
        assert teaser is not None
        assert teaser.entity is not None
        assert (teaser.topics[0].title, teaser.entity.title) == names
        prefix = "/en" if language == "en" else ""
        assert teaser.topics[0].url == f"{prefix}/topics/{topic.slug}/"
        assert teaser.entity.url == f"{prefix}/entities/{entity.slug}/"


def test_pictures_of_the_letter_cost_as_many_queries_for_many_as_for_two(
    site: House, now: datetime, django_assert_num_queries: Any
) -> None:
    pages = [posts.article_page("en", image=made.picture()) for _ in range(6)]
    teasers = catalogue.teasers_of_ids([page.pk for page in pages], now)
    assert len(catalogue.mail_images(teasers)) == len(pages)  # cuts them
    for some in (teasers[:2], teasers):
        with django_assert_num_queries(2):
            assert len(catalogue.mail_images(some)) == len(some)


def test_a_missing_picture_file_costs_the_picture_only(site: House, now: datetime) -> None:
    picture = made.picture()
    page = posts.article_page("en", image=picture)
    picture.file.storage.delete(picture.file.name)
    teaser = catalogue.teaser_of_page(page, now)
    assert teaser is not None
    assert teaser.image is None


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_belongs_to_a_page_type(kind: Kind, site: House) -> None:
    assert kind in catalogue.kinds_by_content_type().values()
