"""How much of an upload reaches the disk, whatever is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler

if TYPE_CHECKING:
    from django.core.files.uploadedfile import TemporaryUploadedFile


class BoundedFileHandler(TemporaryFileUploadHandler):
    """Keeps nothing of a file that is larger than the largest that any form takes.

    Its size is counted to the end, so that the form can say why it is refused. Sockets are read
    to their end by the server in any case; a front server's own limit comes before this one.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.limit = max(
            settings.WAGTAILDOCS_MAX_UPLOAD_SIZE, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
        )
        self.dropped = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > self.limit:
            if not self.dropped:
                self.file.seek(0)
                self.file.truncate()
                self.dropped = True
            return
        super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> TemporaryUploadedFile:
        self.file.seek(0)
        self.file.size = file_size
        return self.file
