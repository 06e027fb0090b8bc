"""What may be told of an error? Its class and its place, never its text."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from cms.work.models import Reason

_INSTALLED = "site-packages/"


@dataclass(frozen=True, slots=True)
class Fault:
    """`frames` are the places on the way to the error: neither its message nor any code."""

    reason: Reason
    exception: str = ""
    location: str = ""
    frames: str = ""


def fault_of(error: BaseException, *, reason: Reason = Reason.RAISED) -> Fault:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _is_ours(frame.filename)] or list(frames)
    last = ours[-1] if ours else None
    kind = type(error)
    return Fault(
        reason=reason,
        exception=f"{kind.__module__}.{kind.__qualname__}"[:120],
        location=f"{_short(last.filename)}:{last.lineno} {last.name}"[-200:] if last else "",
        frames="\n".join(f"{_short(at.filename)}:{at.lineno} {at.name}" for at in frames),
    )


def _is_ours(file: str) -> bool:
    return _INSTALLED not in file and Path(file).is_relative_to(settings.BASE_DIR)


def _short(file: str) -> str:
    if _INSTALLED in file:
        return file.rpartition(_INSTALLED)[2]
    path = Path(file)
    return str(path.relative_to(settings.BASE_DIR)) if _is_ours(file) else path.name
