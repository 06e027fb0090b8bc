"""Which files of a picture are handed out to journalists? Sizes for the web and for print."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from wagtail.images.models import SourceImageIOError

from cms import slugs
from cms.pictures import Purpose, picture_of, specs

if TYPE_CHECKING:
    from cms.models import CustomImage
    from cms.teaser import Picture

#: Longest sides in pixels: a newsroom's web page, and a page of A4 at 300 dots an inch.
WEB_SIDE, PRINT_SIDE = 1200, 3000

_ON_WHITE = "bgcolor-ffffff"  # JPEG knows no transparency
WEB_JPEG = f"max-{WEB_SIDE}x{WEB_SIDE}|{_ON_WHITE}|format-jpeg|jpegquality-85"
WEB_WEBP = f"max-{WEB_SIDE}x{WEB_SIDE}|format-webp|webpquality-85"
PRINT_JPEG = f"max-{PRINT_SIDE}x{PRINT_SIDE}|{_ON_WHITE}|format-jpeg|jpegquality-92"
SPECS = (WEB_JPEG, WEB_WEBP, PRINT_JPEG, *specs(Purpose.PREVIEW))

#: Types that programs for print take as they are.
_OF_PRINT = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG"}
_MIME = {"JPEG": "image/jpeg", "PNG": "image/png", "WebP": "image/webp"}
_SUFFIX = {"JPEG": "jpg", "PNG": "png", "WebP": "webp"}


@dataclass(frozen=True, slots=True)
class PressFile:
    """One file to download. `width` and `height` are pixels, `size` is bytes.

    `url` is site-relative, `name` is what the file is called on the reader's disk.
    """

    use: str
    type: str
    width: int
    height: int
    size: int
    url: str
    name: str

    @property
    def mime(self) -> str:
        return _MIME[self.type]


def files_of(image: CustomImage, title: str) -> tuple[PressFile, ...]:
    """All sizes of a picture, small ones first; empty when its file is missing or broken.

    The file as it was uploaded is the one for print where print can use it; where it is larger
    than print needs or of another type, a JPEG is made of it.
    """
    original = _OF_PRINT.get(PurePosixPath(str(image.file.name)).suffix.lower(), "")
    as_it_is = bool(original) and max(image.width, image.height) <= PRINT_SIDE
    specs = (WEB_JPEG, WEB_WEBP) if as_it_is else (WEB_JPEG, WEB_WEBP, PRINT_JPEG)
    name = _name(title, image)
    try:
        made = image.get_renditions(*specs)
        files = [
            _file(_("For the web"), "JPEG", made[WEB_JPEG], name),
            _file(_("For the web"), "WebP", made[WEB_WEBP], name),
        ]
        if as_it_is:
            files.append(_file(_("For print, the original"), original, image, name))
        else:
            files.append(_file(_("For print"), "JPEG", made[PRINT_JPEG], name))
    except (FileNotFoundError, SourceImageIOError):
        return ()
    return tuple(files)


def preview_of(image: CustomImage, title: str) -> Picture | None:
    """The picture as the page shows it; its title stands in where no alternative was written."""
    found = picture_of(image, Purpose.PREVIEW)
    return replace(found, alt=found.alt or title) if found else None


def _file(use: str, type_: str, stored: Any, name: str) -> PressFile:
    """`stored` is a rendition or the picture itself: both have a file and dimensions."""
    return PressFile(
        use=use,
        type=type_,
        width=stored.width,
        height=stored.height,
        size=stored.file.size,
        url=stored.file.url,
        name=f"{name}-{max(stored.width, stored.height)}px.{_SUFFIX[type_]}",
    )


def _name(title: str, image: CustomImage) -> str:
    """In Latin letters: newsrooms' systems stumble over others in the names of files."""
    day = image.created_at.date()
    return slugs.slug_for(title, kind="picture", day=day, taken=lambda _slug: False)
