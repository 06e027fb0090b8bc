"""That traces were changed or deleted is found out."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry, PageLogEntry

from cms.audit import chain, jobs
from cms.audit.chain import FaultKind
from cms.audit.models import AuditSeal, SealIsFinal
from cms.work.jobs import JOBS
from tests.factories import blog as posts
from tests.factories import people

if TYPE_CHECKING:
    from pathlib import Path

    from tests.house import House


@pytest.fixture
def trail(site: House, now: datetime) -> list[AuditSeal]:
    """A dozen rows of both logs, sealed."""
    for _number in range(4):
        user = people.user()
        page = posts.article_page("ar")
        page.save_revision(user=user, log_action=True)
    assert chain.seal(now) >= 8
    return list(AuditSeal.objects.all())


def kinds() -> set[FaultKind]:
    return {fault.kind for fault in chain.verify()}


def test_a_whole_trail_has_no_faults(trail: list[AuditSeal], now: datetime) -> None:
    assert chain.verify() == []
    assert chain.seal(now) == 0, "sealed once"
    assert [seal.number for seal in trail] == list(range(1, len(trail) + 1))
    assert {seal.source for seal in trail} == {"page", "model"}


def test_a_deleted_row_is_named(trail: list[AuditSeal]) -> None:
    row = PageLogEntry.objects.order_by("pk")[2]
    pk = row.pk
    PageLogEntry.objects.filter(pk=pk).delete()
    (fault,) = chain.verify()
    assert (fault.kind, fault.source, fault.entry) == (FaultKind.DELETED, "page", pk)


@pytest.mark.parametrize(
    "change",
    [
        {"user_id": 1},
        {"label": "another"},
        {"action": "wagtail.publish"},
        {"data": {"a": 1}},
        {"object_id": "77"},
        {"timestamp": datetime.fromisoformat("2020-01-01T00:00:00+00:00")},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_column_is_named(trail: list[AuditSeal], change: dict[str, object]) -> None:
    row = ModelLogEntry.objects.order_by("pk")[1]
    ModelLogEntry.objects.filter(pk=row.pk).update(**change)
    (fault,) = chain.verify()
    assert (fault.kind, fault.entry) == (FaultKind.CHANGED, row.pk)


def test_a_seal_taken_out_with_its_row_leaves_a_gap(trail: list[AuditSeal]) -> None:
    seal = trail[3]
    chain.LOGS[chain.Source(seal.source)].objects.filter(pk=seal.entry).delete()
    AuditSeal.objects.filter(pk=seal.pk).delete()
    assert kinds() == {FaultKind.GAP, FaultKind.CHANGED}


def test_a_chain_that_was_made_anew_is_not_the_one_exported(
    trail: list[AuditSeal], now: datetime
) -> None:
    exported = list(chain.lines())
    PageLogEntry.objects.order_by("pk")[0].delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditseal")
    chain.seal(now)
    assert chain.verify() == [], "by itself it looks whole"
    told = {fault.kind for fault in chain.verify(exported)}
    assert told == {FaultKind.REPLACED, FaultKind.GAP}


def test_an_end_that_was_cut_off_shows_against_an_export(trail: list[AuditSeal]) -> None:
    exported = list(chain.lines())
    last = trail[-1]
    chain.LOGS[chain.Source(last.source)].objects.filter(pk=last.entry).delete()
    AuditSeal.objects.filter(pk=last.pk).delete()
    assert chain.verify() == []
    assert [fault.number for fault in chain.verify(exported)] == [last.number]


def test_a_seal_is_neither_changed_nor_deleted_by_the_product(trail: list[AuditSeal]) -> None:
    with pytest.raises(SealIsFinal):
        trail[0].save()
    with pytest.raises(SealIsFinal):
        trail[0].delete()


def test_the_clock_seals_what_came_meanwhile(trail: list[AuditSeal], now: datetime) -> None:
    people.user()
    job = JOBS["audit.seal"]
    assert job.run is jobs.seal
    assert job.every <= timedelta(minutes=5)
    job.run(now)
    job.run(now)
    assert AuditSeal.objects.count() > len(trail)
    assert chain.verify() == []


def test_more_rows_than_a_batch_are_sealed(
    site: House, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "BATCH", 3)
    for _number in range(5):
        people.user()
    assert chain.seal(now) >= 5
    assert chain.verify() == []


def test_the_command_exports_lines_that_it_can_check_later(
    trail: list[AuditSeal], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "kept" / "audit.jsonl"
    call_command("audit", "--export", str(file))
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == AuditSeal.objects.count()
    assert lines[-1]["digest"] in capsys.readouterr().out
    assert list(file.parent.iterdir()) == [file]
    call_command("audit", "--verify", "--against", str(file), verbosity=0)
    ModelLogEntry.objects.filter(pk=ModelLogEntry.objects.order_by("pk")[0].pk).delete()
    with pytest.raises(CommandError, match="deleted: seal"):
        call_command("audit", "--verify")


def test_a_file_that_is_no_export_is_told(trail: list[AuditSeal], tmp_path: Path) -> None:
    file = tmp_path / "other.txt"
    file.write_text("hello\n")
    for path in (file, tmp_path / "missing"):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("audit", "--against", str(path))


def test_a_folder_that_cannot_be_written_is_told(trail: list[AuditSeal], tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("audit", "--export", str(tmp_path / "a-file" / "audit.jsonl"))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=200)
@given(row=st.dictionaries(st.text(), json_values, max_size=5), key=st.text())
def test_the_digest_depends_on_every_value_and_not_on_their_order(
    row: dict[str, object], key: str
) -> None:
    digest = chain.digest_of(chain.BEGINNING, row)
    assert digest == chain.digest_of(chain.BEGINNING, dict(reversed(row.items())))
    assert digest == chain.digest_of(chain.BEGINNING, json.loads(json.dumps(row)))
    assert digest != chain.digest_of("1" * 64, row)
    assert digest != chain.digest_of(chain.BEGINNING, row | {key: [row.get(key), "more"]})
