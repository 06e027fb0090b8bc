"""What could be better? A closed question and an open one, neither of which must be answered."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cms.feedback.answers import LONGEST_COMMENT, Reason
from cms.feedback.words import plain_text


class PlainText(forms.CharField):
    """Counts letters as people do: a line end is one, whatever the browser sends for it."""

    def to_python(self, value: str | None) -> str:
        return plain_text(super().to_python(value) or "")


class RemarkForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What can we improve?"),
        choices=Reason.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the reasons of the list.")},
    )
    comment = PlainText(
        label=_("Tell us more"),
        required=False,
        max_length=LONGEST_COMMENT,
        strip=False,
        help_text=_(
            "At most 600 characters. Do not write your name, a telephone number or anything else "
            "that tells who you are: nobody can answer you here."
        ),
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        error_messages={
            "max_length": ngettext_lazy(
                "The text has %(show_value)d characters; shorten it to %(limit_value)d.",
                "The text has %(show_value)d characters; shorten it to %(limit_value)d.",
                "show_value",
            )
        },
    )
