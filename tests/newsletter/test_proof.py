"""The proof of work: once, in time, unaltered; and what holds for those who have none."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fromstring

from newsletter.actions.spend_proof import forget_spent, spend_proof
from newsletter.models import SignUp, SpentProof
from newsletter.proof import CHALLENGE_LIFE, LEAST, MOST, challenge, proof_in
from newsletter.views.sign_up import UNPROVED
from tests.house import LANGUAGES
from tests.newsletter.proofs import changed, proof, solved

if TYPE_CHECKING:
    from collections.abc import Iterator

NOON = datetime(2026, 11, 10, 8, tzinfo=UTC)
ADDRESS = "reader@readers.example"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


def send(client: Client | None = None, **more: str) -> Any:
    data = {"email": ADDRESS, "language": "ar", **more}
    return (client or Client()).post(reverse("subscribe"), data)


def test_a_browser_counts_to_the_number_of_a_real_challenge() -> None:
    asked = challenge(NOON)
    answer = solved(asked)
    assert LEAST <= json.loads(base64.b64decode(answer))["solution"]["counter"] < MOST
    found = proof_in(answer, NOON)
    assert found is not None
    assert found.expires_at == NOON + CHALLENGE_LIFE


def test_a_challenge_is_new_each_time_and_kept_by_nobody(client: Client) -> None:
    answers = [client.get(reverse("subscribe_challenge")) for _number in range(2)]
    assert len({answer.content for answer in answers}) == 2
    for answer in answers:
        assert answer["Cache-Control"] == "no-store"
        assert proof_in(solved(answer.json()), NOON) is not None
    assert not client.cookies
    assert client.post(reverse("subscribe_challenge")).status_code == 405


def test_the_public_site_may_ask_for_one_from_another_host(client: Client, settings: Any) -> None:
    assert "Access-Control-Allow-Origin" not in client.get(reverse("subscribe_challenge")).headers
    settings.FORMS_URL = "https://cms.barza.example"
    answer = client.get(reverse("subscribe_challenge"))
    assert answer["Access-Control-Allow-Origin"] == settings.PUBLIC_URL


@pytest.mark.parametrize(
    "altered",
    [
        {"cost": 0}, {"keyPrefix": ""}, {"nonce": "00" * 16}, {"salt": "00" * 16},
        {"expiresAt": 2**40}, {"expiresAt": None}, {"expiresAt": "x"}, {"expiresAt": 1e300},
        {"algorithm": "PBKDF2/SHA-512"}, {"keySignature": None}, {"keyLength": 1},
    ],
)  # fmt: skip
def test_an_altered_challenge_proves_nothing(altered: dict[str, Any]) -> None:
    assert proof_in(changed(proof(NOON), **altered), NOON) is None


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.binary().map(lambda raw: base64.b64encode(raw).decode())))
def test_whatever_is_sent_as_a_proof_is_refused_without_a_fault(sent: str) -> None:
    assert proof_in(sent, NOON) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda part: (
        st.lists(part, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["challenge", "solution", "parameters", "signature", "counter", "expiresAt"]
            ),
            part,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(JSON)
def test_json_of_any_shape_is_refused_without_a_fault(sent: Any) -> None:
    assert proof_in(base64.b64encode(json.dumps(sent).encode()).decode(), NOON) is None


def test_it_expires(clock: Any) -> None:
    answer = proof(NOON)
    clock.shift(CHALLENGE_LIFE - timedelta(seconds=1))
    assert proof_in(answer, NOON + CHALLENGE_LIFE - timedelta(seconds=1)) is not None
    clock.shift(timedelta(seconds=1))
    assert proof_in(answer, NOON + CHALLENGE_LIFE) is None


@pytest.mark.django_db
def test_it_is_good_once() -> None:
    found = proof_in(proof(NOON), NOON)
    assert found is not None
    assert spend_proof(found)
    assert not spend_proof(found)


@pytest.mark.django_db
def test_those_that_have_expired_are_forgotten() -> None:
    for moment in (NOON, NOON + timedelta(minutes=5)):
        found = proof_in(proof(moment), moment)
        assert found is not None
        spend_proof(found)
    assert forget_spent(NOON + CHALLENGE_LIFE) == 1
    assert SpentProof.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("site")
class TestAtTheDoor:
    def test_a_used_proof_opens_it_no_second_time(self) -> None:
        answer = proof(NOON)
        assert send(proof=answer).status_code == 303
        again = send(email="other@readers.example", proof=answer)
        assert again.status_code == 422
        assert SignUp.objects.count() == 1

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_without_script_the_page_is_sent_twice(
        self, language: str, client: Client, clock: Any
    ) -> None:
        start = "/" if language == "ar" else "/en/"
        data = {"email": ADDRESS, "language": language, "audience": "university", "abroad": "on"}
        first = client.post(f"{start}subscribe/", data)
        assert first.status_code == 422
        assert not SignUp.objects.exists()
        form = _form_of(first)
        assert form.inputs["email"].value == ADDRESS
        clock.shift(timedelta(seconds=5))
        second = client.post(f"{start}subscribe/", dict(form.form_values()))
        assert second.status_code == 303
        (asked,) = SignUp.objects.values("language", "audience", "abroad")
        assert asked == {"language": language, "audience": "university", "abroad": True}

    def test_nobody_fills_it_in_within_a_second(self, client: Client, clock: Any) -> None:
        form = _form_of(client.get(reverse("subscribe")))
        form.inputs["email"].value = ADDRESS
        clock.shift(timedelta(seconds=1))
        hasty = client.post(reverse("subscribe"), dict(form.form_values()))
        assert hasty.status_code == 422
        assert not SignUp.objects.exists()
        clock.shift(timedelta(seconds=4))
        again = client.post(reverse("subscribe"), dict(_form_of(hasty).form_values()))
        assert again.status_code == 303

    @pytest.mark.parametrize("began", ["", "1", "1762761600:forged", "x" * 5000])
    def test_an_invented_time_is_no_evidence(self, began: str) -> None:
        assert send(began=began).status_code == 422
        assert not SignUp.objects.exists()

    def test_one_page_does_not_serve_for_ever(self, client: Client, clock: Any) -> None:
        form = _form_of(client.get(reverse("subscribe")))
        form.inputs["email"].value = ADDRESS
        clock.shift(timedelta(hours=7))
        answer = client.post(reverse("subscribe"), dict(form.form_values()))
        assert answer.status_code == 422

    def test_without_a_proof_few_are_taken_of_a_network(self, client: Client, clock: Any) -> None:
        cache.clear()
        form = _form_of(client.get(reverse("subscribe")))
        clock.shift(timedelta(seconds=10))
        answers = []
        for number in range(UNPROVED.most + 1):
            form.inputs["email"].value = f"reader-{number}@readers.example"
            answers.append(client.post(reverse("subscribe"), dict(form.form_values())).status_code)
        assert answers == [303] * UNPROVED.most + [429]
        # With a proof the same network still comes in.
        assert send(proof=proof()).status_code == 303


def _form_of(answer: Any) -> Any:
    page = fromstring(answer.content.decode())
    (form,) = (form for form in page.forms if form.get("data-proof"))
    return form
