"""The list is found by what is known of people, and no address stands in an address of the web."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from newsletter.models import Audience, ConsentSource, Subscriber, SubscriberStatus
from newsletter.views.subscribers.paging import KeysFirst
from tests.factories import newsletter, people
from tests.newsletter.subscribers.managers import (
    NOW,
    address,
    consent,
    desk,
    manager,
    shown,
)

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def at_desk() -> Client:
    return desk()


def _found(client: Client, **query: Any) -> set[str]:
    """The local parts of the addresses that the list shows."""
    answer = client.get(address("index", **query))
    assert answer.status_code == 200
    return {row.email.partition("@")[0] for row in answer.context["page"].object_list}


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_the_list_is_shown_in_both_languages(language: str, direction: str) -> None:
    newsletter.subscriber(email="reader@x.example", name="مريم")
    text = shown(desk(manager(language)).get(address("index")))
    assert f'dir="{direction}"' in text
    assert '<bdi dir="ltr">reader@x.example</bdi>' in text
    assert "<bdi>مريم</bdi>" in text


def test_an_empty_list_says_how_people_come(at_desk: Client) -> None:
    Subscriber.objects.all().delete()
    assert "Nobody is on the list yet" in shown(at_desk.get(address("index")))


def test_each_filter_finds_its_own(at_desk: Client) -> None:
    entity = people.entity()
    newsletter.subscriber(email="a@x.example", language="en", confirmed_at=NOW, created_at=NOW)
    newsletter.subscriber(
        email="b@x.example",
        audience=Audience.MEDIA,
        abroad=True,
        created_at=NOW - timedelta(days=100),
    )
    imported = newsletter.subscriber(
        email="c@x.example",
        entity=entity,
        status=SubscriberStatus.UNSUBSCRIBED,
        created_at=NOW - timedelta(days=10),
    )
    consent(imported, ConsentSource.IMPORT)
    consent(imported, ConsentSource.FORM)
    assert _found(at_desk) == {"a", "b", "c"}
    assert _found(at_desk, language="en") == {"a"}
    assert _found(at_desk, language=["en", "ar"]) == {"a", "b", "c"}
    assert _found(at_desk, audience="media") == {"b"}
    assert _found(at_desk, abroad="yes") == {"b"}
    assert _found(at_desk, abroad="no") == {"a", "c"}
    assert _found(at_desk, entity=entity.pk) == {"c"}
    assert _found(at_desk, status="unsubscribed") == {"c"}
    assert _found(at_desk, status=["active", "unsubscribed"]) == {"a", "b", "c"}
    assert _found(at_desk, confirmed="yes") == {"a"}
    assert _found(at_desk, confirmed="no") == {"b", "c"}
    assert _found(at_desk, source="import") == {"c"}
    day = (NOW - timedelta(days=10)).date().isoformat()
    assert _found(at_desk, since=day, until=day) == {"c"}
    assert _found(at_desk, status="active", language="ar", audience="media") == {"b"}


@pytest.mark.parametrize(
    "query",
    [
        {"language": "fr"},
        {"since": "yesterday"},
        {"since": "2026-02-02", "until": "2026-02-01"},
        {"since": "0001-01-01"},
        {"until": "9999-12-31"},
        {"entity": 10**30},
    ],
)
def test_a_filter_that_makes_no_sense_finds_nobody_and_says_so(
    at_desk: Client, query: dict[str, Any]
) -> None:
    newsletter.subscriber()
    answer = at_desk.get(address("index", **query))
    assert answer.status_code == 400
    assert "The filter cannot be understood" in shown(answer)
    assert "@readers.example" not in shown(answer)


def _searched(client: Client, text: str, **query: Any) -> tuple[str, set[str]]:
    answer = client.post(address("search", **query), {"q": text})
    assert answer.status_code == 302
    where = answer["Location"]
    rows = client.get(where).context["page"].object_list
    return where, {row.email.partition("@")[0] for row in rows}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("READER@", {"reader"}),
        ("press.exam", {"press"}),
        ("احمد", {"press"}),
        ("أحمد الهاشمى", {"press"}),
        ("الهاشمي أحمد", {"press"}),
        ("افاق", {"press"}),
        ("omar", {"reader"}),
        ("Ｏｍａｒ", {"reader"}),
        ("om\0ar", {"reader"}),
        ("nobody of this name", set()),
        ("%", set()),
        ("_", set()),
    ],
)
def test_people_are_searched_by_address_and_name(
    at_desk: Client, text: str, found: set[str]
) -> None:
    newsletter.subscriber(email="reader@x.example", name="Omar Haddad")
    newsletter.subscriber(email="press@press.example", name="أَحْمَد الهاشمي", outlet="إذاعة الآفاق")
    assert _searched(at_desk, text)[1] == found


def test_what_is_searched_never_stands_in_the_address(at_desk: Client) -> None:
    newsletter.subscriber(email="reader@x.example", name="مريم", language="en")
    newsletter.subscriber(email="reader@y.example", name="مريم", language="ar")
    for text in ("reader@x.example", "مريم"):
        where, _rows = _searched(at_desk, text, language="en")
        assert text not in unquote(where)
        assert "language=en" in where
    assert _searched(at_desk, "مريم", language="ar")[1] == {"reader"}
    assert _searched(at_desk, "  ")[0] == address("index")


def test_a_search_of_another_session_shows_nobody(at_desk: Client) -> None:
    newsletter.subscriber(email="reader@x.example")
    where, _rows = _searched(at_desk, "reader")
    text = shown(desk().get(where))
    assert "This search is over" in text
    assert "reader@x.example" not in text


def test_every_page_is_read_once_in_every_order(at_desk: Client) -> None:
    many = [newsletter.subscriber(created_at=NOW, status_at=NOW).email for _ in range(120)]
    for order in ("", "created_at", "-status_at", "email"):
        seen: list[str] = []
        for number in (1, 2, 3):
            page = at_desk.get(address("index", order=order, p=number)).context["page"]
            seen += [row.email for row in page.object_list]
        assert sorted(seen) == sorted(many)
        backwards = at_desk.get(address("index", order=order, p=99)).context["page"]
        assert [row.email for row in backwards.object_list] == seen[100:]


@given(total=st.integers(0, 30), per_page=st.integers(1, 12))
def test_pages_from_the_nearer_end_are_those_from_the_beginning(total: int, per_page: int) -> None:
    class Keys(list[int]):
        def values_list(self, *_names: str, flat: bool) -> Keys:
            return self

        def reverse(self) -> Keys:  # type: ignore[override]  # as a queryset, not as a list
            return Keys(self[::-1])

    keys = Keys(range(total))
    pages = KeysFirst(keys, per_page)  # type: ignore[arg-type]  # what a page asks of a queryset
    pages.count = total
    read = [
        key
        for first in range(0, total, per_page)
        for key in pages._keys(first, min(first + per_page, total))
    ]
    assert read == list(range(total))


def test_as_many_queries_for_a_full_page_as_for_one_row(at_desk: Client) -> None:
    entity = people.entity()
    newsletter.subscriber(entity=entity)
    at_desk.get(address("index"))
    with CaptureQueriesContext(connection) as few:
        at_desk.get(address("index"))
    for _ in range(60):
        newsletter.subscriber(entity=people.entity())
    with CaptureQueriesContext(connection) as many:
        at_desk.get(address("index"))
    assert len(many) == len(few)


def test_no_cache_keeps_a_screen_with_addresses(at_desk: Client) -> None:
    for name in ("index", "figures", "segments", "suppressions", "new"):
        assert "no-store" in at_desk.get(address(name))["Cache-Control"]
