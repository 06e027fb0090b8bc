"""What readers fill in: an address, a language, as whom they read; of the media for whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.addresses import form_address
from cms.models import Entity
from cms.text import without_unseen
from newsletter.mailboxes import normal_address
from newsletter.models import Audience, StatusReason, SubscriberLanguage
from newsletter.names import (
    NAME_LENGTH,
    OUTLET_LENGTH,
    NameFault,
    fault_of_name,
    fault_of_outlet,
    plain_name,
)
from newsletter.wording import LETTER, MEDIA, newest_day, wording

if TYPE_CHECKING:
    from collections.abc import Callable

#: Quoted local parts are allowed in mail (RFC 5321) and used by nobody but attackers; they may
#: hold control characters, which no header should.
_QUOTED = re.compile(r"[\"\\\s\x00-\x1f\x7f]")
#: Of an address as it is kept (RFC 5321, 4.5.3.1.3).
_LONGEST_ADDRESS: Final = 254

#: The media have a form of their own.
READERS = [(value, label) for value, label in Audience.choices if value != Audience.MEDIA]

#: The reasons for leaving as readers say them.
LEAVING: Final = [
    (StatusReason.TOO_OFTEN, _("I get too many mails")),
    (StatusReason.NOT_USEFUL, _("What it says is of no use to me")),
    (StatusReason.LANGUAGE, _("I would rather read it in another language")),
    (StatusReason.ANOTHER_ADDRESS, _("I read it at another address")),
    (StatusReason.NEVER_ASKED, _("I never asked for it")),
]

#: Hosts that the mail server alone knows, as localhost and [10.0.0.1]: no reader is there.
_OF_THE_HOUSE = re.compile(r"@(?:\[.*\]|[^.]*)$")

_NAME_FAULTS: Final = {
    NameFault.TOO_LONG: _("That is too long for a name."),
    NameFault.ODD_CHARACTERS: _("The name holds characters that no name has."),
    NameFault.ADDRESS: _("Write the name without addresses of sites or mailboxes."),
}


def _named(value: str, fault_of: Callable[[str], NameFault | None]) -> str:
    name = plain_name(value)
    fault = fault_of(name)
    if fault is not None:
        raise ValidationError(_NAME_FAULTS[fault])
    return name


def _audience() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("You read it as"),
        choices=READERS,
        initial=Audience.INDIVIDUAL,
        required=False,
        help_text=_("Tells us for whom we write; it changes nothing in the letter."),
    )


def _entity() -> forms.ModelChoiceField[Entity]:
    return forms.ModelChoiceField(
        label=_("Government entity"),
        queryset=Entity.objects.all(),
        required=False,
        empty_label=_("None of these"),
        help_text=_("For those who work in one."),
    )


def _abroad() -> forms.BooleanField:
    return forms.BooleanField(label=_("I live outside the country"), required=False)


class ReadersEmailField(forms.EmailField):
    """An address as people paste it, without the marks that nobody sees."""

    def to_python(self, value: Any) -> str:
        return without_unseen(super().to_python(value) or "").strip()


class SignUpForm(forms.Form):
    email = ReadersEmailField(
        label=_("E-mail address"),
        max_length=_LONGEST_ADDRESS,
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
    audience = _audience()
    entity = _entity()
    abroad = _abroad()
    #: People do not see it. What fills in every field is no person.
    trap = forms.CharField(
        required=False,
        label=_("Leave this field empty"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    #: The fields that people see, in their order.
    shown: ClassVar[tuple[str, ...]] = ("email", "language", "audience", "entity", "abroad")
    #: Which wording of `newsletter.wording` stands under it.
    wording_kind: ClassVar[str] = LETTER
    #: Its door, by the name of its address.
    door: ClassVar[str] = "subscribe"

    def visible(self) -> list[Any]:
        return [self[name] for name in self.shown]

    def needed(self) -> list[Any]:
        """Of the fields that people see those which must be filled in."""
        return [field for field in self.visible() if field.field.required]

    @property
    def privacy(self) -> str:
        """What is done with what they write, word for word as it is kept as evidence."""
        return wording(self.wording_kind, get_language() or "").text

    @property
    def wording_day(self) -> str:
        return newest_day(self.wording_kind)

    @property
    def address(self) -> str:
        """Where it is sent, from an exported page too."""
        return form_address(reverse(self.door))

    @property
    def challenge_address(self) -> str:
        return form_address(reverse("subscribe_challenge"))

    def sent(self, name: str) -> str:
        """What was sent beside the fields, as the proof of work."""
        return str(self.data.get(name, ""))

    def clean_email(self) -> str:
        """As it is kept; folding may have made of it what is no address any more."""
        wrong = ValidationError(self.fields["email"].error_messages["invalid"])
        address = normal_address(self.cleaned_data["email"])
        if (
            _QUOTED.search(address)
            or _OF_THE_HOUSE.search(address)
            or len(address) > _LONGEST_ADDRESS
        ):
            raise wrong
        try:
            validate_email(address)
        except ValidationError:
            raise wrong from None
        return address

    def clean_audience(self) -> Audience | None:
        """None of the short form, which does not ask for it."""
        if "audience" not in self.data:
            return None
        return Audience(self.cleaned_data["audience"] or Audience.INDIVIDUAL)

    def clean_entity(self) -> Entity | None:
        entity: Entity | None = self.cleaned_data["entity"]
        return entity if self.cleaned_data.get("audience") == Audience.GOVERNMENT else None

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get("trap"))

    def ask_for_the_rest(self) -> None:
        """A short form that is shown again as a whole chooses nothing for who filled it in."""
        if self.is_bound and "audience" not in self.data:
            self.data = {**dict(self.data.items()), "audience": Audience.INDIVIDUAL}


class MediaSignUpForm(SignUpForm):
    name = forms.CharField(
        label=_("Your name"),
        max_length=NAME_LENGTH,
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    outlet = forms.CharField(
        label=_("Media organisation"),
        max_length=OUTLET_LENGTH,
        error_messages={"required": _("Write the name of the organisation you work for.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    shown: ClassVar[tuple[str, ...]] = ("name", "outlet", "email", "language", "abroad")
    wording_kind: ClassVar[str] = MEDIA
    door: ClassVar[str] = "subscribe_media"

    def clean_audience(self) -> Audience:
        return Audience.MEDIA

    def clean_name(self) -> str:
        return self._written("name", fault_of_name)

    def clean_outlet(self) -> str:
        return self._written("outlet", fault_of_outlet)

    def _written(self, field: str, fault_of: Callable[[str], NameFault | None]) -> str:
        """Marks that show nothing are no name either."""
        name = _named(self.cleaned_data[field], fault_of)
        if not name:
            raise ValidationError(self.fields[field].error_messages["required"])
        return name


class PreferencesForm(forms.Form):
    """What a reader of the letter may choose."""

    language = forms.ChoiceField(
        label=_("Language of the letter"),
        choices=SubscriberLanguage.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language.")},
    )
    audience = _audience()
    entity = _entity()
    abroad = _abroad()
    name = forms.CharField(
        label=_("Your name"),
        max_length=NAME_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    shown: ClassVar[tuple[str, ...]] = ("language", "audience", "entity", "abroad", "name")

    def visible(self) -> list[Any]:
        return [self[name] for name in self.shown]

    def clean_audience(self) -> Audience:
        return Audience(self.cleaned_data["audience"] or Audience.INDIVIDUAL)

    def clean_name(self) -> str:
        return _named(self.cleaned_data["name"], fault_of_name)


class MediaPreferencesForm(PreferencesForm):
    """Of the media list: nobody leaves it for another segment, nor comes onto it, by a link."""

    outlet = forms.CharField(
        label=_("Media organisation"),
        max_length=OUTLET_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    shown: ClassVar[tuple[str, ...]] = ("language", "name", "outlet", "abroad")

    def clean_audience(self) -> Audience:
        return Audience.MEDIA

    def clean_outlet(self) -> str:
        return _named(self.cleaned_data["outlet"], fault_of_outlet)


class LeaveForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why do you leave? You need not say."),
        choices=LEAVING,
        required=False,
        widget=forms.RadioSelect,
    )

    def chosen(self) -> StatusReason:
        """What they chose; leaving never fails for a reason that is none."""
        return StatusReason(
            self.cleaned_data.get("reason") or StatusReason.UNSAID
            if self.is_valid()
            else StatusReason.UNSAID
        )
