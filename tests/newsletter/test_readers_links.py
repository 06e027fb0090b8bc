"""Readers' links: each opens its own door, none opens when altered, and looking changes nothing."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email import policy
from email.parser import BytesParser
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.core import mail
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter import tokens
from newsletter.letter import RECIPIENT_TOKEN
from newsletter.models import SignUp, SubscriberStatus
from newsletter.rendering.head import head_of
from newsletter.rendering.message import Addressee, message_template
from newsletter.rendering.mjml import render_html
from newsletter.rendering.plain import render_plain
from tests.factories import newsletter
from tests.house import LANGUAGES
from tests.newsletter.letters import make_letter
from tests.newsletter.readers import asked, door, everything_held

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

NOON = datetime(2026, 11, 10, 8, tzinfo=UTC)

#: Every token that a reader or an entity is given, and how each is read.
MADE: dict[str, Callable[[int], str]] = {
    "subscription": tokens.token_for,
    "sign-up": tokens.sign_up_token_for,
    "stay": partial(tokens.stay_token_for, left_at=NOON),
    "call": tokens.call_token_for,
    "click": partial(tokens.click_token_for, variant="ar"),
    "data": partial(tokens.data_token_for, made_at=NOON),
    "began": lambda pk: tokens.began_token(datetime.fromtimestamp(pk, UTC)),
}
READ: dict[str, Callable[[str], object]] = {
    "subscription": tokens.subscriber_id_of,
    "sign-up": tokens.sign_up_id_of,
    "stay": tokens.leaving_of,
    "call": tokens.call_recipient_id_of,
    "click": tokens.click_of,
    "data": tokens.data_link_of,
    "began": tokens.begun_at,
}
#: Door → the token it takes.
DOORS = {
    "subscription": "subscription",
    "unsubscribe": "subscription",
    "subscription_data": "subscription",
    "own_data": "data",
    "own_data_erase": "data",
    "unsubscribed": "stay",
    "subscribe_confirm": "sign-up",
}


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


# --- tokens --------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", MADE)
@pytest.mark.parametrize("read", READ)
@given(st.integers(min_value=1, max_value=2**31))
def test_only_the_diagonal_opens(made: str, read: str, pk: int) -> None:
    assert (READ[read](MADE[made](pk)) is not None) is (made == read)


@settings(max_examples=2_000, deadline=None)
@given(
    st.sampled_from(["subscription", "sign-up", "stay", "data", "began"]),
    st.integers(min_value=1, max_value=2**31),
    st.integers(min_value=0),
    st.integers(min_value=0, max_value=6),
)
def test_a_token_with_one_flipped_bit_is_none(kind: str, pk: int, place: int, bit: int) -> None:
    token = MADE[kind](pk)
    at = place % len(token)
    altered = token[:at] + chr(ord(token[at]) ^ (1 << bit)) + token[at + 1 :]
    assert READ[kind](altered) is None


@given(st.text(max_size=60))
def test_a_token_that_someone_invents_is_none(token: str) -> None:
    assert [READ[kind](token) for kind in READ] == [None] * len(READ)


# --- doors ---------------------------------------------------------------------------------------


@pytest.fixture
def held(site: object) -> dict[str, str]:
    """A token of each kind for the same number, of one reader with one of everything."""
    one = newsletter.subscriber()
    asked(one.email, now=NOON)
    left = newsletter.subscriber(
        status=SubscriberStatus.UNSUBSCRIBED, status_reason="unsaid", status_at=NOON
    )
    made = {kind: make(one.pk) for kind, make in MADE.items()}
    made["sign-up"] = tokens.sign_up_token_for(SignUp.objects.get().pk)
    made["stay"] = tokens.stay_token_for(left.pk, NOON)
    return made


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DOORS)
def test_a_door_opens_by_its_own_token_alone(
    name: str, language: str, held: dict[str, str], client: Client
) -> None:
    before = everything_held()
    own = held[DOORS[name]]
    wrong = {kind: token for kind, token in held.items() if kind != DOORS[name]}
    altered = [own[:-1], own + "A", own.swapcase(), own.replace(".", ".0", 1), "none", "1.forged"]
    for token in (*wrong.values(), *altered):
        address = door(name, token, language=language)
        for method in (client.get, client.head, client.post):
            answer = method(address)
            assert answer.status_code == 404, (method, address)
            assert "no-store" in answer["Cache-Control"]
            assert answer["X-Robots-Tag"] == "noindex"
        page = client.get(address).content.decode()
        assert f'<html lang="{language}"' in page
        assert f'href="{door("subscribe", language=language)}"' in page
    assert everything_held() == before
    assert client.get(door(name, own, language=language)).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in DOORS if name != "subscribe_confirm"])
def test_of_someone_who_is_gone_it_says_so(
    name: str, language: str, site: object, client: Client
) -> None:
    gone = MADE[DOORS[name]](2**40)
    for method in (client.get, client.post):
        answer = method(door(name, gone, language=language))
        assert answer.status_code == 410
        assert f'<html lang="{language}"' in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", DOORS)
def test_no_page_of_a_link_shows_the_whole_address(
    name: str, held: dict[str, str], client: Client
) -> None:
    assert b"@readers.example" not in client.get(door(name, held[DOORS[name]])).content


# --- scanners ------------------------------------------------------------------------------------

#: Letters have two links of their own each, and come in three editions.
LETTERS, CONFIRMATIONS = 60, 440
_LINK = re.compile(r"http://localhost(/[^\s\"<>)]*)")


def _links_in(message: Any) -> set[str]:
    texts = [str(message["List-Unsubscribe"] or "")]
    texts += [
        part.get_content() for part in message.walk() if part.get_content_maintype() == "text"
    ]
    return {match[1].rstrip("/") + "/" for text in texts for match in _LINK.finditer(text)}


def _letters() -> set[str]:
    """Every address in letters to so many readers, in Arabic, English and both."""
    found: set[str] = set()
    editions = []
    for languages in (("ar",), ("en",), ("ar", "en")):
        place = RECIPIENT_TOKEN
        letter = make_letter(
            *languages, base_url="http://localhost/",
            unsubscribe_url=door("unsubscribe", "0").replace("/0/", f"/{place}/"),
            preferences_url=door("subscription", "0").replace("/0/", f"/{place}/"),
        )  # fmt: skip
        html, plain = render_html(letter), render_plain(letter)
        editions.append(message_template(head_of(letter), html=html, plain=plain))
    for number in range(LETTERS):
        one = newsletter.subscriber()
        reader = Addressee(one.email, tokens.token_for(one.pk), f"<{number}@barza.example>")
        octets = editions[number % 3].address_to(reader, date=NOON)
        found |= _links_in(BytesParser(policy=policy.default).parsebytes(octets))
    return found


@pytest.mark.django_db
def test_following_every_link_of_500_mails_changes_nothing(
    site: object, client: Client, clock: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(CONFIRMATIONS):
            asked(f"waiting-{number}@readers.example", now=NOON + timedelta(seconds=number))
    links = _letters()
    for letter in mail.outbox:
        links |= _links_in(
            BytesParser(policy=policy.default).parsebytes(letter.message().as_bytes())
        )
    personal = [link for link in links if "/subscription/" in link or "/confirm/" in link]
    assert len(personal) == 2 * LETTERS + CONFIRMATIONS
    before = everything_held()
    for link in sorted(links):
        client.get(link)
        client.head(link)
        client.options(link)
    assert everything_held() == before
