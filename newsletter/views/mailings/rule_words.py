"""Why a letter cannot go out then, in words that say what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from newsletter.sending_days import Refusal, Rule

if TYPE_CHECKING:
    from collections.abc import Callable


def words_of(refusal: Refusal) -> str:
    """In the active language; of a holiday with its name."""
    if refusal.holiday is not None:
        name = refusal.holiday.name((get_language() or "ar").partition("-")[0])
        if refusal.holiday.expected:
            return _(
                "This day is expected to be a public holiday: %(holiday)s. If it was announced for "
                "another day, say so under “Public holidays”."
            ) % {"holiday": name}
        return _("This day is a public holiday: %(holiday)s.") % {"holiday": name}
    return _WORDS[refusal.rule]()


_WORDS: dict[Rule, Callable[[], str]] = {
    Rule.PAST: lambda: _("This moment has passed."),
    Rule.TOO_SOON: lambda: _("Leave at least five minutes, so that it can still be stopped."),
    Rule.WEEKEND: lambda: _("Nothing is sent on Saturday and Sunday."),
    Rule.HOLIDAY: lambda: _("This day is a public holiday."),
    Rule.FRIDAY: lambda: _("On Friday letters go out before 12:00."),
    Rule.HOURS: lambda: _("Letters go out between 07:00 and 20:00."),
    Rule.ENDS_BEFORE: lambda: _("The last moment must be after the first."),
    Rule.ENDS_LATE: lambda: _("The last moment may be three days after the first at most."),
}
