"""Killed at any moment and started again, an import ends as one that was left alone."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from newsletter.importing.outcomes import Outcome
from newsletter.importing.planning import BATCH
from tests.browser.product import ROOT, environment
from tests.faults.conftest import copy_of_the_house
from tests.faults.place import Place, opened
from tests.postgresql.server import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import DjangoDbBlocker

ROWS = BATCH * 6 + 100
STATE = {
    "subscribers": "SELECT email, status, status_reason, language, audience, name, created_at"
    " FROM newsletter_subscriber ORDER BY email",
    "proofs": "SELECT s.email, c.basis, c.detail, c.given_at FROM newsletter_consent c"
    " JOIN newsletter_subscriber s ON s.id = c.subscriber_id ORDER BY s.email, c.id",
    "suppressions": "SELECT reason, count(*) FROM newsletter_suppression GROUP BY reason"
    " ORDER BY reason",
    "imports": "SELECT state, next_row, rows, report_size FROM newsletter_subscriberimport",
}
EMPTY = ("consent", "suppression", "subscriber", "subscriberimport")


def write_list(path: Path) -> None:
    """Leavers at the end take back a yes of the beginning, and some are named twice."""
    lines = ["email,language,audience,name,status,created_at"]
    for number in range(ROWS):
        status = ("active", "active", "unsubscribed", "bounced", "complained")[number % 5]
        who = number if number % 50 else number // 2
        lines.append(f"r{who}@x.example,en,partner,N{who},{status},2024-01-02T03:04:05Z")
    path.write_text("\n".join(lines), "utf-8")


@pytest.fixture(
    scope="module",
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)],
)
def place(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[tuple[Place, str]]:
    """Of the module: made before a test's transaction begins, which would hold up the copy."""
    folder = tmp_path_factory.mktemp(f"imports-{request.param}")
    with ExitStack() as stack:
        address = ""
        if request.param == "sqlite":
            copy_of_the_house(folder, django_db_blocker)
        else:
            address = stack.enter_context(running()).create("imports")
        made = stack.enter_context(opened(folder, address))
        if address:
            made.ask("tables")
        yield made, address


def command(place: Place, address: str, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            sys.executable, "manage.py", "import_subscribers", str(place.var / "list.csv"),
            "--basis", "asked", "--report", str(place.var / "report.csv"), *more,
        ],
        cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**environment(place.var, 8000), "DATABASE_URL": address},
    )  # fmt: skip


def state(place: Place) -> dict[str, Any]:
    found = {name: place.ask("rows", sql=sql) for name, sql in STATE.items()}
    return {**found, "report": (place.var / "report.csv").read_text("utf-8-sig")}


def done_rows(place: Place) -> int:
    rows = place.ask("rows", sql="SELECT next_row FROM newsletter_subscriberimport")
    return int(rows[0][0]) if rows else -1


def test_killed_again_and_again_it_ends_as_one_that_was_left_alone(
    place: tuple[Place, str],
) -> None:
    house, address = place
    write_list(house.var / "list.csv")
    with command(house, address) as alone:
        said = alone.communicate(timeout=300)[0]
    assert alone.returncode == 0, said
    whole = state(house)
    assert len(whole["report"].splitlines()) == ROWS + 1

    house.ask("rows", sql="DELETE FROM newsletter_consent RETURNING id")
    for table in EMPTY[1:]:
        house.ask("rows", sql=f"DELETE FROM newsletter_{table} RETURNING id")  # noqa: S608 - tables of ours
    (house.var / "report.csv").unlink()

    kills = 0
    for wanted in (0, 1, BATCH * 2, BATCH * 4):
        with command(house, address) as victim:
            deadline = time.monotonic() + 120
            while victim.poll() is None and done_rows(house) < wanted:
                assert time.monotonic() < deadline
            victim.kill()
            victim.communicate()
        kills += victim.returncode == -9
    assert kills == 4
    assert BATCH * 4 <= done_rows(house) < ROWS
    assert not (house.var / "report.csv").exists()
    with command(house, address) as last:
        said = last.communicate(timeout=300)[0]
    assert last.returncode == 0, said
    assert state(house) == whole
    assert f"{ROWS} rows" in said

    with command(house, address) as again:
        said = again.communicate(timeout=300)[0]
    assert again.returncode == 1
    assert "imported before" in said
    assert state(house) == whole


def test_the_numbers_of_the_list_add_up() -> None:
    assert {outcome.value for outcome in Outcome} == {
        "added", "updated", "unchanged", "left", "refused", "duplicate",
    }  # fmt: skip
