"""Leaving, with a reason or without, by a button of the mail program, and taking it back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from newsletter.actions.leave import leave
from newsletter.models import (
    LEAVE_REASONS,
    Audience,
    StatusReason,
    Subscriber,
    SubscriberStatus,
    Suppression,
    SuppressionReason,
)
from newsletter.tokens import stay_token_for, token_for
from tests.factories import newsletter
from tests.house import LANGUAGES
from tests.newsletter.readers import door, everything_held

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

NOON = datetime(2026, 11, 10, 8, tzinfo=UTC)
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
in_both_languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


def standing(one: Subscriber) -> tuple[str, str]:
    one.refresh_from_db()
    return one.status, one.status_reason


@in_both_languages
@pytest.mark.parametrize("reason", ["", *LEAVE_REASONS, "no-reason-of-ours", "one-click"])
def test_a_reader_leaves_with_a_reason_or_without(
    reason: str, language: str, client: Client
) -> None:
    one = newsletter.subscriber()
    address = door("unsubscribe", token_for(one.pk), language=language)
    assert client.get(address).content.decode().count('name="reason"') == len(LEAVE_REASONS)
    answer = client.post(address, {"reason": reason})
    assert answer.status_code == 302
    kept = reason if reason in LEAVE_REASONS else StatusReason.UNSAID
    assert standing(one) == (SubscriberStatus.UNSUBSCRIBED, kept)
    assert one.status_at == NOON
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(address).status_code == 200


def test_one_click_is_answered_at_once_as_often_as_it_comes(client: Client, clock: Any) -> None:
    one = newsletter.subscriber()
    address = door("unsubscribe", token_for(one.pk))
    for _time in range(2):
        answer = client.post(address, ONE_CLICK)
        assert (answer.status_code, answer.content) == (200, b"")
        assert not answer.cookies
        clock.shift(timedelta(hours=1))
    assert standing(one) == (SubscriberStatus.UNSUBSCRIBED, StatusReason.ONE_CLICK)
    assert one.status_at == NOON


def test_one_click_for_someone_erased_is_done_already(client: Client) -> None:
    one = newsletter.subscriber()
    address = door("unsubscribe", token_for(one.pk))
    one.delete()
    assert client.post(address, ONE_CLICK).status_code == 200
    assert client.post(address).status_code == 410
    assert client.post(door("unsubscribe", "1.forged"), ONE_CLICK).status_code == 404


@pytest.mark.parametrize("status", [SubscriberStatus.BOUNCED, SubscriberStatus.COMPLAINED])
def test_leaving_forgets_nothing_that_counts_more(status: SubscriberStatus) -> None:
    one = newsletter.subscriber(status=status, status_reason=StatusReason.COMPLAINT)
    assert not leave(one.pk, StatusReason.UNSAID, NOON)
    assert standing(one) == (status, StatusReason.COMPLAINT)


@in_both_languages
def test_who_leaves_may_take_it_back(language: str, client: Client) -> None:
    one = newsletter.subscriber()
    left = client.post(door("unsubscribe", token_for(one.pk), language=language))["Location"]
    assert left.startswith("/en/") == (language == "en")
    assert "<form" in client.get(left).content.decode().split("<main")[1]
    assert standing(one)[0] == SubscriberStatus.UNSUBSCRIBED
    assert client.post(left)["Location"] == left
    assert standing(one) == (SubscriberStatus.ACTIVE, StatusReason.STAYED)
    assert "<form" not in client.get(left).content.decode().split("<main")[1].split("</main")[0]


@pytest.mark.parametrize(("days", "status"), [(27.9, "active"), (28, "unsubscribed")])
def test_it_can_be_taken_back_for_four_weeks(
    days: float, status: str, client: Client, clock: Any
) -> None:
    one = newsletter.subscriber()
    left = client.post(door("unsubscribe", token_for(one.pk)))["Location"]
    clock.shift(timedelta(days=days))
    client.post(left)
    assert standing(one)[0] == status


def test_the_link_of_a_letter_brings_nobody_back(client: Client, clock: Any) -> None:
    """A letter that was passed on: its link leaves, and shows no way back an hour later."""
    one = newsletter.subscriber()
    address = door("unsubscribe", token_for(one.pk))
    client.post(address)
    clock.shift(timedelta(hours=1))
    assert client.post(address)["Location"] == address
    assert door("unsubscribed", "x").replace("x/", "") not in client.get(address).content.decode()


def test_an_old_way_back_does_not_undo_a_later_leaving(client: Client, clock: Any) -> None:
    one = newsletter.subscriber()
    address = door("unsubscribe", token_for(one.pk))
    left = client.post(address)["Location"]
    client.post(left)
    clock.shift(timedelta(days=1))
    client.post(address)
    client.post(left)
    assert standing(one)[0] == SubscriberStatus.UNSUBSCRIBED


@pytest.mark.parametrize("reason", [StatusReason.BY_MANAGER, StatusReason.LEFT_BEFORE])
def test_only_who_left_by_themselves_takes_it_back(reason: StatusReason, client: Client) -> None:
    one = newsletter.subscriber(
        status=SubscriberStatus.UNSUBSCRIBED, status_reason=reason, status_at=NOON
    )
    client.post(door("unsubscribed", stay_token_for(one.pk, NOON)))
    assert standing(one) == (SubscriberStatus.UNSUBSCRIBED, reason)


def test_nor_does_who_was_blocked_since(client: Client) -> None:
    one = newsletter.subscriber()
    left = client.post(door("unsubscribe", token_for(one.pk)))["Location"]
    Suppression.objects.create(address=one.address, reason=SuppressionReason.BY_MANAGER, at=NOON)
    client.post(left)
    assert standing(one)[0] == SubscriberStatus.UNSUBSCRIBED


def test_the_page_offers_another_language_instead(client: Client) -> None:
    token = token_for(newsletter.subscriber().pk)
    page = client.get(door("unsubscribe", token)).content.decode()
    assert f'href="{door("subscription", token)}"' in page


# --- preferences ---------------------------------------------------------------------------------


def test_a_reader_of_the_letter_chooses_everything_but_the_media(client: Client) -> None:
    one = newsletter.subscriber()
    address = door("subscription", token_for(one.pk))
    chosen = {"language": "both", "audience": "university", "abroad": "on", "name": " نورة "}
    assert client.post(address, chosen).status_code == 200
    one.refresh_from_db()
    assert (one.language, one.audience, one.abroad, one.name) == (
        "both", Audience.UNIVERSITY, True, "نورة",
    )  # fmt: skip
    before = everything_held()
    assert client.post(address, {**chosen, "audience": "media"}).status_code == 422
    assert client.post(address, {**chosen, "name": "https://evil.example"}).status_code == 422
    assert everything_held() == before


def test_of_the_media_nobody_leaves_the_list_for_another(client: Client) -> None:
    one = newsletter.subscriber(audience=Audience.MEDIA, outlet="صحيفة البحر")
    address = door("subscription", token_for(one.pk))
    answer = client.post(
        address, {"language": "en", "audience": "partner", "name": "نورة", "outlet": "الشاطئ"}
    )
    assert answer.status_code == 200
    one.refresh_from_db()
    assert (one.audience, one.outlet, one.language) == (Audience.MEDIA, "الشاطئ", "en")


@pytest.mark.parametrize("status", [s for s in SubscriberStatus if s != SubscriberStatus.ACTIVE])
def test_of_who_is_not_on_the_list_nothing_is_changed(
    status: SubscriberStatus, client: Client
) -> None:
    one = newsletter.subscriber(status=status)
    before = everything_held()
    client.post(door("subscription", token_for(one.pk)), {"language": "both"})
    assert everything_held() == before
