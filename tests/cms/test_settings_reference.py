"""The page about the environment says what the settings say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command

from cms.management.commands.settings_reference import PAGE, reference
from cms.settings.env import PROJECT_DIR, Environment

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings


def test_the_committed_page_is_the_one_the_command_writes() -> None:
    call_command("settings_reference", "--check")


def test_every_variable_has_a_row_with_a_meaning() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| .+ \| (.+) \|$", reference(), re.MULTILINE))
    assert list(rows) == [name.upper() for name in Environment.model_fields]


def test_the_page_names_no_folder_of_this_machine() -> None:
    assert str(PROJECT_DIR) not in reference()


def test_a_stale_page_is_told_and_then_mended(tmp_path: Path, settings: Settings) -> None:
    settings.BASE_DIR = tmp_path
    page = tmp_path / PAGE
    with pytest.raises(CommandError, match="stale"):
        call_command("settings_reference", "--check")
    assert not page.exists()
    call_command("settings_reference", verbosity=0)
    assert page.read_text(encoding="utf-8") == reference()
    call_command("settings_reference", "--check")


def test_the_example_environment_names_every_variable_once() -> None:
    example = (PROJECT_DIR / ".env.example").read_text(encoding="utf-8")
    named = re.findall(r"^#?([A-Z][A-Z_]+)=", example, re.MULTILINE)
    assert sorted(named) == sorted(name.upper() for name in Environment.model_fields)


def test_the_example_environment_shows_the_defaults(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in Environment.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    example = (PROJECT_DIR / ".env.example").read_text(encoding="utf-8")
    uncommented = tmp_path / "env"
    uncommented.write_text(re.sub(r"^#(?=[A-Z_]+=)", "", example, flags=re.MULTILINE))
    assert Environment(_env_file=uncommented) == Environment(_env_file=None)
