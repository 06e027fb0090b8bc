"""Each program's export is known by its columns and taken as it was meant."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from newsletter.importing.formats import FileFormat, recognise
from newsletter.importing.list_file import look_into
from newsletter.importing.refusals import ImportRefused, Refusal
from newsletter.models import Consent, Subscriber, Suppression
from tests.factories import people
from tests.newsletter.imports.lists import outcomes, sample, taken, the_list, written

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db

FORMATS = {
    "own.csv": FileFormat.OWN,
    "subscribed_members_export_15d17415eb.csv": FileFormat.MAILCHIMP,
    "unsubscribed_members_export_15d17415eb.csv": FileFormat.MAILCHIMP,
    "cleaned_members_export_15d17415eb.csv": FileFormat.MAILCHIMP,
    "listmonk.csv": FileFormat.LISTMONK,
    "ghost.csv": FileFormat.GHOST,
    "email_list.barza.csv": FileFormat.SUBSTACK,
}
ENCODINGS = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf-16": "utf-16-le",
    "cp1256": "windows-1256",
}


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_export_of_each_program_is_known_by_its_columns(name: str) -> None:
    assert look_into(sample(name), name).columns.file_format == FORMATS[name]


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("encoding", sorted(ENCODINGS))
def test_every_format_is_the_same_list_in_every_encoding(
    name: str, encoding: str, tmp_path: Path
) -> None:
    text = sample(name).read_text("utf-8")
    path = written(tmp_path, text, name, encoding)
    file = look_into(path, name)
    has_arabic = any("\u0600" <= sign <= "\u06ff" for sign in text)
    if has_arabic or encoding != "cp1256":
        assert file.encoding.value == ENCODINGS[encoding]
    now = datetime(2026, 11, 1, tzinfo=UTC)
    plain = look_into(sample(name), name)
    assert list(file.people(now)) == list(plain.people(now))


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_found(separator: str, tmp_path: Path) -> None:
    text = f"email{separator}name\na@readers.example{separator}علي\n"
    assert look_into(written(tmp_path, text), "list.csv").separator == separator
    said = written(tmp_path, f"sep={separator}\n{text}")
    assert look_into(said, "list.csv").separator == separator
    assert taken(said).totals["added"] == 1


def test_a_list_of_our_own_is_taken_with_all_it_says() -> None:
    people.entity("health")
    row = taken(sample("own.csv"))
    here = the_list()
    assert outcomes(row) == {
        "noura@readers.example": "duplicate/twice",  # the second row of her address
        "salem.h@readers.example": "added/new",
        "press@barq.example": "added/new",
        "gone@readers.example": "left/left-there",
        "dead@readers.example": "left/bounced-there",
        "angry@readers.example": "left/complained-there",
        "waiting@readers.example": "refused/unconfirmed",
        "no-address-here": "refused/not-an-address",
    }
    assert row.totals == {
        "added": 3, "updated": 0, "unchanged": 0, "left": 3, "refused": 2, "duplicate": 1,
    }  # fmt: skip
    assert here["noura@readers.example"][:7] == (
        "active", "imported", "ar", "government", False, "health", "نورة الكتبي",
    )  # fmt: skip
    assert here["press@barq.example"][2:8] == (
        "en", "media", True, None, "Layla Karim", "Barq News",
    )  # fmt: skip
    assert here["gone@readers.example"][:2] == ("unsubscribed", "too-often")
    assert here["dead@readers.example"][:2] == ("bounced", "hard-bounce")
    assert here["angry@readers.example"][:2] == ("complained", "complaint")
    assert sorted(Suppression.objects.values_list("reason", flat=True)) == [
        "complaint", "hard-bounce",
    ]  # fmt: skip


def test_mailchimps_subscribers_come_with_their_time_of_consent_and_their_tags() -> None:
    row = taken(sample("subscribed_members_export_15d17415eb.csv"))
    mariam = Subscriber.objects.get(email="mariam@readers.example")
    assert (mariam.name, mariam.audience) == ("مريم الشامسي", "university")
    ahmed = Subscriber.objects.get(email="ahmed@readers.example")
    assert (ahmed.name, ahmed.audience) == ("Ahmed Al Ali, Jr", "individual")
    proof = Consent.objects.get(subscriber=mariam)
    assert proof.given_at == datetime(2021, 3, 14, 9, 12, 31, tzinfo=UTC)
    assert proof.confirmed_at == datetime(2021, 3, 14, 9, 14, tzinfo=UTC)
    assert (proof.source, proof.basis) == ("import", "asked")
    assert proof.detail == "subscribed_members_export_15d17415eb.csv: from the old list"
    assert row.totals["duplicate"] == 1


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        (
            "unsubscribed_members_export_15d17415eb.csv",
            {"khalid": "unsubscribed", "sara": "complained", "omar": "unsubscribed"},
        ),
        ("cleaned_members_export_15d17415eb.csv", {"full": "bounced", "moved": "bounced"}),
    ],
)
def test_mailchimps_leavers_and_cleaned_are_stored_as_such(
    name: str, statuses: dict[str, str]
) -> None:
    row = taken(sample(name))
    found = dict(Subscriber.objects.values_list("email", "status"))
    assert found == {f"{who}@readers.example": status for who, status in statuses.items()}
    assert row.totals["left"] == len(statuses)
    assert not Consent.objects.exists()
    assert not Subscriber.objects.exclude(name="").exists()


def test_a_file_that_mailchimp_names_after_leavers_holds_leavers(tmp_path: Path) -> None:
    text = "email,name\na@readers.example,Ali\n"
    for name, status in (("unsubscribed_x.csv", "unsubscribed"), ("cleaned_x.csv", "bounced")):
        Subscriber.objects.all().delete()
        taken(written(tmp_path, text, name))
        assert Subscriber.objects.get().status == status
    assert taken(written(tmp_path, text, "nonsubscribed_x.csv")).totals["unchanged"] == 1


def test_listmonks_disabled_and_blocked_are_not_written_to() -> None:
    row = taken(sample("listmonk.csv"))
    here = the_list()
    assert here["huda@readers.example"][:4] == ("active", "imported", "ar", "government")
    assert here["jack@readers.example"][2] == "en"
    assert here["off@readers.example"][0] == here["blocked@readers.example"][0] == "unsubscribed"
    assert Suppression.objects.get().reason == "by-manager"
    huda = Consent.objects.get(subscriber__email="huda@readers.example")
    assert huda.given_at == datetime(2022, 3, 5, 10, 11, 12, tzinfo=UTC)
    assert (row.totals["added"], row.totals["left"]) == (2, 2)


def test_ghosts_and_substacks_people_without_mails_are_not_written_to() -> None:
    taken(sample("ghost.csv"))
    taken(sample("email_list.barza.csv"))
    statuses = dict(Subscriber.objects.values_list("email", "status"))
    assert {name.partition("@")[0]: status for name, status in statuses.items()} == {
        "amna": "active", "bob": "unsubscribed", "deleted": "unsubscribed",
        "free": "active", "paid": "active", "disabled": "unsubscribed",
    }  # fmt: skip
    assert Subscriber.objects.get(email="amna@readers.example").audience == "university"


def test_headings_in_arabic_are_understood() -> None:
    columns = recognise(
        ["البريد الإلكتروني", "اللغة", "الشريحة", "الجهة", "الاسم", "المؤسسة الإعلامية", "الحالة"]
    )
    assert list(columns.positions) == [
        "email", "language", "audience", "entity", "name", "outlet", "status",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["ar", "en"])
def test_unknown_columns_are_named_with_what_may_have_been_meant(language: str) -> None:
    with pytest.raises(ImportRefused) as refused, translation.override(language):
        recognise(["email", "langauge", "Shoe size"])
    assert refused.value.refusal == Refusal.UNKNOWN_COLUMNS
    with translation.override(language):
        said = refused.value.said()
    for part in ("langauge", "Shoe size", "confirmed_at"):
        assert part in said
    assert any(meant in said for meant in ("“language”", "«language»"))


def test_a_list_without_addresses_says_what_was_found_and_what_is_expected() -> None:
    with pytest.raises(ImportRefused) as refused:
        recognise(["Phone", "Surname"])
    assert refused.value.refusal == Refusal.NO_ADDRESSES
    said = refused.value.said()
    assert "Phone" in said
    assert "Email Address" in said
