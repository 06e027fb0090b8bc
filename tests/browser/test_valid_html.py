"""The Nu HTML checker has nothing to say of any template, in both languages."""

from __future__ import annotations

import json
import re
import subprocess
import urllib.error
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.addresses import LANGUAGES, NAMES, address, prefix
from tests.browser.film import SLUG
from tests.browser.product import ROOT, Product, ProductFault

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.unlinked import Unlinked

CHECKER = ROOT / "frontend" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
CHECKING_LIMIT = 300.0


@dataclass(frozen=True, slots=True)
class Explained:
    """What the checker says and we do not change; `said` is searched for in its words."""

    said: str
    reason: str


EXPLAINED: tuple[Explained, ...] = ()


def whole(product: Product, path: str) -> str:
    """The page at `path`, also when it says that there is none."""
    try:
        return product.get(path)
    except urllib.error.HTTPError as error:
        return str(error.read().decode())


def check(folder: Path) -> list[str]:
    """One line for each thing said of the files in `folder`: file, line, kind and words."""
    if not CHECKER.exists():
        raise ProductFault(f"{CHECKER} is missing: run .ci/frontend")
    ran = subprocess.run(
        ["java", "-Xss1m", "-jar", str(CHECKER), "--format", "json", "--stdout",
         "--exit-zero-always", str(folder)],
        capture_output=True, text=True, timeout=CHECKING_LIMIT, check=False,
    )  # fmt: skip
    try:
        messages: list[dict[str, Any]] = json.loads(ran.stdout)["messages"]
    except ValueError as error:
        raise ProductFault(f"the checker did not run: {ran.stdout}{ran.stderr}") from error
    return [
        f"{each.get('url', '').rpartition('/')[2]}:{each.get('lastLine', 0)}: "
        f"{each.get('subType', each['type'])}: {each['message']} "
        f"{' '.join(each.get('extract', '').split())}"
        for each in messages
        if not any(re.search(known.said, each["message"]) for known in EXPLAINED)
    ]


@pytest.fixture(scope="module")
def pages(product: Product, unlinked: Unlinked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every template in every language as a file, checked by one run of the checker."""
    folder = tmp_path_factory.mktemp("pages")
    for language in LANGUAGES:
        paths = {name: address(name, language, product.get) for name in NAMES}
        paths["film"] = f"{paths['blog']}{SLUG}/"
        paths |= {name: prefix(language) + path for name, path in unlinked.addresses.items()}
        for name, path in paths.items():
            text = whole(product, path)
            (folder / f"{name}-{language}.html").write_text(text, encoding="utf-8")
    for name, html in unlinked.drawn.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return folder


def test_the_checker_has_nothing_to_say_of_any_template(pages: Path) -> None:
    said = check(pages)
    assert not said, "\n".join(said)


def test_the_checker_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "planted.html").write_text(
        '<!DOCTYPE html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>س</title>'
        '<ul><p aria-labelledby="none">نص</ul></html>',
        encoding="utf-8",
    )
    said = " ".join(check(tmp_path))
    assert "not allowed as child of element" in said
