"""What browsers get is what the sources give, byte for byte, and asks no other host."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.frontend.packages import NODE, PACKAGES, needs_packages
from tests.frontend.sheets import FRONTEND, ROOT

if TYPE_CHECKING:
    from pathlib import Path

STATIC = ROOT / "static"
NOTICES = STATIC / "THIRD-PARTY.md"
STAMP = PACKAGES / ".barza"
#: The only addresses in what is built: names of XML vocabularies, which no browser fetches.
VOCABULARIES = re.compile(r"http://www\.w3\.org/(?:2000/svg|1999/xlink)")


def run(*command: str | Path) -> None:
    assert STAMP.exists(), "the packages are missing: run .ci/frontend (`make css` does)"
    ran = subprocess.run(
        [str(part) for part in command], cwd=FRONTEND, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@needs_packages
def test_the_sheet_is_what_the_sources_give(tmp_path: Path) -> None:
    run(NODE, "css.mjs", tmp_path / "site.css")
    built, kept = (tmp_path / "site.css").read_bytes(), (STATIC / "css/site.css").read_bytes()
    assert built == kept, "static/css/site.css is not what its sources give: run `make css`"


@needs_packages
def test_the_fonts_are_what_the_packages_give(tmp_path: Path) -> None:
    run(sys.executable, "fonts.py", tmp_path / "served", tmp_path / "drawn")
    for folder, place in (
        ("served", STATIC / "fonts"),
        ("drawn", ROOT / "cms" / "social_cards" / "fonts"),
    ):
        built = {file.name: file.read_bytes() for file in (tmp_path / folder).iterdir()}
        kept = {file.name: file.read_bytes() for file in place.iterdir()}
        assert sorted(built) == sorted(kept)
        differing = [name for name in built if built[name] != kept[name]]
        assert differing == [], f"{place} is not what its sources give: run `make fonts`"


@needs_packages
def test_the_notices_are_those_of_the_packages(tmp_path: Path) -> None:
    run(sys.executable, "notices.py", tmp_path / "notices.md")
    assert (tmp_path / "notices.md").read_bytes() == NOTICES.read_bytes(), "run `make css`"


def dependencies() -> dict[str, str]:
    about = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))
    found: dict[str, str] = about["dependencies"]
    return found


@needs_packages
@pytest.mark.parametrize("package", dependencies())
def test_every_package_stands_in_the_notices_with_its_licence(package: str) -> None:
    text = " ".join(NOTICES.read_text(encoding="utf-8").split())
    assert f"## {package} {dependencies()[package]}" in text
    assert " ".join((PACKAGES / package / "LICENSE").read_text(encoding="utf-8").split()) in text


def test_packages_are_exact_versions_of_no_named_registry() -> None:
    about = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))
    for name, version in {**about["dependencies"], **about["devDependencies"]}.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
    lock = (FRONTEND / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    packages = {name: each for name, each in json.loads(lock)["packages"].items() if name}
    assert all(each.get("integrity") for each in packages.values())


@pytest.mark.parametrize("ending", ["css", "svg", "js"])
def test_nothing_that_is_built_asks_another_host(ending: str) -> None:
    files = [
        file
        for file in STATIC.rglob(f"*.{ending}")
        if "admin" not in file.relative_to(STATIC).as_posix()
    ]
    assert files
    for file in files:
        text = VOCABULARIES.sub("", file.read_text(encoding="utf-8"))
        # A comment may say where something comes from.
        text = re.sub(r"/\*.*?\*/|<!--.*?-->", "", text, flags=re.DOTALL)
        assert not re.search(r"(?:https?:)?//[a-z0-9-]+\.[a-z]", text, re.IGNORECASE), file.name
