"""Wagtail's forms of pictures and documents, with the one step in front of every file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from cms.uploads.fields import DocumentField, PictureField

if TYPE_CHECKING:
    from django.forms import Field


def _replaced(field: Field, kind: type[Any]) -> Any:
    """Wagtail makes the field itself, in a place that cannot be configured; forms that leave the
    file out must not get one, so the field is not declared but exchanged."""
    return kind(label=field.label, required=field.required, widget=field.widget)


class PictureForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"] = _replaced(self.fields["file"], PictureField)


class DocumentForm(BaseDocumentForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"] = _replaced(self.fields["file"], DocumentField)
