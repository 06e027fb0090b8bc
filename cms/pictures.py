"""Pictures of the library as pages show them: which sizes each use needs, in AVIF and WebP.

Each size is cut when it is first asked for and kept: by the worker when a page is published
(`cms.cutting`), and by the page that shows it where something is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images.models import SourceImageIOError

from cms.models.media import CustomImage, CustomRendition
from cms.teaser import Picture

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wagtail.images.models import AbstractRendition


class Purpose(StrEnum):
    """The closed list of what a picture is shown as; each has its sizes below."""

    CARD = "card"
    LEAD = "lead"
    BODY = "body"
    PORTRAIT = "portrait"
    LOGO = "logo"
    THUMB = "thumb"
    LARGE = "large"
    POSTER = "poster"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class Cuts:
    """Wagtail's operations for the sizes of one purpose, the largest last.

    Nine browsers of ten take AVIF and choose among all its sizes; WebP is for the rest, phones
    of 2021 above all, and has fewer.
    """

    avif: tuple[str, ...]
    webp: tuple[str, ...]


_WHOLE: Final = Cuts(("width-800", "width-1200"), ("width-800",))

#: Twice the width that a desk shows, or three times that of a phone, is as sharp as eyes can
#: tell: nothing is cut beyond that.
CUTS: Final[dict[Purpose, Cuts]] = {
    # 8:5, so that a grid of cards stands level
    Purpose.CARD: Cuts(("fill-400x250", "fill-800x500"), ("fill-400x250", "fill-800x500")),
    # the same files: who comes from a card on a phone has the picture already
    Purpose.LEAD: Cuts(("fill-800x500", "fill-1200x750"), ("fill-800x500",)),
    Purpose.BODY: _WHOLE,
    Purpose.POSTER: _WHOLE,
    Purpose.LARGE: Cuts(_WHOLE.avif, ("width-1200",)),
    # whole too, beside the links to files of their own
    Purpose.PREVIEW: Cuts(("max-400x400", "max-800x800"), ("max-800x800",)),
    # in panels 80 px, at the head of a page of one's own up to 176
    Purpose.PORTRAIT: Cuts(("fill-96x96", "fill-192x192", "fill-320x320"), ("fill-320x320",)),
    Purpose.LOGO: Cuts(("max-96x96", "max-192x192", "max-320x320"), ("max-320x320",)),
    Purpose.THUMB: Cuts(("fill-240x180", "fill-360x270", "fill-720x540"), ("fill-360x270",)),
}


def _spec(cut: str, kind: str) -> str:
    """What Wagtail calls the rendition; AVIF at the pace of `cms.models.avif`."""
    return f"{cut}|format-avif|quickly" if kind == "avif" else f"{cut}|format-{kind}"


def specs(*purposes: Purpose) -> list[str]:
    """The renditions that these purposes need."""
    wanted = {
        _spec(cut, kind)
        for purpose in purposes
        for kind, cuts in (("avif", CUTS[purpose].avif), ("webp", CUTS[purpose].webp))
        for cut in cuts
    }
    return sorted(wanted)


def picture_of(image: CustomImage | None, purpose: Purpose) -> Picture | None:
    """The picture with its text in the active language, its sizes cut where they were not yet.

    None when there is none, or its file is missing or cannot be read.
    """
    if image is None:
        return None
    try:
        renditions = image.get_renditions(*specs(purpose))
    except (FileNotFoundError, SourceImageIOError):
        return None
    avif = [renditions[_spec(cut, "avif")] for cut in CUTS[purpose].avif]
    webp = [renditions[_spec(cut, "webp")] for cut in CUTS[purpose].webp]
    return Picture(
        src=webp[-1].url,
        srcset=_srcset(webp),
        width=webp[-1].width,
        height=webp[-1].height,
        alt=image.alt_text,
        sources=(("image/avif", _srcset(avif)),),
    )


def _srcset(renditions: Iterable[AbstractRendition]) -> str:
    """One candidate a width: a small original has the same width in every size."""
    urls = {rendition.width: rendition.url for rendition in renditions}
    return ", ".join(f"{url} {width}w" for width, url in urls.items())


def prefetch(path: str, *purposes: Purpose) -> Prefetch[Any, Any, Any]:
    """One query for the renditions of all pictures that `path` leads to.

    Only for pictures of which a page shows no other purpose: Wagtail takes prefetched
    renditions for all there are, and would cut the missing ones anew.
    """
    return _renditions(f"{path}__renditions", specs(*purposes))


def fetch_renditions(images: Iterable[CustomImage], wanted: Iterable[str]) -> None:
    """The same for pictures at hand; `wanted` are all renditions that are asked of them."""
    prefetch_related_objects(list(images), _renditions("renditions", wanted))


def _renditions(path: str, wanted: Iterable[str]) -> Prefetch[Any, Any, Any]:
    rows = CustomRendition.objects.filter(filter_spec__in=list(wanted))
    return Prefetch(path, rows, to_attr="prefetched_renditions")


@dataclass(frozen=True, slots=True)
class GalleryPicture:
    """One of a gallery: small in the grid, large in the dialog and behind the link."""

    thumb: Picture
    large: Picture
    caption: str


def gallery_of(pairs: Iterable[tuple[CustomImage | None, str]]) -> list[GalleryPicture]:
    """The pictures of a gallery in their order, each with its caption; one query for all.

    Those that are missing or cannot be read are left out.
    """
    pairs = list(pairs)
    images = [image for image, _caption in pairs if image is not None]
    fetch_renditions(images, specs(Purpose.THUMB, Purpose.LARGE))
    found = []
    for image, caption in pairs:
        thumb, large = (picture_of(image, one) for one in (Purpose.THUMB, Purpose.LARGE))
        if thumb is not None and large is not None:
            found.append(GalleryPicture(thumb, large, caption))
    return found
