"""A reader's own page: the token opens one subscription and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from newsletter.models import SubscriberLanguage, SubscriberStatus
from newsletter.tokens import subscriber_id_of, token_for
from tests.factories import newsletter

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House


@given(st.integers(min_value=1, max_value=2**62))
def test_a_token_leads_back_to_its_subscriber(pk: int) -> None:
    assert subscriber_id_of(token_for(pk)) == pk


@given(st.integers(min_value=1, max_value=10**9), st.integers(min_value=0), st.characters())
def test_a_token_with_one_changed_character_opens_nothing(
    pk: int, place: int, character: str
) -> None:
    token = token_for(pk)
    at = place % len(token)
    changed = token[:at] + character + token[at + 1 :]
    # ":" and "." are two spellings of the one separator.
    assert changed.replace(":", ".") == token or subscriber_id_of(changed) is None


def test_a_signature_made_for_another_purpose_opens_nothing() -> None:
    assert subscriber_id_of(signing.Signer(salt="elsewhere").sign("7").replace(":", ".")) is None


@pytest.mark.django_db
def test_a_reader_chooses_the_language(site: House, client: Client) -> None:
    one = newsletter.subscriber(status=SubscriberStatus.ACTIVE)
    address = reverse("subscription", args=[token_for(one.pk)])
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert one.email not in answer.content.decode()
    assert client.post(address, {"language": SubscriberLanguage.BOTH}).status_code == 200
    one.refresh_from_db()
    assert one.language == SubscriberLanguage.BOTH


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["subscription", "unsubscribe"])
def test_the_language_switch_stays_with_the_subscription(
    site: House, client: Client, name: str
) -> None:
    token = token_for(newsletter.subscriber().pk)
    page = client.get(reverse(name, args=[token])).content.decode()
    with translation.override("en"):
        assert f'href="{reverse(name, args=[token])}"' in page
    assert 'rel="canonical"' not in page


@pytest.mark.django_db
def test_a_language_that_is_none_changes_nothing(site: House, client: Client) -> None:
    one = newsletter.subscriber(status=SubscriberStatus.ACTIVE, language=SubscriberLanguage.ARABIC)
    address = reverse("subscription", args=[token_for(one.pk)])
    answer = client.post(address, {"language": "xx"})
    assert answer.status_code == 422
    one.refresh_from_db()
    assert one.language == SubscriberLanguage.ARABIC


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["subscription", "unsubscribe"])
def test_a_token_that_is_not_ours_is_not_found(site: House, client: Client, name: str) -> None:
    assert client.get(reverse(name, args=["1.forged"])).status_code == 404
    assert client.post(reverse(name, args=["1.forged"])).status_code == 404
