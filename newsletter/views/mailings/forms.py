"""What managers and approvers fill in. Hours are those of the house's zone, said so beside them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from newsletter.models import Segment, TestReader
from newsletter.sending_days import FURTHEST, USUAL_SPAN

if TYPE_CHECKING:
    from datetime import date, time


class ReasonForm(forms.Form):
    """Why something is sent back or cancelled; the others read it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write the reason: the others receive it.")},
    )


def furthest_day() -> date:
    """A mistyped year is no schedule."""
    return timezone.localdate(timezone=timezone.get_default_timezone()) + FURTHEST


class ScheduleForm(forms.Form):
    """A moment and the last one, as day and hour: the account's own zone has no say here."""

    day = forms.DateField(
        label=_("Day"), widget=AdminDateInput, validators=[MaxValueValidator(furthest_day)]
    )
    hour = forms.TimeField(
        label=_("Time (Dubai)"),
        widget=AdminTimeInput,
        help_text=_("By the clock of Dubai, between 07:00 and 20:00, on Friday before 12:00."),
    )
    last_day = forms.DateField(
        label=_("Not after: day"),
        required=False,
        widget=AdminDateInput,
        help_text=_(
            "What could not be sent by then is not sent. Empty: twelve hours after the beginning."
        ),
    )
    last_hour = forms.TimeField(
        label=_("Not after: time (Dubai)"), required=False, widget=AdminTimeInput
    )
    segment = forms.ModelChoiceField(
        Segment.objects.all(),
        label=_("To whom"),
        required=False,
        empty_label=_("Everyone on the list"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, hour = cleaned.get("day"), cleaned.get("hour")
        if day is None or hour is None:
            return cleaned
        cleaned["send_at"] = moment_of(day, hour)
        last_day, last_hour = cleaned.get("last_day"), cleaned.get("last_hour")
        if last_day is None and last_hour is None:
            cleaned["not_after"] = cleaned["send_at"] + USUAL_SPAN
        else:
            cleaned["not_after"] = moment_of(last_day or day, last_hour or hour)
        return cleaned


def moment_of(day: date, hour: time) -> datetime:
    """The moment at which the clocks of the house show that."""
    return datetime.combine(day, hour, timezone.get_default_timezone())


class TestReaderForm(forms.ModelForm[TestReader]):
    __test__ = False  # no test of pytest's

    class Meta:
        model = TestReader
        fields = ("email", "name")
