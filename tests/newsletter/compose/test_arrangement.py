"""What managers do to a letter loses nothing, and is the same in every language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.arrangement import Arrangement, Item, Note, NotThere, Section, section_id
from newsletter.digest import ORDER
from newsletter.streams import arrangement_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

MONTH = "2026-11-01"
LANGUAGES = ("ar", "en")


@st.composite
def arrangements(draw: st.DrawFn) -> Arrangement:
    """Sections of some kinds, with items in one language or both, and notes."""
    kinds = draw(st.lists(st.sampled_from(ORDER), unique=True, max_size=5))
    keys = iter(range(1000))
    sections = []
    for kind in kinds:
        titles = {code: f"{kind} {code}" for code in LANGUAGES}
        section = Section(section_id(MONTH, kind), kind, titles)
        size = draw(st.integers(0, 5))
        if kind in ("announcements", "dates"):
            notes = tuple(_note(draw, kind, next(keys)) for _ in range(max(size, 1)))
            sections.append(Section(section.id, kind, titles, notes=notes))
        else:
            items = tuple(_item(draw, next(keys)) for _ in range(size))
            items = tuple(sorted(items, key=lambda item: not item.pinned))
            sections.append(Section(section.id, kind, titles, items=items))
    return Arrangement(MONTH, LANGUAGES, tuple(sections))


def _item(draw: st.DrawFn, number: int) -> Item:
    codes = draw(st.sampled_from([("ar",), ("en",), LANGUAGES]))
    return Item(
        key=f"key-{number}",
        pages={code: number * 10 + LANGUAGES.index(code) for code in codes},
        blurbs={code: draw(st.sampled_from(["", "كلمات", "words"])) for code in codes},
        pinned=draw(st.booleans()),
        hidden=draw(st.booleans()),
    )


def _note(draw: st.DrawFn, kind: str, number: int) -> Note:
    names = ("title", "text", "url") if kind == "announcements" else ("title", "place", "url")
    codes = draw(st.sampled_from([("ar",), ("en",), LANGUAGES]))
    texts = {code: dict.fromkeys(names, "") | {"title": f"t{number}"} for code in codes}
    shared = {"day": "2026-11-09", "until": None} if kind == "dates" else {}
    return Note(f"note-{number}", texts, shared)


def stored(whole: Arrangement) -> Arrangement:
    """Written into the streams as JSON, and read again."""
    streams = {code: json.loads(json.dumps(rows_of(whole, code))) for code in LANGUAGES}
    keys = {pk: item.key for item in whole.items() for pk in item.pages.values()}
    return arrangement_of(MONTH, streams, keys)


def changed(whole: Arrangement, data: st.DataObject) -> Arrangement:
    """After a few changes such as the desk makes."""
    for _ in range(data.draw(st.integers(1, 6))):
        keys = sorted(whole.keys())
        sections = [s.id for s in whole.sections if s.kind not in ("announcements", "dates")]
        if not keys:
            return whole
        key = data.draw(st.sampled_from(keys))
        match data.draw(st.sampled_from(["shift", "move", "pin", "hide", "word", "section"])):
            case "shift":
                whole = whole.shifted(key, data.draw(st.sampled_from([-1, 1])))
            case "move":
                to = data.draw(st.sampled_from(sections))
                whole = whole.moved(key, to, data.draw(st.integers(0, 9)))
            case "pin":
                whole = whole.pinned(key, on=data.draw(st.booleans()))
            case "hide":
                whole = whole.hidden(key, on=data.draw(st.booleans()))
            case "word":
                whole = whole.worded(key, {"ar": data.draw(st.text(max_size=5))})
            case "section":
                to = data.draw(st.sampled_from([s.id for s in whole.sections]))
                whole = whole.section_shifted(to, data.draw(st.sampled_from([-1, 1])))
    return whole


@given(arrangements(), st.data())
def test_no_change_loses_or_doubles_anything(whole: Arrangement, data: st.DataObject) -> None:
    after = changed(whole, data)
    assert sorted(item.key for item in after.items()) == sorted(i.key for i in whole.items())
    assert {s.id for s in after.sections} == {s.id for s in whole.sections}
    assert {n.id for s in after.sections for n in s.notes} == {
        n.id for s in whole.sections for n in s.notes
    }


@given(arrangements(), st.data())
def test_pinned_ones_stand_before_the_others_whatever_is_done(
    whole: Arrangement, data: st.DataObject
) -> None:
    for section in changed(whole, data).sections:
        marks = [item.pinned for item in section.items]
        assert marks == sorted(marks, reverse=True)


@given(arrangements(), st.data())
def test_both_languages_have_the_same_order(whole: Arrangement, data: st.DataObject) -> None:
    after = changed(whole, data)
    orders = {code: [row["id"] for row in rows_of(after, code)] for code in LANGUAGES}
    assert orders["ar"] == orders["en"]
    for section in after.sections:
        both = [item.key for item in section.items if len(item.pages) == 2]
        for code in LANGUAGES:
            keys = [item.key for item in section.items if code in item.pages]
            assert [key for key in keys if key in both] == both


@given(arrangements())
def test_what_was_stored_is_read_as_it_was(whole: Arrangement) -> None:
    again = stored(whole)
    assert [s.id for s in again.sections] == [s.id for s in whole.sections]
    for before, after in zip(whole.sections, again.sections, strict=True):
        assert dict(after.titles) == dict(before.titles)
        assert {i.key: i for i in after.items} == {i.key: i for i in before.items}
        assert {n.id: n for n in after.notes} == {n.id: n for n in before.notes}
        shared = [i.key for i in before.items if len(i.pages) == 2]
        assert [i.key for i in after.items if i.key in shared] == shared


@given(arrangements())
def test_storing_again_changes_nothing(whole: Arrangement) -> None:
    once = stored(whole)
    assert stored(once) == once


def arranged(*keys: str, pinned: str = "") -> Arrangement:
    items = tuple(Item(key, {"ar": n}, pinned=key in pinned) for n, key in enumerate(keys))
    news = Section("n", "news", {"ar": "أخبار", "en": "News"}, items)
    articles = Section("a", "articles", {"ar": "مدونة", "en": "Blog"})
    dates = Section("d", "dates", {"ar": "مواعيد", "en": "Dates"})
    return Arrangement(MONTH, LANGUAGES, (news, articles, dates))


def keys(whole: Arrangement, which: str = "n") -> str:
    return "".join(item.key for item in whole.section(which).items)


@pytest.mark.parametrize(
    ("key", "by", "after"),
    [("a", 1, "bac"), ("c", -1, "acb"), ("a", -1, "abc"), ("c", 1, "abc"), ("b", 0, "abc")],
)
def test_an_item_goes_one_place_and_stops_at_the_ends(key: str, by: int, after: str) -> None:
    assert keys(arranged("a", "b", "c").shifted(key, by)) == after


def test_an_item_goes_to_another_section_and_place() -> None:
    whole = arranged("a", "b", "c").moved("b", "a", 0).moved("a", "a", 1)
    assert (keys(whole), keys(whole, "a")) == ("c", "ba")


def test_an_item_that_is_not_pinned_does_not_go_before_one_that_is() -> None:
    assert keys(arranged("a", "b", "c", pinned="a").shifted("b", -1)) == "abc"


def test_pinning_brings_to_the_front_and_letting_go_behind_those_that_stay() -> None:
    whole = arranged("a", "b", "c", pinned="a").pinned("c", on=True)
    assert keys(whole) == "acb"
    assert keys(whole.pinned("a", on=False)) == "cab"


def test_what_is_not_there_is_said() -> None:
    whole = arranged("a")
    changes: tuple[Callable[[], Arrangement], ...] = (
        lambda: whole.shifted("z", 1),
        lambda: whole.moved("a", "z", 0),
        lambda: whole.moved("a", "d", 0),
        lambda: whole.section_shifted("z", 1),
        lambda: whole.titled("z", {}),
        lambda: whole.without_note("z"),
        lambda: whole.with_note("n", Note("x", {})),
    )
    for change in changes:
        with pytest.raises(NotThere):
            change()


def test_a_page_pulled_in_makes_its_section_in_the_order_of_a_draft() -> None:
    titles = {"ar": "قصص", "en": "Stories"}
    whole = arranged("a").pulled_in(Item("s", {"ar": 9}), "stories", titles, ORDER)
    assert [section.kind for section in whole.sections] == ["news", "articles", "stories", "dates"]
    assert keys(whole, whole.sections[2].id) == "s"


def test_a_page_pulled_in_twice_is_there_once_and_shown() -> None:
    whole = arranged("a", "b").hidden("a", on=True)
    again = whole.pulled_in(Item("a", {"en": 7}), "articles", {}, ORDER)
    assert keys(again) == "ab"
    assert not again.item("a").hidden
    assert again.item("a").pages == {"ar": 0, "en": 7}


# --- streams as the editor of a single page leaves them ------------------------------------------


def row(kind: str, *pages: Any, title: str = "t", which: str = "") -> dict[str, Any]:
    value = {"kind": kind, "title": title, "pages": [_entry(page) for page in pages]}
    return {"type": "section", "value": value, "id": which or f"id-{kind}"}


def _entry(page: Any) -> dict[str, Any]:
    return page if isinstance(page, dict) else {"page": page}


KEYS = {1: "a", 2: "b", 3: "c", 11: "a", 12: "b", 14: "d"}


def test_what_one_language_alone_has_comes_after_what_stands_before_it_there() -> None:
    whole = arrangement_of(
        MONTH, {"ar": [row("news", 1, 2, 3)], "en": [row("news", 11, 14, 12)]}, KEYS
    )
    assert "".join(item.key for item in whole.items()) == "adbc"
    assert whole.item("a").pages == {"ar": 1, "en": 11}


def test_where_languages_disagree_the_first_ones_sections_hold() -> None:
    whole = arrangement_of(
        MONTH, {"ar": [row("news", 1), row("articles", 2)], "en": [row("articles", 11)]}, KEYS
    )
    assert [i.key for i in whole.sections[0].items] == ["a"]
    assert whole.item("a").pages == {"ar": 1, "en": 11}
    assert len(whole.items()) == 2


def test_sections_of_one_kind_find_each_other_without_a_common_id() -> None:
    whole = arrangement_of(
        MONTH,
        {"ar": [row("news", 1, which="x")], "en": [row("news", 12, which="y", title="News")]},
        KEYS,
    )
    (section,) = whole.sections
    assert section.titles == {"ar": "t", "en": "News"}
    assert [item.key for item in section.items] == ["b", "a"]


def test_pages_that_are_gone_and_pages_named_twice_are_left_out() -> None:
    whole = arrangement_of(MONTH, {"ar": [row("news", 1, 99, 1), row("stories", 1, None)]}, KEYS)
    assert [item.key for item in whole.items()] == ["a"]


def test_rows_with_and_without_type_and_id_are_read_alike() -> None:
    full = {"type": "item", "id": "x", "value": {"page": 1, "blurb": "b", "hidden": True}}
    bare = {"page": 2, "blurb": "c", "pinned": True}
    whole = arrangement_of(MONTH, {"ar": [row("news", full, bare)]}, KEYS)
    assert [(i.key, i.blurbs["ar"], i.hidden, i.pinned) for i in whole.items()] == [
        ("b", "c", False, True),
        ("a", "b", True, False),
    ]
