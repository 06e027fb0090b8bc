"""Form fields of files: the one step, with its reasons as messages beside the field."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.forms import FileField
from wagtail.documents.fields import WagtailDocumentField
from wagtail.images.fields import WagtailImageField

from cms.uploads.documents import judge_document
from cms.uploads.pictures import judge_picture
from cms.uploads.reasons import UploadRefused

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class _Judged:
    """Before Django looks at an empty file or a long name, so that every refusal is ours."""

    def to_python(self, data: UploadedFile[Any] | None) -> UploadedFile[Any] | None:
        if data in FileField.empty_values or data is None:
            return None
        try:
            self.judge(data)
        except UploadRefused as refusal:
            raise ValidationError(refusal.advice, code=refusal.reason.value) from refusal
        return data

    def judge(self, file: UploadedFile[Any]) -> None:
        raise NotImplementedError


class PictureField(_Judged, WagtailImageField):
    """Hands on the cleaned picture, in the very object that was uploaded.

    Wagtail's upload of many keeps that object, and not the field's value, when another field of
    the form is wrong.
    """

    def judge(self, file: UploadedFile[Any]) -> None:
        replace_content(file, judge_picture(file))


class DocumentField(_Judged, WagtailDocumentField):
    def judge(self, file: UploadedFile[Any]) -> None:
        judge_document(file, file.name or "")


def replace_content(file: UploadedFile[Any], content: bytes) -> None:
    """Django moves a large upload by the path of its temporary file, so that is rewritten."""
    if isinstance(file, TemporaryUploadedFile):
        file.seek(0)
        file.truncate()
        file.write(content)
        file.flush()
        file.seek(0)
    else:
        file.file = io.BytesIO(content)
    file.size = len(content)
