"""What the newsletter's managers fill in around a call: contacts, deadline, decisions (N4)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from cms.dates import month_name
from newsletter.actions.draft_news import sorts_of_news
from newsletter.call_days import why_free
from newsletter.mailboxes import normal_address
from newsletter.models import EntityContact, ItemCall

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

#: Months that can be chosen: this one and those that follow.
MONTHS_AHEAD = 6
#: A deadline that is farther is a slip of the keys.
FARTHEST: Final = timedelta(days=366)

_REQUIRED_REASON = _("Write the reason: the entity receives it.")


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    language = forms.ChoiceField(label=_("Language of the mails"), widget=forms.RadioSelect)

    class Meta:
        model = EntityContact
        fields: ClassVar = ["entity", "name", "email", "language", "is_active"]
        widgets: ClassVar = {"email": forms.EmailInput(attrs={"dir": "ltr"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["language"]).choices = settings.LANGUAGES
        if self.instance.pk and self.instance.calls.exists():
            # The links that were sent would open what another entity sends.
            entity = self.fields["entity"]
            entity.disabled = True
            entity.help_text = _(
                "The links this person received are this entity’s. For another, add a new contact."
            )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_email(self) -> str:
        return normal_address(self.cleaned_data["email"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        entity, email = cleaned.get("entity"), cleaned.get("email")
        same = EntityContact.objects.filter(entity=entity, email=email).exclude(pk=self.instance.pk)
        if entity and email and same.exists():
            self.add_error("email", _("This entity has a contact with this address already."))
        return cleaned


class ContactChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # as above
    """Contacts under the names of their entities."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, contact: EntityContact) -> str:
        return f"{contact.entity} – {contact.name}"


class _WithDeadline(forms.Form):
    """A day to come; one on which nobody works only when that is meant."""

    deadline = forms.DateField(
        label=_("Deadline"),
        widget=AdminDateInput,
        help_text=_("Until the end of this day. Entities that sent nothing are reminded before."),
    )
    free_day = forms.BooleanField(
        label=_("Keep this day although nobody works on it"), required=False
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.asks_for_free_day = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day = cleaned.get("deadline")
        if day is None:
            return cleaned
        if day <= self.today:
            self.add_error(
                "deadline",
                _("The deadline is a day to come, and this one is not. Choose a later day."),
            )
            return cleaned
        if day > self.today + FARTHEST:
            self.add_error(
                "deadline", _("The deadline is more than a year away. Choose an earlier day.")
            )
            return cleaned
        why = why_free(day, get_language() or settings.LANGUAGE_CODE)
        self.asks_for_free_day = why is not None
        if why is not None and not cleaned.get("free_day"):
            words = (
                _("This day is a public holiday: %(name)s. Choose another, or keep it on purpose.")
                if why
                else _("This day is on a weekend. Choose another, or keep it on purpose.")
            )
            self.add_error("deadline", words % {"name": why} if why else words)
        return cleaned


class CallForm(_WithDeadline):
    month = forms.TypedChoiceField(
        label=_("Month of the issue"),
        coerce=str,
        error_messages={
            "invalid_choice": _(
                "The entities were asked for this month already; nobody was asked again."
            )
        },
    )
    guidance = forms.CharField(
        label=_("Guidance"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What you would like to hear of; it stands in the mail and above the form."),
    )
    contacts = ContactChoices(
        EntityContact.objects.none(),
        label=_("Who is asked"),
        error_messages={"required": _("Choose at least one contact.")},
    )
    field_order = ("month", "deadline", "free_day", "guidance", "contacts")

    def __init__(self, *args: Any, months: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or settings.LANGUAGE_CODE
        cast("forms.ChoiceField", self.fields["month"]).choices = [
            (month.isoformat(), month_name(month, language)) for month in months
        ]
        contacts = asked_by_default()
        cast("ContactChoices", self.fields["contacts"]).queryset = contacts
        self.fields["contacts"].initial = [contact.pk for contact in contacts]


class DeadlineForm(_WithDeadline):
    """Moves the deadline of a call."""


class AskForm(forms.Form):
    """Further contacts for a call that is open."""

    contacts = ContactChoices(
        EntityContact.objects.none(),
        label=_("Who is asked too"),
        error_messages={"required": _("Choose at least one contact.")},
    )

    def __init__(self, *args: Any, call: ItemCall, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = asked_by_default().exclude(calls__call=call)
        cast("ContactChoices", self.fields["contacts"]).queryset = others


class AcceptForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    sort = forms.ChoiceField(label=_("Sort of news"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sorts = sorts_of_news()
        field = cast("forms.ChoiceField", self.fields["sort"])
        field.choices = sorts
        field.required = bool(sorts)
        field.initial = sorts[0][0] if sorts else ""


class DeclineForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _REQUIRED_REASON},
    )


class VersionForm(forms.Form):
    """Nothing but which version was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def asked_by_default() -> QuerySet[EntityContact]:
    """All active contacts, under their entities."""
    return EntityContact.objects.filter(is_active=True).select_related("entity")
