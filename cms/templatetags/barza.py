"""What templates ask of the house: dates, reading time, absolute addresses, cards of pages."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional

from django import template
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_bidi, ngettext

from cms import addresses, catalogue, dates, pictures
from cms.models import CustomImage
from cms.pictures import Purpose
from cms.teaser import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from django.utils.safestring import SafeString
    from wagtail.models import Page

    from cms.pictures import GalleryPicture
    from cms.teaser import Picture, Teaser

register = template.Library()


def _local_day(value: date | datetime) -> date:
    return timezone.localdate(value) if isinstance(value, datetime) else value


@register.filter
def day(value: date | datetime | None) -> str:
    """The date in words of the active language, in the site's zone."""
    return dates.long_day(_local_day(value), get_language() or "ar") if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Day and hour in words of the active language, in the site's zone."""
    return dates.moment(value) if value else ""


@register.filter
def hijri(value: date | datetime | None) -> str:
    return dates.hijri_day(_local_day(value), get_language() or "ar") if value else ""


@register.filter
def month_name(value: date | datetime | None) -> str:
    return dates.month_name(_local_day(value), get_language() or "ar") if value else ""


@register.filter
def number(value: int | Decimal) -> str:
    """Western digits, thousands in groups, as both languages of the house write them."""
    return number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def reading_time(minutes: int) -> str:
    return ngettext("%(count)s minute to read", "%(count)s minutes to read", minutes) % {
        "count": minutes
    }


@register.filter
def absolute(url: str) -> str:
    return addresses.absolute(url)


@register.filter
def bdi(text: object) -> SafeString:
    """Isolates a name, so that its direction does not disturb the sentence around it."""
    return format_html("<bdi>{}</bdi>", text)


def _scripts(text: str) -> tuple[bool, bool]:
    """Whether letters from left to right stand in it, and such from right to left."""
    kinds = {bidirectional(letter) for letter in text}
    return "L" in kinds, not kinds.isdisjoint({"R", "AL"})


@register.filter
def mixes_scripts(text: object) -> bool:
    """Whether both scripts stand in it: lines set for one are too tight for the other's marks."""
    return all(_scripts(str(text)))


@register.filter
def own_direction(text: object) -> SafeString | str:
    """Text that is all of the other script, such as a name of a program in an Arabic table, keeps
    its direction, and with it the place of its signs; other text is given as it is.
    """
    latin, arabic = _scripts(str(text))
    if latin == arabic or arabic == get_language_bidi():
        return str(text)
    return format_html('<bdi dir="{}">{}</bdi>', "ltr" if latin else "rtl", text)


@register.filter
def kind_label(kind: str) -> str:
    """What a page of this kind is called; empty for standing pages."""
    return Kind(kind).label if kind else ""


@register.simple_tag
def page_teaser(page: Page | None) -> Teaser | None:
    """A linked page as a Teaser in the reader's language, while it is public; else None."""
    if page is None:
        return None
    return catalogue.teaser_of_page(page.localized, timezone.now())


@register.simple_tag
def picture(image: CustomImage | Any, purpose: str) -> Picture | None:
    """`{% picture image "lead" as lead %}`: the picture in the sizes of its purpose, or None.

    What is a Picture already, as in the examples of components, is given back as it is.
    """
    if isinstance(image, CustomImage):
        return pictures.picture_of(image, Purpose(purpose))
    return image or None


@register.simple_tag
def gallery_pictures(items: Iterable[Mapping[str, Any]]) -> list[GalleryPicture]:
    """The pictures of a gallery block, each small and large; those that are missing left out."""
    return pictures.gallery_of((item["image"], str(item["caption"])) for item in items)
