"""What is asked of the report, and how it leaves the house as a table."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.db.models import Q, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.audit.sheets import Sheet
from cms.feedback.answers import Reason, Vote
from cms.feedback.models import RatedKind
from cms.feedback.titles import titles_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from cms.feedback.counts import Row
    from cms.feedback.models import Rating


class Period(TextChoices):
    """The value is the number of days up to today."""

    MONTH = "30", gettext_lazy("The last 30 days")
    QUARTER = "90", gettext_lazy("The last 90 days")
    YEAR = "365", gettext_lazy("The last 365 days")


class Filter(forms.Form):
    """What is left empty, or makes no sense, is not asked."""

    period = forms.ChoiceField(label=gettext_lazy("Period"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self._every = ("", _("All"))
        self._choose("period", Period.choices)
        self._choose("language", settings.LANGUAGES)

    def _choose(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        offered = [self._every, *((value, str(label)) for value, label in choices)]
        self.fields[name].choices = offered  # type: ignore[attr-defined]  # a ChoiceField

    def apply(self, ratings: QuerySet[Rating], today: date) -> QuerySet[Rating]:
        ratings = self.at_any_time(ratings)
        if period := self.cleaned_data.get("period"):
            ratings = ratings.filter(day__gt=today - timedelta(days=int(period)))
        return ratings

    def at_any_time(self, ratings: QuerySet[Rating]) -> QuerySet[Rating]:
        """Asks all but the period: for the chart, which has months of its own."""
        self.is_valid()
        if language := self.cleaned_data.get("language"):
            ratings = ratings.filter(language=language)
        return ratings


class ReportFilter(Filter):
    section = forms.ChoiceField(label=gettext_lazy("Section"), required=False)

    def __init__(self, data: Any, ratings: QuerySet[Rating]) -> None:
        """`ratings` are those that the user may see; their sections are offered."""
        super().__init__(data)
        things = ratings.order_by().values_list("kind", "subject").distinct()
        self._sections = {thing: title.section for thing, title in titles_of(things).items()}
        names = sorted({name for name in self._sections.values() if name})
        self._choose("section", ((name, name) for name in names))

    def at_any_time(self, ratings: QuerySet[Rating]) -> QuerySet[Rating]:
        ratings = super().at_any_time(ratings)
        asked = self.cleaned_data.get("section")
        if not asked:
            return ratings
        within = Q()
        for kind in RatedKind:
            subjects = [
                subject
                for (of_kind, subject), section in self._sections.items()
                if of_kind == kind and section == asked
            ]
            within |= Q(kind=kind, subject__in=subjects)
        return ratings.filter(within)


def table(rows: Iterable[Row]) -> Sheet:
    """The share is in whole per cent."""
    heading = [
        _("Title"), _("Section"), _("Language"), _("Address"), _("Useful: yes"), _("Useful: no"),
        _("Useful: per cent"), _("Comments"),
    ]  # fmt: skip
    return Sheet(
        _("Page ratings"),
        heading,
        [
            [
                row.title, row.section, row.language, row.path, row.tally.yes, row.tally.no,
                row.tally.share, row.comments,
            ]
            for row in rows
        ],
    )  # fmt: skip


def comment_table(ratings: Iterable[Rating]) -> Sheet:
    """Days as of ISO 8601."""
    heading = [_("Day"), _("Language"), _("Useful"), _("Reason"), _("Comment")]
    return Sheet(
        _("Comments"),
        heading,
        [
            [
                rating.day.isoformat(), rating.language, str(Vote(rating.vote).label),
                str(Reason(rating.reason).label) if rating.reason else "", rating.comment,
            ]
            for rating in ratings
        ],
    )  # fmt: skip
