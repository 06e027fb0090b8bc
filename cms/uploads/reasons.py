"""Why a file is refused: a closed list, and what each reason tells the person who sent it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Reason(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NAME = "name"
    EXTENSION = "extension"
    SVG = "svg"
    MISMATCH = "mismatch"
    DAMAGED = "damaged"
    PIXELS = "pixels"
    FRAMES = "frames"
    OVERLOADED = "overloaded"
    ENCRYPTED = "encrypted"
    SCRIPT = "script"
    MACROS = "macros"
    ENCODING = "encoding"
    MARKUP = "markup"


#: What the person can do, of every reason; the placeholders are named in `UploadRefused`.
ADVICE: dict[Reason, _StrPromise] = {
    Reason.EMPTY: _("The file is empty. Choose it again, or open it to see what is in it."),
    Reason.TOO_LARGE: _("The file is too large. At most %(limit)s are allowed: make it smaller."),
    Reason.NAME: _(
        "The name of the file is too long or has invisible characters in it. Give it a short "
        "name and send it again."
    ),
    Reason.EXTENSION: _("Files of this kind are not taken. Allowed are: %(limit)s."),
    Reason.SVG: _(
        "SVG drawings are not taken, because they can carry programs. Save the drawing as PNG "
        "or WebP and send that."
    ),
    Reason.MISMATCH: _(
        "What is in the file is not what its name says (%(limit)s). Open it, save it anew in "
        "that format and send it again."
    ),
    Reason.DAMAGED: _(
        "The file is damaged or incomplete. Open it, save it anew and send it again."
    ),
    Reason.PIXELS: _("The picture is too big. At most %(limit)s million pixels are allowed."),
    Reason.FRAMES: _(
        "The moving picture is too long. All its frames together may have at most %(limit)s "
        "million pixels: shorten it, or send it as a film (MP4)."
    ),
    Reason.OVERLOADED: _(
        "The file holds far more than its size shows, or too many parts. Save it anew, or in "
        "several files."
    ),
    Reason.ENCRYPTED: _(
        "The file is protected by a password or by rights. Save it without protection and send "
        "it again."
    ),
    Reason.SCRIPT: _(
        "The document has a program in it, or starts one. Print it into a new PDF and send that."
    ),
    Reason.MACROS: _(
        "The document has macros or a template from elsewhere. Save it without macros (%(limit)s) "
        "and send it again."
    ),
    Reason.ENCODING: _(
        "The text is not stored as Unicode. Save it with the encoding UTF-8 and send it again."
    ),
    Reason.MARKUP: _("The file is a web page, not plain text. Save it as PDF or as plain text."),
}


class UploadRefused(Exception):
    """The one error of this package; `limit` fills the placeholder of the advice."""

    def __init__(self, reason: Reason, limit: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.limit = limit

    @property
    def advice(self) -> str:
        """What to do, in the active language."""
        return ADVICE[self.reason] % {"limit": self.limit}
