"""Makes a sheet's PDF, by typst (docs/adr/0017-the-sheet-by-typst.md)."""

from __future__ import annotations

import logging
import tempfile
import threading
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import typst
from django.conf import settings

from cms.social_cards.lettering import FONTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsletter.sheet.content import Sheet

logger = logging.getLogger(__name__)

TEMPLATE: Final = Path(settings.BASE_DIR) / "templates" / "newsletter" / "pdf" / "issue.typ"
MARK: Final = Path(settings.BASE_DIR) / "static" / "icons" / "mark.svg"
#: Tagged and checked: ISO 14289-1, which WCAG 2.2 and EN 301 549 ask of documents.
STANDARD: Final[Literal["ua-1"]] = "ua-1"
#: One at a time in a process: each takes a core for some tenths of a second.
_lock: Final = threading.Lock()


class SheetError(Exception):
    """The sheet cannot be made; the text is the compiler's."""


@lru_cache(maxsize=1)
def made_by() -> bytes:
    """What the PDF depends on besides its content: template, mark, and the compiler's version."""
    return b"\0".join((TEMPLATE.read_bytes(), MARK.read_bytes(), version("typst").encode()))


def pdf_of(sheet: Sheet, pictures: Mapping[str, bytes]) -> bytes:
    """The PDF; `pictures` by the names the sheet's items give them.

    The same sheet gives the same octets. What the standard refuses, such as a sign that no face
    has, makes a sheet that is tagged all the same and not certified: readers get one in any case.
    Raises SheetError for a picture that is none.
    """
    with _lock, tempfile.TemporaryDirectory(prefix="sheet-") as place:
        folder = Path(place)
        (folder / "issue.typ").write_bytes(TEMPLATE.read_bytes())
        (folder / "mark.svg").write_bytes(MARK.read_bytes())
        for name, content in pictures.items():
            (folder / name).write_bytes(content)
        try:
            return _compiled(folder, sheet, STANDARD)
        except typst.TypstError as error:
            logger.warning("a sheet is not PDF/UA: %s", error.message)
        try:
            return _compiled(folder, sheet, None)
        except typst.TypstError as error:
            raise SheetError(error.message) from error


def _compiled(folder: Path, sheet: Sheet, standard: Literal["ua-1"] | None) -> bytes:
    return typst.compile(
        folder / "issue.typ",
        root=folder,
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"data": sheet.as_json()},
        pdf_standards=standard,
    )


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)]
    )
