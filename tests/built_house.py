"""The database of the empty house, kept between runs: building it takes longer than most tests.

It is kept by what it was built from: whoever changes a migration, a model, the house's structure,
its roles, a setting or a package has it built anew. Where nothing is kept, as in a fresh clone, it
is built as ever; `pytest --cache-clear` forgets it.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from pathlib import Path
from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.db import connection

ROOT: Final = Path(__file__).resolve().parents[1]
_MADE_FROM: Final = (
    "*/migrations/*.py",
    "*/*/migrations/*.py",
    "*/demo/seed.py",
    "*/*/demo/seed.py",
    "cms/demo/*.py",
    "cms/demo/content/pages/*.toml",
    "*/models/*.py",
    "cms/pages/*.py",
    "cms/role_grants.py",
    "cms/settings/*.py",
    ".ci/locks/*.txt",
    "tests/house.py",
    "tests/built_house.py",
)


def kept_in(folder: Path) -> Path:
    """Where the database of this state of the sources lies, or would lie."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in _MADE_FROM for path in ROOT.glob(pattern)}):
        digest.update(f"{path.relative_to(ROOT)}\n".encode())
        digest.update(path.read_bytes())
    return folder / f"house-{digest.hexdigest()[:20]}.sqlite3"


def move_in(kept: Path) -> None:
    """The database of the tests becomes the one that is kept."""
    source = sqlite3.connect(kept)
    connection.ensure_connection()
    source.backup(connection.connection)
    source.close()
    ContentType.objects.clear_cache()


def keep(place: Path) -> None:
    """For the next run, with the two before: another run may have just found one of them."""
    place.parent.mkdir(parents=True, exist_ok=True)
    before = sorted(place.parent.glob("house-*.sqlite3"), key=lambda path: path.stat().st_mtime)
    for old in before[:-2]:
        old.unlink(missing_ok=True)
    draft = place.with_suffix(f".{os.getpid()}.part")
    target = sqlite3.connect(draft)
    connection.connection.backup(target)
    target.close()
    draft.replace(place)
