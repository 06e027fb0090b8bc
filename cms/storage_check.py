"""Whether a folder can take what is about to be written, asked before the work and not amid it."""

from __future__ import annotations

import errno
import shutil
import sys
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# What the demonstration writes (database, pictures, exported site), with room to spare.
ROOM_NEEDED = 64 * 1024 * 1024
_PROBE = b"\0" * 65536

_REASONS: dict[int, tuple[str, str]] = {
    errno.ENOSPC: ("القرص ممتلئ", "the disk is full"),
    errno.EDQUOT: ("حصة القرص ممتلئة", "the disk quota is used up"),
    errno.EROFS: ("نظام الملفات للقراءة فقط", "the file system is read-only"),
    errno.EACCES: ("لا يُسمح بالكتابة فيه", "writing there is not permitted"),
    errno.EPERM: ("لا يُسمح بالكتابة فيه", "writing there is not permitted"),
    errno.ENOTDIR: ("ليس مجلداً", "it is not a folder"),
    errno.EEXIST: ("ليس مجلداً", "it is not a folder"),
}


class VarUnusable(Exception):
    """A folder cannot be written; the text says which, why and what to do, Arabic first."""

    def __init__(self, path: Path, reason: tuple[str, str]) -> None:
        arabic, english = reason
        super().__init__(
            f"لا يمكن الكتابة في المجلد {path}: {arabic}. "
            "حرر مساحة أو صحح الأذونات، أو اختر مجلداً آخر: make demo VAR=/path/to/folder\n"
            f"The folder {path} cannot be written: {english}. "
            "Free some space or mend its permissions, or choose another: "
            "make demo VAR=/path/to/folder"
        )
        self.path = path
        self.reason = english


def ensure_writable(path: Path, *, room: int = ROOM_NEEDED) -> None:
    """Creates `path` where it is missing, writes a file there and removes it again.

    `room` is the free space that is asked for, in bytes. Raises `VarUnusable` when the folder
    is not writable or has less room; leaves nothing behind but the folder.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path) as probe:
            probe.write(_PROBE)
            probe.flush()
        free = shutil.disk_usage(path).free
    except OSError as error:
        number = error.errno or 0
        unknown = error.strerror or str(error)
        raise VarUnusable(path, _REASONS.get(number, (unknown, unknown))) from error
    if free < room:
        raise VarUnusable(
            path,
            (
                f"لم يبقَ في القرص إلا {free // 2**20} ميغابايت والمطلوب {room // 2**20}",
                f"the disk has {free // 2**20} MiB left and {room // 2**20} are needed",
            ),
        )


def main() -> None:
    """`python -m cms.storage_check`: exit 1 and say why when VAR cannot be written."""
    # Only the command reads the environment; the question itself is asked of any folder.
    from cms.settings.env import env

    try:
        ensure_writable(env.var)
    except VarUnusable as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
