"""Only newsletter managers and administrators come to the list; nobody's address is logged."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.access.roles import Role
from newsletter.models import Segment, Subscriber, SubscriberStatus, SuppressionReason
from newsletter.views.subscribers import urls
from tests.factories import newsletter, people
from tests.newsletter.subscribers.managers import address, desk, shown, suppressed

pytestmark = pytest.mark.usefixtures("site")

PLAIN = {"index", "search", "export", "new", "figures", "segments", "segment_new"}
PLAIN |= {"suppressions", "look_up", "suppress"}
OF_A_SEGMENT = {"segment_rename", "segment_delete"}
OF_ONE = {"one", "change", "take_off", "block", "erase", "link"}
#: What is refused leads to the admin's first screen, with a message that says so.
REFUSED = (302, reverse("wagtailadmin_home"))

MANAGERS = (Role.NEWSLETTER_MANAGER, Role.ADMINISTRATOR)
OTHERS = sorted(set(Role) - set(MANAGERS))


def _addresses() -> dict[str, str]:
    """Every door of the list, with something behind it."""
    reader = newsletter.subscriber(email="sentinel@x.example", name="SENTINEL")
    segment = Segment.objects.create(name="SENTINEL", criteria={"abroad": True})
    block = suppressed("blocked@x.example", SuppressionReason.BY_MANAGER)
    return {
        **{name: address(name) for name in PLAIN},
        **{name: address(name, segment.pk) for name in OF_A_SEGMENT},
        **{name: address(name, reader.pk) for name in OF_ONE},
        "lift": address("lift", block.pk),
    }


def test_every_address_is_named_here() -> None:
    assert {pattern.name for pattern in urls.urlpatterns} == PLAIN | OF_A_SEGMENT | OF_ONE | {
        "lift"
    }


@pytest.mark.parametrize("role", OTHERS)
def test_every_door_is_closed_to_other_roles(role: Role) -> None:
    client = desk(people.user(role, entity=people.entity()))
    for name, url in _addresses().items():
        for method in (client.get, client.post):
            answer = method(url, {"q": "x", "email": "x@x.example", "name": "x"})
            assert (answer.status_code, answer.get("Location")) == REFUSED, name
    assert Subscriber.objects.get().status == SubscriberStatus.ACTIVE
    assert reverse("newsletter_subscribers:index") not in shown(
        client.get(reverse("wagtailadmin_home"))
    )


@pytest.mark.parametrize("role", MANAGERS)
def test_the_doors_are_open_to_managers_and_administrators(role: Role) -> None:
    client = desk(people.user(role))
    urls_ = _addresses()
    for name in ("index", "new", "figures", "segments", "suppressions", "one", "block", "erase"):
        assert client.get(urls_[name]).status_code == 200, name


def test_who_is_not_logged_in_is_asked_to(client: Client) -> None:
    for name, url in _addresses().items():
        answer = client.get(url)
        assert answer.status_code == 302, name
        assert "login" in answer["Location"], name


def test_what_changes_something_is_protected_from_other_sites() -> None:
    user = people.user(Role.NEWSLETTER_MANAGER)
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    for name, url in _addresses().items():
        if name not in {"index", "figures", "segments", "suppressions", "one"}:
            assert client.post(url).status_code == 403, name


def test_a_day_at_the_desk_leaves_no_address_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Not even before the log's own filter takes addresses out."""
    client = desk()
    everything: dict[str, Any] = {
        "q": "sentinel@x.example",
        "email": "sentinel@x.example",
        "reason": "by-manager",
    }
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.INFO, "django.request")
    for url in _addresses().values():
        client.get(url)
        client.post(url, everything)
        client.post(f"{url}?search=nothing", everything)
    assert "Method Not Allowed" in caplog.text
    assert "sentinel" not in caplog.text.lower()
