"""What templates ask of the house: dates, reading time, absolute addresses, cards of pages."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext

from cms import addresses, catalogue, dates

if TYPE_CHECKING:
    from datetime import date

    from django.utils.safestring import SafeString
    from wagtail.models import Page

    from cms.teaser import Teaser

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


@register.simple_tag
def page_teaser(page: Page | None) -> Teaser | None:
    """A linked page as a Teaser in the reader's language, while it is public; else None."""
    if page is None:
        return None
    return catalogue.teaser_of_page(page.localized, timezone.now())
