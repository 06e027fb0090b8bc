"""What readers fill in: an address, a language, and of the media for whom they write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from newsletter.models import Audience, SubscriberLanguage

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

#: Quoted local parts are allowed in mail (RFC 5321) and used by nobody but attackers; they may
#: hold control characters, which no header should.
_QUOTED = re.compile(r"[\"\\\s\x00-\x1f\x7f]")

#: The media have a form of their own.
READERS = [(value, label) for value, label in Audience.choices if value != Audience.MEDIA]


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language of the letter"),
        choices=SubscriberLanguage.choices,
        widget=forms.RadioSelect,
    )


class SignUpForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("This is no e-mail address. It looks like name@example.com."),
        },
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=SubscriberLanguage.choices,
        initial=get_language,
        error_messages={"required": _("Choose a language.")},
    )
    audience = forms.ChoiceField(
        label=_("You read it as"),
        choices=READERS,
        initial=Audience.INDIVIDUAL,
        required=False,
        help_text=_("Tells us for whom we write; it changes nothing in the letter."),
    )
    #: People do not see it. What fills in every field is no person.
    trap = forms.CharField(
        required=False,
        label=_("Leave this field empty"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    #: The fields that people see, in their order.
    shown: ClassVar[tuple[str, ...]] = ("email", "language", "audience")

    #: What is done with what they write.
    privacy: ClassVar[StrPromise] = _(
        "Your address is used for the letter alone. You confirm by a link in a mail and leave "
        "whenever you like."
    )

    def visible(self) -> list[Any]:
        return [self[name] for name in self.shown]

    def needed(self) -> list[Any]:
        """Of the fields that people see those which must be filled in."""
        return [field for field in self.visible() if field.field.required]

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"]
        if _QUOTED.search(address):
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"])
        return address

    def clean_audience(self) -> Audience:
        return Audience(self.cleaned_data["audience"] or Audience.INDIVIDUAL)

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get("trap"))


class MediaSignUpForm(SignUpForm):
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    outlet = forms.CharField(
        label=_("Media organisation"),
        max_length=160,
        error_messages={"required": _("Write the name of the organisation you work for.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    shown: ClassVar[tuple[str, ...]] = ("name", "outlet", "email", "language")
    privacy: ClassVar[StrPromise] = _(
        "Your name, organisation and address are used for the media list alone. You confirm by a "
        "link in a mail and leave whenever you like."
    )

    def clean_audience(self) -> Audience:
        return Audience.MEDIA
