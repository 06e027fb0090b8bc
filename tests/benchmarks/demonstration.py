"""Which demonstration is measured? That of `--var`, or a new one; filled where it is empty."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.product import manage

if TYPE_CHECKING:
    import argparse


def add_var(parser: argparse.ArgumentParser) -> None:
    """The option `--var`, a Path, or None where neither it nor the environment names one."""
    parser.add_argument(
        "--var",
        type=Path,
        default=os.environ.get("VAR"),
        help="a folder already filled by make demo-data (default: VAR of the environment, or a "
        "new demonstration in a temporary folder)",
    )


def filled(var: Path) -> Path:
    """The whole path of `var`, with the demonstration in it; raises ProductFault."""
    place = var.absolute()
    if not (place / "barza.sqlite3").exists():
        manage(place, "migrate", "-v0")
        manage(place, "seed_demo", "-v0")
    return place
