"""Nobody who said no becomes active by an import, and nothing anyone said is lost (N3, N8)."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.importing.deciding import Change, decide
from newsletter.importing.list_file import Choices
from newsletter.importing.outcomes import Outcome, RowReason, Totals, words_of
from newsletter.importing.refusals import ImportRefused, Refusal
from newsletter.importing.rows import Listed
from newsletter.importing.standing import Standing
from newsletter.importing.storage import report_of
from newsletter.mailboxes import address_digest
from newsletter.models import (
    Consent,
    ImportState,
    SignUp,
    Subscriber,
    SubscriberImport,
    SubscriberStatus,
    Suppression,
)
from tests.factories import newsletter, people
from tests.newsletter.imports.lists import (
    everything,
    outcomes,
    sample,
    taken,
    the_list,
    tried,
    written,
)

NO_HERE = ("unsubscribed", "bounced", "complained")


@settings(deadline=None)
@given(
    st.sampled_from(Standing),
    st.sampled_from([None, *SubscriberStatus]),
    st.booleans(),
    st.sampled_from(["", "Noura"]),
)
def test_nobody_becomes_active_whom_anything_speaks_against(
    standing: Standing, status: SubscriberStatus | None, suppressed: bool, name: str
) -> None:
    here = Subscriber(email="a@readers.example", status=status) if status else None
    listed = Listed(2, "a@readers.example", standing, name=name)
    decision = decide(listed, standing, here, suppressed=suppressed, entity=None)
    may = standing == Standing.YES and not suppressed and status not in NO_HERE
    if decision.change in (Change.ADD, Change.ACTIVATE):
        assert may
    if may and status != SubscriberStatus.ACTIVE:
        assert decision.change in (Change.ADD, Change.ACTIVATE)
    if status == SubscriberStatus.ACTIVE and standing.is_no:
        assert decision.change == Change.END
    assert (decision.change == Change.NOTHING) == (
        decision.outcome in (Outcome.UNCHANGED, Outcome.REFUSED)
    )


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "A"]),
            st.sampled_from(["active", "unsubscribed", "bounced", "complained", "pending", "odd"]),
        ),
        min_size=1,
        max_size=6,
    )
)
@settings(deadline=None, max_examples=60)
@pytest.mark.django_db
def test_a_no_anywhere_in_the_file_wins(rows: list[tuple[str, str]]) -> None:
    for model in (Suppression, Subscriber, SubscriberImport):
        model._base_manager.all().delete()
    text = "email,status\n" + "".join(f"{who}@x.example,{status}\n" for who, status in rows)
    with TemporaryDirectory() as folder:
        path = written(Path(folder), text)
        before = tried(path)
        assert not Subscriber.objects.exists()
        row = taken(path)
        assert row.totals == dict(before)
        assert before.read == len(rows)
    for who in "ab":
        said = [status for name, status in rows if name.lower() == who]
        found = Subscriber.objects.filter(email=f"{who}@x.example").first()
        no = {"unsubscribed", "bounced", "complained"} & set(said)
        if no:
            assert found is not None
            assert found.status in no
        elif said and said[0] == "active":
            assert found is not None
            assert found.status == "active"
        else:
            assert found is None


@pytest.mark.django_db
@pytest.mark.parametrize("status", NO_HERE)
def test_who_said_no_here_stays_as_they_are(status: str, tmp_path: Path) -> None:
    newsletter.subscriber(email="gone@readers.example", status=status, name="")
    before = everything()
    row = taken(written(tmp_path, "email,name,status\nGone@readers.example,Ali,active\n"))
    assert everything() == before
    assert row.totals["refused"] == 1


@pytest.mark.django_db
def test_an_erased_address_is_neither_added_nor_written_down_again(tmp_path: Path) -> None:
    Suppression.objects.create(
        address=address_digest("erased@readers.example"), reason="erased", at=timezone.now()
    )
    row = taken(written(tmp_path, "email,status\nerased@readers.example,active\n"))
    assert outcomes(row) == {"erased@readers.example": "refused/suppressed-here"}
    row = taken(written(tmp_path, "email,status\nERASED@readers.example,unsubscribed\n"))
    assert row.totals["unchanged"] == 1
    assert not Subscriber.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "now_here", "suppressed"),
    [
        ("unsubscribed", "unsubscribed", None),
        ("bounced", "bounced", "hard-bounce"),
        ("complained", "complained", "complaint"),
    ],
)
def test_an_active_reader_whom_the_file_says_no_of_leaves(
    status: str, now_here: str, suppressed: str | None, tmp_path: Path
) -> None:
    reader = newsletter.subscriber(email="a@readers.example", name="Ali", outlet="Barq")
    SignUp.objects.create(
        subscriber=reader, language="ar", audience="individual", name="Ali",
        asked_at=timezone.now(),
    )  # fmt: skip
    row = taken(written(tmp_path, f"email,status,name\na@readers.example,{status},Ali\n"))
    reader.refresh_from_db()
    assert (reader.status, reader.name, reader.outlet) == (now_here, "", "")
    assert "ali" not in reader.folded_name
    assert row.totals["left"] == 1
    assert not SignUp.objects.exists()
    found = Suppression.objects.values_list("reason", flat=True)
    assert list(found) == ([suppressed] if suppressed else [])


@pytest.mark.django_db
def test_what_is_empty_is_filled_and_nothing_is_overwritten(tmp_path: Path) -> None:
    health, other = people.entity("health"), people.entity("other")
    newsletter.subscriber(email="empty@readers.example", language="en", audience="partner")
    newsletter.subscriber(
        email="full@readers.example", name="Noura", outlet="Barq", entity=other, abroad=True
    )
    text = (
        "email,name,outlet,entity,language,audience,abroad\n"
        "empty@readers.example,Ali,Wam,health,ar,media,yes\n"
        "full@readers.example,Ali,Wam,health,ar,media,no\n"
    )
    row = taken(written(tmp_path, text))
    here = the_list()
    assert here["empty@readers.example"][2:8] == ("en", "partner", False, "health", "Ali", "Wam")
    assert "ali" in here["empty@readers.example"][-1]
    assert here["full@readers.example"][4:8] == (True, "other", "Noura", "Barq")
    assert outcomes(row) == {
        "empty@readers.example": "updated/filled",
        "full@readers.example": "unchanged/active-here",
    }
    assert not Consent.objects.exists()
    assert health.pk


@pytest.mark.django_db
def test_an_entity_is_known_by_slug_and_by_name_in_both_languages(tmp_path: Path) -> None:
    entity = people.entity("health", name={"ar": "هيئة الصحة", "en": "Health Authority"})
    text = (
        "email,entity\na@r.example,health\nb@r.example,هيئة  الصحة\nc@r.example,health authority\n"
        "d@r.example,Unheard Of\n"
    )
    row = taken(written(tmp_path, text))
    assert Subscriber.objects.filter(entity=entity).count() == 3
    assert outcomes(row)["d@r.example"] == "added/entity-unknown"


@pytest.mark.django_db
def test_who_waits_for_confirmation_becomes_active_by_the_basis_of_the_import(
    tmp_path: Path,
) -> None:
    newsletter.subscriber(email="a@readers.example", status="pending", name="Typed by anyone")
    row = taken(written(tmp_path, "email,language\na@readers.example,en\n"))
    reader = Subscriber.objects.get()
    assert (reader.status, reader.status_reason, reader.language) == ("active", "imported", "en")
    assert reader.name == ""
    assert Consent.objects.get().subscriber == reader
    assert outcomes(row) == {"a@readers.example": "updated/was-waiting"}


@pytest.mark.django_db
def test_each_who_becomes_active_has_a_proof_and_nobody_else(tmp_path: Path) -> None:
    taken(sample("own.csv"), Choices("contract", "agreement 12", "en", "partner"))
    active = set(Subscriber.objects.active().values_list("email", flat=True))
    proofs = Consent.objects.select_related("subscriber")
    assert {proof.subscriber.email for proof in proofs if proof.subscriber} == active
    for proof in proofs:
        assert proof.address == address_digest(proof.subscriber.email)  # type: ignore[union-attr]
        assert (proof.source, proof.basis) == ("import", "contract")
        assert proof.detail == "own.csv: agreement 12"
    noura = Consent.objects.get(subscriber__email="noura@readers.example")
    assert noura.given_at == datetime(2024, 2, 3, 6, 10, tzinfo=UTC)
    assert noura.confirmed_at == datetime(2024, 2, 3, 6, 14, 9, tzinfo=UTC)


@pytest.mark.django_db
def test_what_the_file_leaves_open_is_what_the_importer_chose(tmp_path: Path) -> None:
    choices = Choices("office", "", "both", "university")
    taken(written(tmp_path, "email\na@readers.example\n"), choices)
    reader = Subscriber.objects.get()
    assert (reader.language, reader.audience) == ("both", "university")


@pytest.mark.django_db
def test_a_time_in_the_future_or_without_sense_is_no_evidence(tmp_path: Path) -> None:
    text = (
        "email,created_at\na@r.example,2999-01-01\nb@r.example,31/12/2020\n"
        "c@r.example,2020-13-45\nd@r.example,2020-02-03 04:05\n"
    )
    began = timezone.now()
    taken(written(tmp_path, text))
    given = dict(Consent.objects.values_list("subscriber__email", "given_at"))
    for name in "abc":
        assert began <= given[f"{name}@r.example"] <= timezone.now()
    assert given["d@r.example"] == datetime(2020, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["own.csv", "listmonk.csv", "subscribed_members_export_15d17415eb.csv"]
)
def test_a_dry_run_says_what_the_import_does_and_changes_nothing(name: str, tmp_path: Path) -> None:
    newsletter.subscriber(email="mariam@readers.example", name="")
    newsletter.subscriber(email="huda@readers.example", status="unsubscribed")
    newsletter.subscriber(email="gone@readers.example")
    before = everything()
    report = tmp_path / "dry.csv"
    totals = tried(sample(name), report)
    assert everything() == before
    assert not SubscriberImport.objects.exists()
    row = taken(sample(name))
    assert row.totals == dict(totals)
    assert report.read_bytes() == report_of(row).read_bytes()
    assert totals.read == len(report.read_text("utf-8-sig").splitlines()) - 1


@pytest.mark.django_db
def test_the_same_import_again_says_so_and_forced_changes_nothing() -> None:
    taken(sample("own.csv"))
    before = everything()
    with pytest.raises(ImportRefused) as refused:
        taken(sample("own.csv"))
    assert refused.value.refusal == Refusal.DONE_BEFORE
    assert str(timezone.localdate().year) in refused.value.said()
    row = taken(sample("own.csv"), again=True)
    assert everything() == before
    assert row.state == ImportState.DONE
    assert row.totals["added"] == 0
    assert Totals.of(row.totals).read == 9


@pytest.mark.django_db
def test_one_that_stopped_and_lost_its_report_begins_anew() -> None:
    row = taken(sample("own.csv"))
    before = everything()
    report_of(row).unlink()
    SubscriberImport.objects.update(state=ImportState.FAILED, next_row=4)
    row = taken(sample("own.csv"))
    assert everything() == before
    assert Totals.of(row.totals).read == 9
    assert len(report_of(row).read_text("utf-8-sig").splitlines()) == 10


@pytest.mark.django_db
def test_our_own_export_imported_again_changes_nothing(tmp_path: Path) -> None:
    entity = people.entity("health")
    now = timezone.now()
    odd: list[dict[str, Any]] = [
        {"email": "plus+tag@readers.example", "name": "=1+2", "outlet": "@cmd"},
        {"email": "+971@readers.example", "name": "-2+3", "entity": entity},
        {"email": "a@readers.example", "status": "pending", "name": 'Ali "Abu" Khalid'},
        {"email": "b@readers.example", "status": "unsubscribed", "status_reason": "one-click"},
        {"email": "c@readers.example", "status": "bounced", "status_reason": "hard-bounce"},
        {"email": "d@readers.example", "status": "complained", "status_reason": "complaint"},
        {"email": "e@readers.example", "language": "both", "audience": "media", "abroad": True,
         "created_at": now - timedelta(days=400), "confirmed_at": now - timedelta(days=399)},
    ]  # fmt: skip
    for fields in odd:
        newsletter.subscriber(**fields)
    path = tmp_path / "subscribers.csv"
    call_command("export_subscribers", str(path), verbosity=0)
    before = everything()
    row = taken(path)
    assert everything() == before
    assert row.totals == Totals.of({"unchanged": len(odd)})


@pytest.mark.django_db
def test_our_own_export_brings_everyone_to_an_empty_house(tmp_path: Path) -> None:
    people.entity("health")
    taken(sample("own.csv"))
    path = tmp_path / "subscribers.csv"
    call_command("export_subscribers", str(path), verbosity=0)
    columns = slice(0, 8)
    before = {email: row[columns] for email, row in the_list().items()}
    Consent.objects.all()._raw_delete("default")
    for model in (Suppression, SubscriberImport):
        model._base_manager.all().delete()
    Subscriber.objects.all().delete()
    taken(path)
    assert {email: row[columns] for email, row in the_list().items()} == before


@pytest.mark.django_db
def test_no_cell_of_a_report_or_an_export_is_a_formula(tmp_path: Path) -> None:
    hostile = ["=HYPERLINK(1)", "+1@x.example", "-1@x.example", "@SUM(1)", "\tx@x.example", "＝1"]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["email", "name"], *([cell, cell] for cell in hostile)])
    row = taken(written(tmp_path, out.getvalue()))
    path = tmp_path / "subscribers.csv"
    call_command("export_subscribers", str(path), verbosity=0)
    for table in (report_of(row), path):
        for line in csv.reader(io.StringIO(table.read_text("utf-8-sig"), newline="")):
            for cell in line:
                assert not cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r", "＝")), cell


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_outcome_and_reason_has_words(language: str) -> None:
    for outcome in Outcome:
        for reason in RowReason:
            assert ": " in words_of(outcome, reason, language)


@pytest.mark.django_db
def test_a_part_is_written_in_the_order_of_its_addresses_whatever_the_file_says(
    tmp_path: Path,
) -> None:
    """PostgreSQL ends one of two that write the same addresses in different orders."""
    names = [f"{letter}@x.example" for letter in "cadbfe"]
    rows = [f"{name},{('active', 'cleaned')[place % 2]}" for place, name in enumerate(names)]
    taken(written(tmp_path, "\n".join(["email,status", *rows])))
    addresses = list(Subscriber.objects.order_by("pk").values_list("email", flat=True))
    assert addresses == sorted(names)
    marks = list(Suppression.objects.order_by("pk").values_list("address", flat=True))
    assert marks == sorted(marks)
    assert len(marks) == 3
