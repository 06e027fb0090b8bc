"""Pictures, galleries and video."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

from .previews import PreviewInLanguages
from .text import PARAGRAPH_FEATURES


def any_picture_id() -> int | None:
    """Some picture of the library, so that previews show a real one; None while it is empty."""
    images: Any = get_image_model().objects
    first: int | None = images.order_by("pk").values_list("pk", flat=True).first()
    return first


class PictureBlock(PreviewInLanguages, blocks.StructBlock):
    image = ImageChooserBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), required=False)
    credit = blocks.CharBlock(label=_("credit"), required=False)

    previews: ClassVar = {
        "ar": {"caption": "لقاء مفتوح في مجلس الحي", "credit": ""},
        "en": {"caption": "An open meeting in the neighbourhood majlis", "credit": ""},
    }

    def preview_in(self, language: str) -> Any:
        raw = {**self.previews.get(language, self.previews["en"]), "image": any_picture_id()}
        return self.normalize(self.to_python(raw))

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("One picture with a caption; its alternative text is the picture's own.")
        template = "blocks/picture.html"


class GalleryPictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")


class GalleryBlock(PreviewInLanguages, blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), required=False)
    pictures = blocks.ListBlock(GalleryPictureBlock(), min_num=2, label=_("pictures"))

    previews: ClassVar = {"ar": {"title": "من أيام الملتقى"}, "en": {"title": "From the forum"}}

    def preview_in(self, language: str) -> Any:
        picture = {"image": any_picture_id(), "caption": ""}
        raw = {**self.previews.get(language, self.previews["en"]), "pictures": [picture] * 2}
        return self.normalize(self.to_python(raw))

    class Meta:
        icon = "image"
        label = _("Gallery")
        description = _("Two or more pictures side by side.")
        template = "blocks/gallery.html"


class VideoValue(blocks.StructValue):
    @property
    def host(self) -> str:
        """The host that the film's address leads to, as readers know it."""
        return (urlsplit(self.get("address") or "").hostname or "").removeprefix("www.")


class VideoBlock(PreviewInLanguages, blocks.StructBlock):
    """A film that loads only when asked for: an own file, or a link to where it plays.

    The transcript is required (WCAG 1.2.1, 1.2.3), captions are shown where there are some
    (1.2.2); nothing is fetched from another host until the reader follows the link.
    """

    title = blocks.CharBlock(label=_("title"))
    file = DocumentChooserBlock(
        label=_("film"), required=False, help_text=_("An MP4 or WebM file of the library.")
    )
    address = blocks.URLBlock(
        label=_("address"), required=False, help_text=_("Where the film plays, if not a file.")
    )
    captions = DocumentChooserBlock(
        label=_("captions"),
        required=False,
        help_text=_("A WebVTT file (.vtt) in the language of this page."),
    )
    poster = ImageChooserBlock(label=_("still picture"), required=False)
    transcript = blocks.RichTextBlock(
        label=_("transcript"),
        features=PARAGRAPH_FEATURES,
        help_text=_("All that is said and shown, for those who do not hear or see it."),
    )

    previews: ClassVar = {
        "ar": {
            "title": "المشاركة في دقيقة",
            "address": "https://video.example/ar",
            "transcript": "<p>يشرح الفيلم مراحل المشاركة الثلاث.</p>",
        },
        "en": {
            "title": "Participation in one minute",
            "address": "https://video.example/en",
            "transcript": "<p>The film explains the three stages of participation.</p>",
        },
    }

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned.get("file") and not cleaned.get("address"):
            raise blocks.StructBlockValidationError(
                block_errors={
                    "file": ValidationError(_("Choose a film or give the address it plays at."))
                }
            )
        captions = cleaned.get("captions")
        if captions and captions.file_extension.lower() != "vtt":
            raise blocks.StructBlockValidationError(
                block_errors={"captions": ValidationError(_("Captions are a WebVTT file (.vtt)."))}
            )
        return cleaned

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A film that loads on click, with its transcript.")
        template = "blocks/video.html"
        value_class = VideoValue
