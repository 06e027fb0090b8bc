"""How a day or a month is named, and where a month begins and ends.

Days are calendar days of the reader's zone: turn a moment into its local date first.
Digits are 0-9 in every language. A language is a code such as "ar" or "en-gb"; its region
does not matter to Arabic and English.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal

from django.utils import formats, timezone, translation
from hijridate import Gregorian

if TYPE_CHECKING:
    from datetime import tzinfo

# Ours rather than Django's, so that the two languages of the house do not depend on which
# catalogues are installed, nor Arabic dates on a comma that mail clients reorder.
_MONTHS: Final = {
    "ar": (
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}


def month_name(day: date, language: str) -> str:
    """The month of `day` with its year: "نوفمبر 2026", "November 2026".

    Languages other than Arabic and English are named as Django's formats say.
    """
    months = _MONTHS.get(_primary(language))
    if months is None:
        return _by_django(day, language, "YEAR_MONTH_FORMAT")
    return f"{months[day.month - 1]} {day.year}"


def long_day(day: date, language: str) -> str:
    """`day` in full: "22 نوفمبر 2026", "22 November 2026"; other languages by Django's formats."""
    if _primary(language) in _MONTHS:
        return f"{day.day} {month_name(day, language)}"
    return _by_django(day, language, "DATE_FORMAT")


def moment(at: datetime, language: str | None = None) -> str:
    """Day and hour in the site's zone: "22 نوفمبر 2026، 14:30", "22 November 2026, 14:30".

    Without a language, in the active one.
    """
    language = language or translation.get_language() or "ar"
    # Not the active zone: in the admin that is the account’s own.
    local = timezone.localtime(at, timezone.get_default_timezone())
    comma = "،" if _primary(language) == "ar" else ","
    return f"{long_day(local.date(), language)}{comma} {local:%H:%M}"


def hijri_day(day: date, language: str) -> str:
    """`day` by the Umm al-Qura calendar: "12 جمادى الآخرة 1448 هـ", "12 Jumada al-Akhirah 1448 AH".

    English names stand in for languages other than Arabic. Empty outside the years the calendar
    is published for (1 August 1924 to 16 November 2077).
    """
    try:
        hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    except OverflowError:
        return ""
    names: Literal["ar", "en"] = "ar" if _primary(language) == "ar" else "en"
    return f"{hijri.day} {hijri.month_name(names)} {hijri.year} {hijri.notation(names)}"


def month_bounds(year: int, month: int, zone: tzinfo) -> tuple[datetime, datetime]:
    """The first moment of the month in `zone` and the first of the next: start <= moment < end.

    Raises ValueError for a month outside 1 to 12 and for the last month of year 9999.
    """
    start = datetime(year, month, 1, tzinfo=zone)
    following = (year + 1, 1) if month == 12 else (year, month + 1)
    return start, datetime(*following, 1, tzinfo=zone)


def previous_month(day: date) -> date:
    """The first day of the month before that of `day`, without a time or zone.

    Raises OverflowError in the first month of year 1.
    """
    last = date(day.year, day.month, 1) - timedelta(days=1)
    return last.replace(day=1)


def _primary(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()


def _by_django(day: date, language: str, name: str) -> str:
    with translation.override(language):
        return formats.date_format(day, name)
