"""What every test stands on: a house with its sections, and a folder of its own to write in."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone, translation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pytest_django import DjangoDbBlocker

    from cms.models import User
    from tests.house import House

DUBAI = ZoneInfo("Asia/Dubai")
FOLDERS = {
    "MEDIA_ROOT": "media",
    "STATIC_ROOT": "static",
    "SITE_DIR": "site",
    "OUTBOX_DIR": "outbox",
    "EMAIL_FILE_PATH": "mail",
}


def pytest_configure(config: pytest.Config) -> None:
    """Nothing a test writes reaches the folder that `make demo` fills.

    The settings were read before this file; what follows from VAR is therefore set again here.
    `VAR` in the environment is for the commands that tests start as processes.
    """
    folder = Path(tempfile.mkdtemp(prefix="barza-tests-"))
    config.stash[FOLDER] = folder
    os.environ["VAR"] = str(folder / "commands")
    settings.VAR = folder
    for name, child in FOLDERS.items():
        setattr(settings, name, folder / child)
    # Wagtail leaves the temporary files of new renditions to the garbage collector.
    config.addinivalue_line(
        "filterwarnings",
        "ignore:Exception ignored in. <function SpooledTemporaryFile"
        ":pytest.PytestUnraisableExceptionWarning",
    )
    config.addinivalue_line(
        "filterwarnings", "ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"
    )
    # WhiteNoise warns of a folder of static files that is not there.
    (folder / "static").mkdir()


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(config.stash[FOLDER], ignore_errors=True)


FOLDER = pytest.StashKey[Path]()


@pytest.fixture(scope="session")
def kept_house(pytestconfig: pytest.Config) -> Path | None:
    """Where the database of the empty house is kept between runs, whether it is there or not.

    None where nothing is kept: on PostgreSQL, and without pytest's cache.
    """
    from django.db import connection

    from tests.built_house import kept_in

    cache = getattr(pytestconfig, "cache", None)
    if cache is None or connection.vendor != "sqlite":
        return None
    return kept_in(cache.mkdir("house"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None,  # pytest-django's own
    kept_house: Path | None,
) -> None:
    """Where the house stands already nothing need be migrated."""
    from django.db import connection

    if kept_house is not None and kept_house.exists():
        connection.settings_dict["TEST"]["MIGRATE"] = False


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,  # pytest-django's own, which makes the database
    django_db_blocker: DjangoDbBlocker,
    kept_house: Path | None,
) -> None:
    """The house is built once: home pages and sections in every language, nothing in them."""
    from django.db import connection

    from tests.built_house import keep, move_in
    from tests.house import build

    with django_db_blocker.unblock():
        if kept_house is not None and connection.settings_dict["TEST"]["MIGRATE"] is False:
            move_in(kept_house)
            return
        build()
        if kept_house is not None:
            keep(kept_house)


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Neither cached addresses nor the language of the test before."""
    cache.clear()
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def site(db: None) -> House:
    """The empty house: the root page, home pages and sections by language."""
    from tests.house import House

    return House()


@pytest.fixture
def now() -> datetime:
    """The moment of the test; real, because the pages themselves ask the clock."""
    return timezone.now().astimezone(DUBAI)


@pytest.fixture
def editor(db: None) -> User:
    """Someone who may do everything in the admin."""
    from cms.models import User

    return User.objects.create_superuser("editor@house.example", "a-long-password-of-tests")


@pytest.fixture
def editing(client: Any, editor: User) -> Any:
    """A browser in which the editor is logged in."""
    client.force_login(editor)
    return client
