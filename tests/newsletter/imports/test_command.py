"""`manage.py import_subscribers` as who runs it meets it."""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from newsletter.models import Consent, Subscriber, SubscriberImport
from tests.newsletter.imports.lists import sample, written

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db
ARABIC = re.compile("[\u0621-\u064a]")


def run(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command("import_subscribers", *arguments, stdout=out, **options)
    return out.getvalue()


def refused(*arguments: str) -> list[str]:
    with pytest.raises(CommandError) as error:
        run(*arguments)
    lines = str(error.value).splitlines()
    assert len(lines) == 2
    assert ARABIC.search(lines[0])
    assert not ARABIC.search(lines[1])
    return lines


def test_without_a_basis_of_consent_nothing_is_read() -> None:
    lines = refused(str(sample("own.csv")))
    assert all("--basis" in line and "contract" in line for line in lines)
    assert not Subscriber.objects.exists()


def test_it_says_its_equation_and_writes_its_report(tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    said = run(
        str(sample("own.csv")), "--basis", "asked", "--note", "2026", "--report", str(report)
    )
    assert "9 rows = 3 added + 0 updated + 0 unchanged + 3 left + 2 refused + 1 duplicate" in said
    assert len(report.read_text("utf-8-sig").splitlines()) == 10
    assert "dry run" not in said
    assert Consent.objects.filter(detail="own.csv: 2026").count() == 3


def test_a_dry_run_says_the_same_and_changes_nothing(tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    arguments = (str(sample("own.csv")), "--basis", "asked", "--report", str(report))
    tried = run(*arguments, "--dry-run")
    listed = report.read_bytes()
    assert not Subscriber.objects.exists()
    assert not SubscriberImport.objects.exists()
    done = run(*arguments)
    assert tried == done.replace("\n", " (dry run: nothing was changed)\n")
    assert report.read_bytes() == listed


def test_an_import_that_is_done_says_so_and_is_forced_by_again() -> None:
    run(str(sample("ghost.csv")), "--basis", "asked")
    refused(str(sample("ghost.csv")), "--basis", "asked")
    assert "3 unchanged" in run(str(sample("ghost.csv")), "--basis", "asked", "--again")


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"phone,surname\n1,2\n", "surname"),
        (b"email,langauge\na@b.example,ar\n", "langauge"),
        (b"email,name\n", ""),
        (b"", ""),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_both_languages(
    content: bytes, part: str, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    for line in refused(str(path), "--basis", "asked"):
        assert part in line
    assert not Subscriber.objects.exists()


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.csv"):
        run(str(tmp_path / "nowhere.csv"), "--basis", "asked")


def test_the_encoding_can_be_named(tmp_path: Path) -> None:
    path = written(tmp_path, "email,name\na@b.example,Jörg Müller\n", encoding="cp1252")
    refused(str(path), "--basis", "asked")
    run(str(path), "--basis", "asked", "--encoding", "windows-1252")
    assert Subscriber.objects.get().name == "Jörg Müller"


def test_the_export_begins_with_the_mark_of_utf_8_and_is_for_its_owner_alone(
    tmp_path: Path,
) -> None:
    run(str(sample("own.csv")), "--basis", "asked")
    path = tmp_path / "out.csv"
    call_command("export_subscribers", str(path), stdout=StringIO())
    assert path.read_bytes().startswith(b"\xef\xbb\xbfemail,language,audience,")
    assert path.stat().st_mode & 0o077 == 0
    assert len(path.read_text("utf-8-sig").splitlines()) == 7
