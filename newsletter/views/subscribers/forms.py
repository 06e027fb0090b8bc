"""What managers fill in about one subscriber."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from newsletter.actions.add_subscriber import MANAGERS_BASES, Details
from newsletter.actions.take_off import TAKE_OFF_REASONS
from newsletter.forms import ReadersEmailField
from newsletter.models import Audience, ConsentBasis, StatusReason, Subscriber, SubscriberLanguage

ADDRESS_ERRORS = {
    "required": _("Write an e-mail address."),
    "invalid": _("This is no e-mail address. It looks like name@example.com."),
}


def _address_field(label: Any, **options: Any) -> forms.EmailField:
    return ReadersEmailField(
        label=label,
        max_length=254,
        error_messages=ADDRESS_ERRORS,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        **options,
    )


class DetailsForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """What a manager may correct. Nothing is saved by the form itself."""

    class Meta:
        model = Subscriber
        fields: ClassVar = ("name", "outlet", "language", "audience", "entity", "abroad")
        labels: ClassVar = {"audience": _("Audience"), "abroad": _("Lives outside the country")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "outlet"):
            self.fields[name].widget.attrs["dir"] = "auto"

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean_outlet(self) -> str:
        return " ".join(str(self.cleaned_data["outlet"]).split())

    def _post_clean(self) -> None:
        """The instance only shows what is there: whether a row may be changed, the action says."""

    def details(self) -> Details:
        """Of a form that was found valid."""
        asked = self.cleaned_data
        entity = asked["entity"]
        return Details(
            language=SubscriberLanguage(asked["language"]),
            audience=Audience(asked["audience"]),
            abroad=asked["abroad"],
            entity_id=entity.pk if entity else None,
            name=asked["name"],
            outlet=asked["outlet"],
        )


class NewSubscriberForm(DetailsForm):
    email = _address_field(_("E-mail address"))
    basis = forms.ChoiceField(
        label=_("On what basis"),
        choices=[(basis.value, basis.label) for basis in MANAGERS_BASES],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say why this person may be written to.")},
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        help_text=_("Where and when they said so. It is kept as part of the proof."),
        error_messages={"required": _("Write where and when they said so.")},
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    field_order = (
        "email",
        *DetailsForm.Meta.fields,
        "basis",
        "note",
    )

    def clean_note(self) -> str:
        return " ".join(str(self.cleaned_data["note"]).split())

    def chosen_basis(self) -> ConsentBasis:
        """Of a form that was found valid."""
        return ConsentBasis(self.cleaned_data["basis"])


class TakeOffForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[(reason.value, reason.label) for reason in TAKE_OFF_REASONS],
        initial=StatusReason.BY_MANAGER.value,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )


class AddressForm(forms.Form):
    email = _address_field(_("E-mail address"))
