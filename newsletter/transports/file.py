"""Hands mails over as files, for trying out and for places without a relay."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import tempfile
from email.errors import MessageError
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import TYPE_CHECKING

from newsletter.transports.base import Receipt, TransportError

if TYPE_CHECKING:
    from email.message import Message

_UNSAFE = re.compile(r"[^A-Za-z0-9-]+")
_ADVICE = {
    errno.ENOSPC: "the disk is full: free some space, then send again",
    errno.EDQUOT: "the disk quota is used up: free some space, then send again",
    errno.EROFS: "the disk is read-only: name another folder or mount it for writing",
    errno.EACCES: "writing is not allowed: give this program's user the right to write there",
    errno.EPERM: "writing is not allowed: give this program's user the right to write there",
    errno.ENOTDIR: "a file stands where the folder should be: name another folder",
    errno.EEXIST: "a file stands where the folder should be: name another folder",
}


class OutboxError(TransportError):
    """A message could not be written to the folder; nothing of it is left there."""


class FileTransport:
    """Writes each message to `<issue>-<language>-<digest>.eml` in a folder.

    The digest is of the Message-ID, so no address stands in a name and a second sending of a
    message replaces its file. A file is there whole or not at all, and only its owner may read
    it: it names a reader.
    """

    is_repeatable = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def close(self) -> None:
        """Nothing is held open."""

    def send(self, message: bytes, recipient: str) -> Receipt:
        """Write one message. Raises `OutboxError`, which says what to do.

        `recipient` only has to be one; the message's own `To` tells whom it is for.
        """
        if "@" not in recipient:
            raise OutboxError("a message needs a recipient")
        headers = self._headers(message)
        message_id = str(headers.get("Message-ID", "")).strip()
        if not message_id:
            raise OutboxError("a message without Message-ID cannot be told from another")
        target = self.folder / _file_name(headers, message_id)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            _write_whole(target, message)
        except OSError as error:
            advice = _ADVICE.get(error.errno or 0, error.strerror or "the disk refused")
            raise OutboxError(f"{self.folder}: {advice}") from error
        return Receipt(message_id=message_id, place=str(target))

    @staticmethod
    def _headers(message: bytes) -> Message:
        try:
            return BytesHeaderParser().parsebytes(message)
        except MessageError as error:
            raise OutboxError(f"not a mail message: {error}") from error


def _file_name(headers: Message, message_id: str) -> str:
    issue = str(headers.get("Feedback-ID", "")).partition(":")[0]
    language = str(headers.get("Content-Language", ""))
    digest = hashlib.sha256(message_id.encode()).hexdigest()[:20]
    return f"{_word(issue, 'mail')}-{_word(language, 'und')}-{digest}.eml"


def _word(text: str, otherwise: str) -> str:
    return _UNSAFE.sub("-", text).strip("-")[:60] or otherwise


def _write_whole(target: Path, content: bytes) -> None:
    """Write beside the target, then rename: a reader never sees half a file."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
