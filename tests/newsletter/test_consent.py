"""Proof of consent: the words as they stood, once, never changed, and left when people go."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from lxml.html import fromstring

from cms.notices.models import Notice
from newsletter.actions.confirm import confirm
from newsletter.actions.erase import erase
from newsletter.actions.send_data_link import LINK_LIFE, MOST_A_DAY, send_data_link
from newsletter.actions.send_data_link import MAIL as DATA_LINK_MAIL
from newsletter.actions.send_own_link import send_own_link
from newsletter.mailboxes import address_digest
from newsletter.models import (
    Audience,
    Consent,
    ConsentSource,
    Delivery,
    Mailing,
    SignUp,
    StatusReason,
    Subscriber,
    SubscriberStatus,
    Suppression,
    SuppressionReason,
)
from newsletter.tokens import data_token_for, token_for
from newsletter.wording import LETTER, MEDIA, newest_day, wording
from tests.factories import newsletter, people
from tests.house import LANGUAGES
from tests.newsletter.readers import ADDRESS, asked, confirmed, door, tables_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

NOON = datetime(2026, 11, 10, 8, tzinfo=UTC)
in_both_languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


# --- what is kept --------------------------------------------------------------------------------


@in_both_languages
@pytest.mark.parametrize("name", ["subscribe", "subscribe_media"])
def test_the_words_that_are_kept_are_those_that_stand_under_the_form(
    name: str, language: str, client: Client
) -> None:
    of_media = name == "subscribe_media"
    page = fromstring(client.get(door(name, language=language)).content.decode())
    (shown,) = page.find_class("subscribe__privacy")
    audience = Audience.MEDIA if of_media else Audience.PARTNER
    confirmed(now=NOON, page_language=language, audience=audience)
    proof = Consent.objects.get()
    assert proof.wording is not None
    assert proof.wording.text == " ".join(shown.text_content().split())
    kind = MEDIA if of_media else LETTER
    assert proof.wording.version == f"{kind}-{newest_day(kind)}"
    assert proof.language == proof.wording.language == language
    assert proof.source == (ConsentSource.MEDIA_FORM if of_media else ConsentSource.FORM)


def test_it_says_when_and_of_which_address_without_the_address() -> None:
    sign_up = asked(now=NOON)
    confirm(sign_up.pk, NOON + timedelta(hours=5))
    proof = Consent.objects.get()
    assert (proof.given_at, proof.confirmed_at) == (NOON, NOON + timedelta(hours=5))
    assert proof.address == address_digest(ADDRESS)
    assert ADDRESS not in str(Consent.objects.values().get())


def test_nothing_is_proved_before_the_owner_confirms() -> None:
    asked(now=NOON)
    assert not Consent.objects.exists()


def test_confirming_twice_is_proved_once() -> None:
    sign_up = asked(now=NOON)
    assert confirm(sign_up.pk, NOON)
    assert not confirm(sign_up.pk, NOON)
    assert Consent.objects.count() == 1


def test_words_that_were_never_ours_are_not_kept() -> None:
    """What a page says it showed is looked up, and is the newest where there was no such day."""
    assert wording(LETTER, "ar", "1999-01-01") == wording(LETTER, "ar")
    assert wording(LETTER, "fr").language == "en"


def test_evidence_is_neither_changed_nor_deleted() -> None:
    confirmed(now=NOON)
    proof = Consent.objects.get()
    for attempt in (
        proof.save,
        proof.delete,
        Consent.objects.all().delete,
        lambda: Consent.objects.update(source=ConsentSource.IMPORT),
        lambda: Consent.objects.bulk_update([proof], ["source"]),
    ):
        with pytest.raises(TypeError), transaction.atomic():
            attempt()
    assert Consent.objects.count() == 1


def test_what_was_wished_holds_from_the_confirmation_on() -> None:
    entity = people.entity()
    sign_up = asked(now=NOON, audience=Audience.GOVERNMENT, abroad=True, entity_id=entity.pk)
    before = Subscriber.objects.get()
    assert (before.audience, before.abroad, before.entity) == (Audience.INDIVIDUAL, False, None)
    confirm(sign_up.pk, NOON)
    one = Subscriber.objects.get()
    assert (one.audience, one.abroad, one.entity) == (Audience.GOVERNMENT, True, entity)
    assert (one.status_reason, one.status_at) == (StatusReason.CONFIRMED, NOON)


# --- erasure -------------------------------------------------------------------------------------


def _with_a_letter(one: Subscriber) -> Delivery:
    mailing = Mailing.objects.create(month=NOON.date().replace(day=1), created_at=NOON)
    return Delivery.objects.create(
        mailing=mailing, subscriber=one, address=one.address, variant="ar",
        message_id="<1@barza.example>", changed_at=NOON,
    )  # fmt: skip


def test_erasing_leaves_the_address_nowhere(client: Client, tmp_path: Path) -> None:
    one = confirmed(now=NOON, audience=Audience.MEDIA, name="نورة", outlet="صحيفة البحر")
    delivery = _with_a_letter(one)
    asked(now=NOON + timedelta(hours=2), language="en")
    assert set(tables_with(ADDRESS, tmp_path)) == {"newsletter.subscriber", "notices.notice"}
    answer = client.post(door("own_data_erase", data_token_for(one.pk, NOON)))
    assert (answer.status_code, answer["Location"]) == (302, door("subscription_erased"))
    assert client.get(answer["Location"]).status_code == 200
    assert tables_with(ADDRESS, tmp_path) == []
    assert tables_with("صحيفة البحر", tmp_path) == []
    delivery.refresh_from_db()
    assert delivery.subscriber is None
    # What stays knows the address again, and tells nobody.
    assert Suppression.objects.get().reason == SuppressionReason.ERASED
    proof = Consent.objects.get()
    assert (proof.subscriber, proof.address) == (None, address_digest(ADDRESS))


def test_erasing_takes_the_mails_of_sign_ups_that_leaving_has_voided() -> None:
    one = confirmed(now=NOON)
    SignUp.objects.all().delete()
    assert Notice.objects.filter(recipient=ADDRESS).exists()
    assert erase(one.pk, NOON)
    assert not Notice.objects.exists()
    assert not erase(one.pk, NOON)


def test_erasing_touches_nobody_else() -> None:
    other = confirmed("other@readers.example", now=NOON)
    erase(confirmed(now=NOON).pk, NOON)
    other.refresh_from_db()
    assert other.status == SubscriberStatus.ACTIVE
    assert Notice.objects.get().recipient == other.email


def test_who_was_erased_comes_back_by_their_own_confirmation() -> None:
    erase(confirmed(now=NOON).pk, NOON)
    later = NOON + timedelta(days=2)
    mail.outbox.clear()
    assert confirmed(now=later).status == SubscriberStatus.ACTIVE
    assert not Suppression.objects.exists()
    assert Consent.objects.count() == 2


@pytest.mark.parametrize("reason", [SuppressionReason.COMPLAINT, SuppressionReason.BY_MANAGER])
def test_a_stronger_word_stays_after_erasure(reason: SuppressionReason) -> None:
    one = confirmed(now=NOON)
    Suppression.objects.create(address=one.address, reason=reason, at=NOON)
    erase(one.pk, NOON)
    assert Suppression.objects.get().reason == reason


# --- who may not be written to -------------------------------------------------------------------


def _suppressed(reason: SuppressionReason) -> None:
    Suppression.objects.create(address=address_digest(ADDRESS), reason=reason, at=NOON)


@pytest.mark.parametrize("reason", [SuppressionReason.COMPLAINT, SuppressionReason.BY_MANAGER])
def test_who_complained_or_was_blocked_gets_no_mail(reason: SuppressionReason) -> None:
    _suppressed(reason)
    sign_up = asked(now=NOON)
    assert not Notice.objects.exists()
    assert not confirm(sign_up.pk, NOON)
    assert Suppression.objects.exists()


def test_who_complained_gets_no_mail_without_a_suppression_too() -> None:
    newsletter.subscriber(email=ADDRESS, status=SubscriberStatus.COMPLAINED)
    asked(now=NOON)
    assert not Notice.objects.exists()


def test_a_block_that_comes_after_the_mail_holds() -> None:
    sign_up = asked(now=NOON)
    _suppressed(SuppressionReason.BY_MANAGER)
    assert not confirm(sign_up.pk, NOON)


def test_a_pressed_button_shows_that_the_mailbox_works() -> None:
    _suppressed(SuppressionReason.HARD_BOUNCE)
    newsletter.subscriber(email=ADDRESS, status=SubscriberStatus.BOUNCED)
    assert confirmed(now=NOON).status == SubscriberStatus.ACTIVE
    assert not Suppression.objects.exists()


# --- one's own data ------------------------------------------------------------------------------


@in_both_languages
def test_a_reader_takes_along_what_is_held_of_them_and_of_nobody_else(
    language: str, client: Client
) -> None:
    confirmed("other@readers.example", now=NOON)
    one = confirmed(now=NOON, audience=Audience.MEDIA, name="نورة", outlet="صحيفة البحر")
    _with_a_letter(one)
    address = door("own_data", data_token_for(one.pk, NOON), language=language)
    page = client.get(address)
    assert page.status_code == 200
    assert ADDRESS not in page.content.decode()
    answer = client.post(address)
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert "no-store" in answer["Cache-Control"]
    held = json.loads(answer.content)
    assert held["subscription"]["email"] == ADDRESS
    assert held["subscription"]["name"] == "نورة"
    assert [one["confirmed_at"] for one in held["sign_ups"]] == ["2026-11-10T08:00:00+00:00"]
    (consent,) = held["consents"]
    assert consent["wording"] == wording(MEDIA, "ar").text
    assert [letter["month"] for letter in held["letters"]] == ["2026-11"]
    assert [one["about"] for one in held["other_mails"]] == ["newsletter/mail/confirm_media"]
    assert "other@readers.example" not in answer.content.decode()


def test_of_mails_that_went_to_a_reader_none_is_left_unsaid_nor_unerased(client: Client) -> None:
    one = confirmed(now=NOON)
    send_own_link(one.pk, NOON)
    send_data_link(one.pk, "ar", NOON)
    answer = client.post(door("own_data", data_token_for(one.pk, NOON)))
    said = [mail["about"] for mail in json.loads(answer.content)["other_mails"]]
    assert said == list(Notice.objects.order_by("pk").values_list("template", flat=True))
    assert len(said) == 3
    erase(one.pk, NOON)
    assert not Notice.objects.exists()


def test_who_holds_a_letter_does_not_fill_its_readers_mailbox(clock: Any) -> None:
    one = confirmed(now=NOON)
    for half_hour in range(96):
        send_data_link(one.pk, "ar", NOON + timedelta(minutes=30 * half_hour))
    asked_for = Notice.objects.filter(template=DATA_LINK_MAIL).order_by("pk")
    moments = list(asked_for.values_list("created_at", flat=True))
    assert len(moments) == 2 * MOST_A_DAY
    assert all(
        later - one >= LINK_LIFE for one, later in zip(moments, moments[MOST_A_DAY:], strict=False)
    )


@in_both_languages
def test_a_letters_link_only_has_the_link_to_the_data_sent_to_its_owner(
    language: str, client: Client
) -> None:
    one = confirmed(now=NOON)
    mail.outbox.clear()
    asking = door("subscription_data", token_for(one.pk), language=language)
    before = Notice.objects.count()
    assert client.get(asking).status_code == 200
    assert Notice.objects.count() == before
    pages = [client.post(asking).content.decode() for _again in range(3)]
    assert all(ADDRESS not in page and "json" not in page for page in pages)
    (notice,) = Notice.objects.filter(template=DATA_LINK_MAIL)
    assert (notice.recipient, notice.language) == (ADDRESS, language)
    own = urlsplit(notice.context["link"]).path
    assert own == door("own_data", data_token_for(one.pk, NOON), language=language)
    assert json.loads(client.post(own).content)["subscription"]["email"] == ADDRESS


def test_the_link_to_the_data_is_good_for_a_day(client: Client) -> None:
    one = confirmed(now=NOON)
    for name in ("own_data", "own_data_erase"):
        late = door(name, data_token_for(one.pk, NOON - LINK_LIFE))
        assert client.get(late).status_code == 410
        assert client.post(late).status_code == 410
        in_time = door(name, data_token_for(one.pk, NOON - LINK_LIFE + timedelta(seconds=1)))
        assert client.get(in_time).status_code == 200
    assert Subscriber.objects.filter(pk=one.pk).exists()
