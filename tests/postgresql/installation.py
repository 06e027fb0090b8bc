"""An installation of the product on one database, worked through its own commands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.browser.product import ROOT, SEEDING_LIMIT, ProductFault, environment

if TYPE_CHECKING:
    from pathlib import Path

#: What differs between any two installations: names made at random, and moments of saving.
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_SAVED_AT = re.compile(
    r"<lastmod>[^<]*</lastmod>"
    r"|(?<=article:modified_time.)\s+content=\S+"
    r"|(?<=dateModified.:)[^,}]+"
)
TEXTS = {".html", ".xml", ".txt"}


@dataclass(frozen=True, slots=True)
class Installation:
    """`database` is the value of DATABASE_URL; empty for SQLite in `var`."""

    var: Path
    database: str = ""

    def run(self, *command: str, settings: str = "cms.settings.development") -> str:
        """What the Python command printed; raises ProductFault with both outputs."""
        ran = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env={
                **environment(self.var, 8000),
                "DATABASE_URL": self.database,
                "DJANGO_SETTINGS_MODULE": settings,
                "PYTEST_ADDOPTS": "",
            },
            capture_output=True,
            text=True,
            timeout=SEEDING_LIMIT,
            check=False,
        )
        if ran.returncode:
            raise ProductFault(f"{' '.join(command)}:\n{ran.stdout}\n{ran.stderr}")
        return ran.stdout

    def fill(self, now: str) -> None:
        """The demonstration as of `now` (ISO 8601), exported."""
        self.var.mkdir(parents=True)
        self.run("manage.py", "migrate", "-v0")
        self.run("manage.py", "seed_demo", "-v0", "--now", now)
        self.run("manage.py", "export_site", "-v0", "--processes", "1")

    def answers(self) -> dict[str, str]:
        """Every page, feed and map of the exported site by its path, comparable."""
        site = self.var / "site"
        return {
            os.fspath(file.relative_to(site)): comparable(file.read_text(encoding="utf-8"))
            for file in sorted(site.rglob("*"))
            if file.suffix in TEXTS
        }

    def files(self) -> set[str]:
        """The other files of the exported site: pictures, styles, scripts."""
        site = self.var / "site"
        return {
            os.fspath(file.relative_to(site))
            for file in site.rglob("*")
            if file.is_file() and file.suffix not in TEXTS
        }


def comparable(text: str) -> str:
    """The text with random names numbered by their first appearance, without moments of saving."""
    numbers: dict[str, str] = {}

    def number(match: re.Match[str]) -> str:
        return numbers.setdefault(match.group(), f"id-{len(numbers)}")

    return _SAVED_AT.sub("", _UUID.sub(number, text))
