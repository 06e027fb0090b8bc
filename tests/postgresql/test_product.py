"""The product on PostgreSQL: the same commands, the same answers, the same refusals.

The export asks the site itself for every address of its plan and stops at the first that does not
answer as planned; so an exported site is one whose every public door works.
"""

from __future__ import annotations

import difflib
import json
from typing import TYPE_CHECKING

import pytest

from tests.postgresql.installation import Installation, comparable

if TYPE_CHECKING:
    from pathlib import Path

    from tests.postgresql.server import Server

# One group: the server and both installations are made once, by one worker.
pytestmark = [pytest.mark.postgresql, pytest.mark.xdist_group("postgresql")]

TESTING = "cms.settings.test"
#: Tests of what reads and writes the database, run once more on PostgreSQL.
ONCE_MORE = (
    "tests/cms/test_catalogue.py",
    "tests/cms/test_listings.py",
    "tests/cms/test_public_live.py",
    "tests/cms/search/test_search_page.py",
    "tests/blog/test_posts.py",
)


def differences(ours: str, theirs: str) -> str:
    lines = difflib.unified_diff(
        theirs.splitlines(), ours.splitlines(), "sqlite", "postgresql", lineterm="", n=1
    )
    return "\n".join(list(lines)[:12])


def test_every_planned_address_answers_in_both_languages(postgresql: Installation) -> None:
    answers = postgresql.answers()
    assert len(answers) > 200
    for start in ("", "en/"):
        for address in ("index.html", "blog/index.html", "feeds/all/rss.xml", "404.html"):
            assert answers[start + address]


def test_pages_listings_months_and_feeds_are_those_of_sqlite(
    postgresql: Installation, sqlite: Installation
) -> None:
    ours, theirs = postgresql.answers(), sqlite.answers()
    assert ours.keys() == theirs.keys()
    differing = [path for path in ours if ours[path] != theirs[path]]
    first = [f"{path}:\n{differences(ours[path], theirs[path])}" for path in differing[:8]]
    assert not differing, f"{len(differing)} of {len(ours)} differ:\n" + "\n".join(first)


def test_pictures_have_the_same_names(postgresql: Installation, sqlite: Installation) -> None:
    assert postgresql.files() == sqlite.files()


def test_what_is_refused_on_sqlite_is_refused_here_too(postgresql: Installation) -> None:
    found = json.loads(postgresql.run("-m", "tests.postgresql.refusals"))
    assert found == {
        "vendor": "postgresql",
        "the column itself": [],
        "a second column of the month": ["ValidationError", "month"],
        "the column in another month": [],
        "deleting a topic in use": ["ProtectedError"],
        "deleting it by SQL": ["IntegrityError"],
    }


def test_readers_at_the_same_moment_come_one_after_the_other(postgresql: Installation) -> None:
    found = json.loads(postgresql.run("-m", "tests.postgresql.at_once"))
    assert found == {
        "vendor": "postgresql",
        "mails to two spellings of a mailbox": 1,
        "mails to two mailboxes": 2,
        "who leaves while the button is pressed": [False, "unsubscribed"],
        "pages of a letter that two gather": 2,
        "mails of a call that two open": 1,
        "reminders of two clocks": 1,
        "items of a form that two windows send": 1,
    }


def test_a_second_run_of_the_demonstration_adds_nothing(postgresql: Installation) -> None:
    said = postgresql.run("manage.py", "seed_demo")
    assert "0 pages made" in said


def test_the_tests_of_catalogue_and_posts_hold_here_too(server: Server, tmp_path: Path) -> None:
    here = Installation(tmp_path, server.url("postgres"))
    here.run("-m", "pytest", "-q", "-p", "no:cacheprovider", *ONCE_MORE, settings=TESTING)


def test_random_names_are_compared_by_their_place_and_everything_else_to_the_letter() -> None:
    first, second = "0a0a0a0a-0000-4000-8000-000000000001", "0a0a0a0a-0000-4000-8000-000000000002"
    assert comparable(f"{first} {second} {first}") == "id-0 id-1 id-0"
    assert comparable(f"{second} {first}") == comparable(f"{first} {second}")
    assert comparable(f"{first} {first}") != comparable(f"{first} {second}")


def test_moments_of_saving_are_left_out_and_those_of_publication_are_not() -> None:
    said = '<meta property="article:{}_time"\n content="{}"> {{"date{}":"{}"}}'
    first, second = "2026-11-22T23:42:53+04:00", "2026-11-22T23:43:00+04:00"
    assert comparable(said.format("modified", first, "Modified", first)) == comparable(
        said.format("modified", second, "Modified", second)
    )
    for kinds in (("published", "Modified"), ("modified", "Published")):
        assert comparable(said.format(kinds[0], first, kinds[1], first)) != comparable(
            said.format(kinds[0], second, kinds[1], second)
        )
