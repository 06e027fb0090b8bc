"""Writes the export beside the old one and puts it in its place when it is whole."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.staticfiles import finders

from cms.export.render import DOCUMENTS_URL, files_of_stylesheet
from cms.models import CustomDocument

if TYPE_CHECKING:
    from types import TracebackType


class UnsafePath(Exception):
    """A path of the plan leads out of the site's folder."""


class MissingFile(Exception):
    """A page refers to a picture or static file that is not there."""


class SiteFolder:
    """A new version of the site's folder.

    Leaving the `with` block without an error renames it into place; until then, and after an
    error, readers of `target` see the old version.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self.files: set[str] = set()

    def __enter__(self) -> SiteFolder:
        self.target.parent.mkdir(parents=True, exist_ok=True)
        self.root = Path(tempfile.mkdtemp(prefix=f".{self.target.name}-", dir=self.target.parent))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if kind is not None:
            shutil.rmtree(self.root, ignore_errors=True)
            return
        self.root.chmod(0o755)
        old = self.root.with_suffix(".old")
        if self.target.exists():
            self.target.rename(old)
        self.root.rename(self.target)
        shutil.rmtree(old, ignore_errors=True)

    def write(self, path: str, content: bytes) -> None:
        """Raises UnsafePath for a path that leads out of the folder."""
        file = (self.root / path).resolve()
        if not file.is_relative_to(self.root.resolve()):
            raise UnsafePath(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        self.files.add(path)

    def copy_used(self, addresses: set[str]) -> list[str]:
        """Copies static files and media; returns the addresses that are not there.

        Stylesheets bring what they refer to.
        """
        missing: list[str] = []
        todo = sorted(addresses)
        while todo:
            address = todo.pop()
            path = address.lstrip("/")
            if path in self.files:
                continue
            source = source_of(address)
            if source is None:
                missing.append(address)
                continue
            content = source.read_bytes()
            self.write(path, content)
            if path.endswith(".css"):
                todo += sorted(files_of_stylesheet(address, content.decode()))
        return sorted(missing)


def source_of(address: str) -> Path | None:
    """The file behind an address of a static file or of media; None when there is none."""
    if address.startswith(settings.MEDIA_URL):
        root = Path(settings.MEDIA_ROOT).resolve()
        file = (root / address.removeprefix(settings.MEDIA_URL)).resolve()
        return file if file.is_relative_to(root) and file.is_file() else None
    if address.startswith(DOCUMENTS_URL):
        return _public_document(address)
    name = address.removeprefix(settings.STATIC_URL)
    collected = Path(settings.STATIC_ROOT) / name
    if collected.is_file():
        return collected
    found = finders.find(name)
    return Path(os.fspath(found)) if isinstance(found, str) else None


_DOCUMENT = re.compile(rf"{DOCUMENTS_URL}(\d+)/[^/]+")


def _public_document(address: str) -> Path | None:
    """A document's file, unless its collection is restricted."""
    match = _DOCUMENT.fullmatch(address)
    document = CustomDocument.objects.filter(pk=match.group(1)).first() if match else None
    if document is None or document.collection.get_view_restrictions().exists():
        return None
    file = Path(document.file.path)
    return file if file.is_file() else None
