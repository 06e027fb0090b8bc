"""Addresses of other hosts are asked only where the operator wants it, and not too often."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from cms.desk import jobs
from cms.desk.actions import ask_links
from cms.desk.actions.ask_links import ask_addresses, ask_all_links
from cms.desk.models import LinkAnswer
from cms.embeds.guarded_fetch import Reach
from tests.factories.blog import article_page
from tests.factories.cms import body

if TYPE_CHECKING:
    from datetime import datetime

    from pytest_django.fixtures import SettingsWrapper

pytestmark = pytest.mark.usefixtures("site")

GUIDE = "https://u.ae/guide"


class Net:
    """What the hosts of a test answer; remembers who was asked."""

    def __init__(self) -> None:
        self.answer = Reach.REACHABLE
        self.asked: list[str] = []

    def __call__(self, address: str) -> Reach:
        self.asked.append(address)
        return self.answer


def linking(*addresses: str, **fields: Any) -> Any:
    links = "".join(f'<a href="{address}">دليل</a> ' for address in addresses)
    return article_page("ar", body=body(("paragraph", f"<p>{links}</p>")), **fields)


def test_nothing_is_asked_unless_the_operator_wants_it(
    now: datetime, settings: SettingsWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[datetime] = []
    monkeypatch.setattr(jobs, "ask_all_links", lambda *, now: called.append(now))
    assert settings.LINK_CHECK is False
    jobs.check_links(now)
    assert called == []
    settings.LINK_CHECK = True
    jobs.check_links(now)
    assert called == [now]


def test_addresses_of_public_pages_are_asked_once_a_week(now: datetime) -> None:
    linking(GUIDE, "http://localhost/", "mailto:a@example.ae", "/blog/")
    linking(GUIDE)
    linking("https://u.ae/secret", live=False)
    net = Net()
    ask_all_links(now=now, ask=net)
    assert net.asked == [GUIDE]
    ask_all_links(now=now + timedelta(days=1), ask=net)
    assert net.asked == [GUIDE]
    ask_all_links(now=now + timedelta(days=7), ask=net)
    assert net.asked == [GUIDE, GUIDE]


def test_an_address_longer_than_any_is_not_asked_and_stops_nothing(now: datetime) -> None:
    linking("https://u.ae/" + "a" * 2_100, GUIDE)
    net = Net()
    ask_all_links(now=now, ask=net)
    assert net.asked == [GUIDE]
    assert [row.address for row in LinkAnswer.objects.all()] == [GUIDE]


def test_failures_are_counted_in_a_row_and_an_unknown_answer_says_nothing(now: datetime) -> None:
    net = Net()
    counts = []
    story = (Reach.UNREACHABLE, Reach.UNREACHABLE, Reach.UNKNOWN, Reach.REFUSED, Reach.REACHABLE)
    for hours, answer in enumerate(story):
        net.answer = answer
        ask_addresses([GUIDE], now=now + timedelta(hours=2 * hours), ask=net)
        counts.append(LinkAnswer.objects.get().failures)
    assert counts == [1, 2, 2, 2, 0]


def test_a_run_asks_a_bounded_number_the_longest_unasked_first(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask_links, "MOST", 2)
    for days in (10, 30, 20):
        LinkAnswer.objects.create(
            address=f"https://u.ae/{days}", asked_at=now - timedelta(days=days)
        )
    net = Net()
    ask_addresses({f"https://u.ae/{days}" for days in (10, 20, 30)}, now=now, ask=net)
    assert net.asked == ["https://u.ae/30", "https://u.ae/20"]


def test_a_run_that_stops_has_not_asked_in_vain(now: datetime) -> None:
    def stops(address: str) -> Reach:
        if address.endswith("b"):
            raise KeyboardInterrupt
        return Reach.REACHABLE

    with pytest.raises(KeyboardInterrupt):
        ask_addresses(["https://u.ae/a", "https://u.ae/b"], now=now, ask=stops)
    assert LinkAnswer.objects.get().address == "https://u.ae/a"


def test_addresses_that_no_page_names_are_forgotten(now: datetime) -> None:
    LinkAnswer.objects.create(address="https://u.ae/old", asked_at=now - timedelta(days=60))
    linking(GUIDE)
    ask_all_links(now=now, ask=Net())
    assert set(LinkAnswer.objects.values_list("address", flat=True)) == {GUIDE}
