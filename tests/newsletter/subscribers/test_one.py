"""One subscriber: all that is known is shown, and every deed leaves its trace and no name."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.notices.models import Notice
from cms.notices.tasks import deliver
from newsletter.actions.keep_wording import keep_wording
from newsletter.mailboxes import address_digest
from newsletter.models import (
    Audience,
    Consent,
    ConsentSource,
    Delivery,
    DeliveryState,
    Mailing,
    StatusReason,
    Subscriber,
    SubscriberStatus,
    Suppression,
    SuppressionReason,
)
from newsletter.tokens import subscriber_id_of
from newsletter.wording import LETTER, wording
from tests.factories import newsletter, people
from tests.newsletter.subscribers.managers import (
    NOW,
    address,
    consent,
    desk,
    manager,
    shown,
    suppressed,
    told,
)

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("site")

EMAIL = "sentinel.reader@x.example"
NAME = "SENTINEL مريم"


@pytest.fixture
def at_desk() -> Client:
    return desk()


@pytest.fixture
def reader() -> Subscriber:
    return newsletter.subscriber(email=EMAIL, name=NAME)


def _trail() -> list[str]:
    """Actions of the newsletter in the trail; nothing in it says who the person is."""
    rows = ModelLogEntry.objects.filter(action__startswith="newsletter.").order_by("pk")
    for row in rows:
        assert "sentinel" not in f"{row.label} {row.data} {row.object_id}".lower()
        assert row.user_id is not None
    return [row.action.removeprefix("newsletter.") for row in rows]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_all_that_is_known_is_shown(language: str, reader: Subscriber) -> None:
    given = wording(LETTER, "ar")
    consent(
        reader, ConsentSource.FORM, wording=keep_wording(given), confirmed_at=NOW, detail="ورقة"
    )
    mailing = Mailing.objects.create(month=NOW.date().replace(day=1), created_at=NOW)
    Delivery.objects.create(
        mailing=mailing,
        subscriber=reader,
        address=reader.address,
        variant="ar",
        state=DeliveryState.ACCEPTED,
        changed_at=NOW,
    )
    text = shown(desk(manager(language)).get(address("one", reader.pk)))
    for part in (EMAIL, NAME, given.text, given.version, "ورقة"):
        assert part in text
    assert 'lang="ar"' in text
    assert {"ar": "نوفمبر 2026", "en": "November 2026"}[language] in text


def test_details_are_corrected_and_nothing_else(at_desk: Client, reader: Subscriber) -> None:
    entity = people.entity()
    asked = {
        "name": "  Another \n name ",
        "outlet": "",
        "language": "both",
        "audience": "partner",
        "entity": entity.pk,
        "abroad": "on",
        "status": "bounced",
        "email": "other@x.example",
    }
    answer = at_desk.post(address("change", reader.pk), asked)
    assert answer["Location"] == address("one", reader.pk)
    reader.refresh_from_db()
    assert (reader.name, reader.language, reader.audience) == ("Another name", "both", "partner")
    assert (reader.entity, reader.abroad) == (entity, True)
    assert (reader.status, reader.email) == (SubscriberStatus.ACTIVE, EMAIL)
    assert _trail() == ["subscriber.changed"]
    again = at_desk.post(address("change", reader.pk), asked)
    assert "Nothing was changed" in told(again)
    assert _trail() == ["subscriber.changed"]


def test_a_refused_correction_shows_what_was_typed(at_desk: Client, reader: Subscriber) -> None:
    answer = at_desk.post(
        address("change", reader.pk), {"name": "typed", "language": "fr", "audience": "media"}
    )
    assert answer.status_code == 400
    assert 'value="typed"' in shown(answer)
    reader.refresh_from_db()
    assert reader.name == NAME


@pytest.mark.parametrize("reason", ["by-manager", "too-often", "another-address"])
def test_who_is_taken_off_has_left_with_the_reason(
    at_desk: Client, reader: Subscriber, reason: str
) -> None:
    before = timezone.now()
    assert at_desk.post(address("take_off", reader.pk), {"reason": reason}).status_code == 302
    reader.refresh_from_db()
    assert (reader.status, reader.status_reason) == (SubscriberStatus.UNSUBSCRIBED, reason)
    assert reader.status_at >= before
    assert (reader.email, reader.name, reader.folded_name) == (EMAIL, "", "")
    again = at_desk.post(address("take_off", reader.pk), {"reason": "by-manager"})
    assert "off the list already" in told(again)
    reader.refresh_from_db()
    assert reader.status_reason == reason
    assert _trail() == ["subscriber.taken_off"]


@pytest.mark.parametrize("reason", ["", "confirmed", "hard-bounce", "erased"])
def test_other_reasons_are_none_to_take_someone_off(
    at_desk: Client, reader: Subscriber, reason: str
) -> None:
    assert at_desk.post(address("take_off", reader.pk), {"reason": reason}).status_code == 400
    reader.refresh_from_db()
    assert reader.status == SubscriberStatus.ACTIVE


def test_a_blocked_address_is_suppressed_and_off_the_list(
    at_desk: Client, reader: Subscriber
) -> None:
    assert EMAIL in shown(at_desk.get(address("block", reader.pk)))
    assert not Suppression.objects.exists()
    at_desk.post(address("block", reader.pk))
    row = Suppression.objects.get()
    assert (row.address, row.reason) == (address_digest(EMAIL), SuppressionReason.BY_MANAGER)
    reader.refresh_from_db()
    assert reader.status == SubscriberStatus.UNSUBSCRIBED
    assert "suppression list already" in told(at_desk.post(address("block", reader.pk)))
    assert _trail() == ["suppression.blocked"]
    text = shown(at_desk.get(address("one", reader.pk)))
    assert "Nothing is sent to this address" in text
    assert address("link", reader.pk) not in text


def test_erasing_asks_who_one_is_then_asks_again_then_erases(reader: Subscriber) -> None:
    consent(reader, ConsentSource.FORM)
    user = manager()
    unproved = desk(user, proved=False)
    for answer in (
        unproved.get(address("erase", reader.pk)),
        unproved.post(address("erase", reader.pk)),
    ):
        assert answer.status_code == 302
        assert "/account/" in answer["Location"]
    proved = desk(user)
    assert "cannot be undone" in shown(proved.get(address("erase", reader.pk)))
    assert Subscriber.objects.filter(pk=reader.pk).exists()
    assert proved.post(address("erase", reader.pk))["Location"] == address("index")
    assert not Subscriber.objects.filter(pk=reader.pk).exists()
    assert Suppression.objects.get().reason == SuppressionReason.ERASED
    assert Consent.objects.get().address == address_digest(EMAIL)
    assert _trail() == ["subscriber.erased"]
    assert proved.get(address("one", reader.pk)).status_code == 404


def test_their_own_link_is_sent_once_an_hour_in_their_language(at_desk: Client) -> None:
    reader = newsletter.subscriber(email=EMAIL, language="en")
    for _ in range(3):
        at_desk.post(address("link", reader.pk))
    notice = Notice.objects.get()
    deliver.call(notice.pk)
    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    assert "Hello" in letter.body
    link = next(word for word in letter.body.split() if "/subscription/" in word)
    assert subscriber_id_of(link.rstrip("/").rpartition("/")[2]) == reader.pk
    assert "/en/" in link
    desk().post(address("erase", reader.pk))
    assert not Notice.objects.exists()


@pytest.mark.parametrize("state", ["left", "suppressed", "pending"])
def test_who_is_not_written_to_gets_no_link(
    at_desk: Client, reader: Subscriber, state: str
) -> None:
    if state == "suppressed":
        suppressed(EMAIL, SuppressionReason.COMPLAINT)
    else:
        status = SubscriberStatus.PENDING if state == "pending" else SubscriberStatus.UNSUBSCRIBED
        Subscriber.objects.filter(pk=reader.pk).update(status=status)
    assert "No mail was sent" in told(at_desk.post(address("link", reader.pk)))
    assert not Notice.objects.exists()


def _new(**fields: Any) -> dict[str, Any]:
    return {
        "email": "New.Reader@X.example",
        "name": NAME,
        "outlet": "",
        "language": "ar",
        "audience": "government",
        "basis": "office",
        "note": "كتاب الجهة رقم 12",
    } | fields


def test_one_who_is_added_by_hand_is_active_with_the_proof(at_desk: Client) -> None:
    answer = at_desk.post(address("new"), _new())
    row = Subscriber.objects.get(email="new.reader@x.example")
    assert answer["Location"] == address("one", row.pk)
    assert (row.status, row.status_reason) == (SubscriberStatus.ACTIVE, StatusReason.ADDED)
    assert (row.audience, row.name) == (Audience.GOVERNMENT, NAME)
    assert row.confirmed_at is None
    proof = Consent.objects.get()
    assert (proof.subscriber, proof.source, proof.basis) == (row, "manager", "office")
    assert (proof.detail, proof.confirmed_at) == ("كتاب الجهة رقم 12", None)
    assert proof.address == address_digest("new.reader@x.example")
    assert _trail() == ["subscriber.added"]


def test_marks_that_came_along_from_arabic_text_are_no_part_of_an_address(at_desk: Client) -> None:
    at_desk.post(address("new"), _new(email="\u200fnew.reader@x.example\u202c"))
    assert Subscriber.objects.filter(email="new.reader@x.example").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "no address"},
        {"email": ""},
        {"basis": ""},
        {"basis": "confirmed"},
        {"note": "  "},
        {"language": "fr"},
        {"name": "x" * 121},
    ],
)
def test_nobody_is_added_without_address_basis_and_note(
    at_desk: Client, wrong: dict[str, str]
) -> None:
    answer = at_desk.post(address("new"), _new(**wrong))
    assert answer.status_code == 400
    assert "Nobody was added" in shown(answer)
    assert not Subscriber.objects.exists()
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (SubscriberStatus.ACTIVE, "on the list already"),
        (SubscriberStatus.UNSUBSCRIBED, "has left the list"),
        (SubscriberStatus.BOUNCED, "mailbox does not exist"),
        (SubscriberStatus.COMPLAINED, "reported the letter"),
        (SuppressionReason.ERASED, "had their data erased"),
        (SuppressionReason.HARD_BOUNCE, "mailbox does not exist"),
        (SuppressionReason.COMPLAINT, "reported the letter"),
        (SuppressionReason.BY_MANAGER, "was blocked"),
    ],
)
def test_nobody_who_said_no_is_added_and_the_reason_is_told(
    at_desk: Client, standing: SubscriberStatus | SuppressionReason, words: str
) -> None:
    if isinstance(standing, SubscriberStatus):
        newsletter.subscriber(email="new.reader@x.example", status=standing)
    else:
        suppressed("new.reader@x.example", standing)
    before = list(Subscriber.objects.values())
    answer = at_desk.post(address("new"), _new())
    assert answer.status_code == 400
    assert words in shown(answer)
    assert list(Subscriber.objects.values()) == before
    assert not Consent.objects.exists()
    assert _trail() == []


def test_who_waits_for_confirmation_can_be_added(at_desk: Client) -> None:
    newsletter.subscriber(email="new.reader@x.example", status=SubscriberStatus.PENDING)
    at_desk.post(address("new"), _new())
    assert Subscriber.objects.get().status == SubscriberStatus.ACTIVE


def test_looking_changes_nothing(at_desk: Client, reader: Subscriber) -> None:
    before = list(Subscriber.objects.values())
    for name in ("one", "block", "erase"):
        at_desk.get(address(name, reader.pk))
        at_desk.head(address(name, reader.pk))
    for name in ("change", "take_off", "link"):
        assert at_desk.get(address(name, reader.pk)).status_code == 405
    assert list(Subscriber.objects.values()) == before
    assert not Suppression.objects.exists()
    assert not Notice.objects.exists()
    assert _trail() == []


def test_a_month_old_consent_is_there_after_all_deeds(at_desk: Client, reader: Subscriber) -> None:
    proof = consent(reader, ConsentSource.IMPORT, given_at=NOW - timedelta(days=31))
    at_desk.post(address("take_off", reader.pk), {"reason": "by-manager"})
    at_desk.post(address("block", reader.pk))
    assert Consent.objects.get() == proof
