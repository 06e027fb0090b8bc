"""Which names may files have? Arabic ones are welcome; what misleads the eye is not."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

from cms.uploads.reasons import Reason, UploadRefused

MAX_LENGTH = 150

#: Characters that turn the reading direction: "annex\u202efdp.exe" reads like a PDF.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def judge_name(name: str) -> str:
    """The extension in lower case without its dot; raises UploadRefused(NAME)."""
    path = PurePosixPath(name)
    hidden = any(unicodedata.category(sign) in {"Cc", "Cs"} or sign in TURNING for sign in name)
    if hidden or not path.stem.strip(" .") or len(name) > MAX_LENGTH:
        raise UploadRefused(Reason.NAME)
    return path.suffix.lower().removeprefix(".")
