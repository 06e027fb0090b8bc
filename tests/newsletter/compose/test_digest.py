"""Which publications come into a letter: rules that hold whatever was published."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.teaser import Kind, Teaser, TeaserLink
from newsletter.digest import (
    ITEMS_A_SECTION,
    ITEMS_AN_ENTITY,
    ORDER,
    SECTIONS,
    Digest,
    Item,
    digest_of,
    items_of,
    section_of,
)
from newsletter.models import SectionKind

if TYPE_CHECKING:
    from collections.abc import Mapping

moments = st.one_of(
    st.none(),
    st.datetimes(datetime(2025, 1, 1), datetime(2025, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds the zone
)
entities = st.sampled_from([None, *(TeaserLink(name, "/", name) for name in "abc")])
teasers = st.builds(
    Teaser,
    kind=st.sampled_from(Kind),
    title=st.just(""),
    summary=st.just(""),
    url=st.just("/"),
    language=st.sampled_from(["ar", "en"]),
    published_at=moments,
    entity=entities,
    page_id=st.integers(1, 10**6),
    translation_key=st.sampled_from([f"key-{number}" for number in range(20)]),
)
lists = st.lists(teasers, max_size=40, unique_by=lambda teaser: teaser.page_id)
sorts = st.dictionaries(
    st.integers(1, 10**6), st.sampled_from(["service", "app", "achievement", "trend"])
)
crowds = st.lists(
    st.builds(
        Teaser,
        kind=st.just(Kind.NEWS),
        title=st.just(""),
        summary=st.just(""),
        url=st.just("/"),
        language=st.just("ar"),
        published_at=moments.filter(bool),
        entity=entities,
        page_id=st.integers(1, 10**6),
    ),
    max_size=12,
    unique_by=lambda teaser: teaser.page_id,
)


def chosen(digest: Digest) -> list[Item]:
    column = [digest.column] if digest.column else []
    return [*column, *(item for section in digest.sections for item in section.items)]


def newest_first(items: list[Item]) -> bool:
    moments = [item.published_at for item in items]
    return moments == sorted(moments, reverse=True)


@given(lists, sorts)
def test_everything_in_a_digest_was_published(given_: list[Teaser], of: Mapping[int, str]) -> None:
    for item in chosen(digest_of(given_, of)):
        for language, teaser in item.teasers.items():
            assert teaser in given_
            assert teaser.published_at is not None
            assert teaser.language == language


@given(lists, sorts)
def test_a_page_and_its_translation_are_one_item_in_one_section(
    given_: list[Teaser], of: Mapping[int, str]
) -> None:
    keys = [item.key for item in chosen(digest_of(given_, of))]
    assert len(set(keys)) == len(keys)


@given(lists, sorts)
def test_sections_are_short_and_stand_in_their_order(
    given_: list[Teaser], of: Mapping[int, str]
) -> None:
    digest = digest_of(given_, of)
    for section in digest.sections:
        assert 1 <= len(section.items) <= ITEMS_A_SECTION
        assert newest_first(list(section.items))
        assert {item.section for item in section.items} == {section.kind}
    kinds = [section.kind for section in digest.sections]
    assert kinds == [kind for kind, _title in SECTIONS if kind in kinds]


@given(lists, sorts, st.randoms(use_true_random=False))
def test_a_digest_does_not_depend_on_the_order_of_what_it_is_told(
    given_: list[Teaser], of: Mapping[int, str], random: Any
) -> None:
    shuffled = list(given_)
    random.shuffle(shuffled)
    assert digest_of(shuffled, of) == digest_of(given_, of)


@given(crowds)
def test_no_entity_crowds_out_another(given_: list[Teaser]) -> None:
    """More than its share only when everything of the others is in already."""
    (*sections,) = digest_of(given_).sections
    inside = [item for section in sections for item in section.items]
    waiting = [item for item in items_of(given_, {}) if item not in inside]
    counts = Counter(item.entity for item in inside if item.entity)
    crowding = [entity for entity, count in counts.items() if count > ITEMS_AN_ENTITY]
    if crowding:
        for item in waiting:
            assert item.entity
            assert counts[item.entity] >= ITEMS_AN_ENTITY


@given(crowds)
def test_a_section_is_full_while_anything_waits(given_: list[Teaser]) -> None:
    inside = chosen(digest_of(given_))
    assert len(inside) == min(len(given_), ITEMS_A_SECTION)


@given(crowds, st.data())
def test_pinned_ones_come_first_in_their_order(given_: list[Teaser], data: st.DataObject) -> None:
    keys = [item.key for item in items_of(given_, {})]
    pinned = data.draw(st.lists(st.sampled_from(keys), unique=True) if keys else st.just([]))
    inside = [item.key for item in chosen(digest_of(given_, pinned=pinned))]
    assert inside[: len(pinned)] == pinned
    assert newest_first(
        [i for i in chosen(digest_of(given_, pinned=pinned)) if i.key not in pinned]
    )


@given(lists)
def test_the_column_is_the_newest_one(given_: list[Teaser]) -> None:
    columns = [item for item in items_of(given_, {}) if not item.section]
    column = digest_of(given_).column
    assert column == (columns[0] if columns else None)


@given(lists)
def test_a_digest_is_empty_only_when_nothing_can_be_told(given_: list[Teaser]) -> None:
    assert digest_of(given_).is_empty == (not items_of(given_, {}))


@pytest.mark.parametrize(
    ("kind", "sort", "section"),
    [
        (Kind.NEWS, "service", "news"),
        (Kind.NEWS, "app", "news"),
        (Kind.NEWS, "achievement", "achievements"),
        (Kind.NEWS, "trend", "trends"),
        (Kind.NEWS, "", "news"),
        (Kind.ARTICLE, "trend", "articles"),
        (Kind.STORY, "", "stories"),
        (Kind.RESOURCE, "guide", "toolkit"),
        (Kind.COLUMN, "", ""),
        (Kind.ISSUE, "", ""),
    ],
)
def test_each_sort_of_publication_has_its_section(kind: Kind, sort: str, section: str) -> None:
    told = Teaser(kind, "", "", "/", "ar", None)
    assert section_of(told, sort) == section


def test_the_digest_knows_all_kinds_of_sections() -> None:
    assert set(ORDER) == set(SectionKind.values)
    assert list(ORDER) == list(SectionKind.values)
