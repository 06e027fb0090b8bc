"""By what is the list filtered?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminDateInput

from cms.models import Entity
from newsletter.models import (
    Audience,
    Consent,
    ConsentSource,
    Subscriber,
    SubscriberLanguage,
    SubscriberStatus,
)
from newsletter.segmenting import Criteria

if TYPE_CHECKING:
    from newsletter.models.subscribers import SubscriberQuerySet


class YesNo(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")


class Order(TextChoices):
    """The value is the column, with a minus for the newest or last first."""

    NEWEST = "-created_at", pgettext_lazy("order of subscribers", "Newest first")
    OLDEST = "created_at", pgettext_lazy("order of subscribers", "Oldest first")
    CHANGED = "-status_at", pgettext_lazy("order of subscribers", "Last change of status first")
    ADDRESS = "email", pgettext_lazy("order of subscribers", "By address")

    @property
    def columns(self) -> tuple[str, ...]:
        """With the key, so that equal ones keep their place from page to page."""
        if self is Order.ADDRESS:
            return (self.value,)
        return (self.value, "-pk" if self.value.startswith("-") else "pk")


_ANY: Final = ("", _("All"))


#: Days near the ends of the calendar have no moment in every zone.
_DAYS: Final = (MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2999, 12, 31)))


class EntityChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError:  # a number beyond those of SQLite
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], "invalid_choice", {"value": value[0]}
            ) from None


def _several(label: Any, choices: type[TextChoices]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _one(label: Any, choices: type[TextChoices]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[_ANY, *choices.choices], required=False)


class CriteriaForm(forms.Form):
    """What a segment can be made of."""

    language = _several(_("Language"), SubscriberLanguage)
    audience = _several(_("Audience"), Audience)
    entity = EntityChoices(Entity.objects.none(), label=_("Entity"), required=False)
    abroad = _one(_("Outside the country"), YesNo)
    since = forms.DateField(
        label=_("On the list since, from"),
        required=False,
        widget=AdminDateInput,
        validators=_DAYS,
    )
    until = forms.DateField(
        label=_("On the list since, until"),
        required=False,
        widget=AdminDateInput,
        validators=_DAYS,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entity"].queryset = Entity.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("The last day is before the first. Choose a later day."))
        return cleaned

    def criteria(self) -> Criteria:
        """Of a form that was found valid."""
        asked = self.cleaned_data
        abroad = asked["abroad"]
        return Criteria(
            languages=frozenset(map(SubscriberLanguage, asked["language"])),
            audiences=frozenset(map(Audience, asked["audience"])),
            abroad=abroad == YesNo.YES if abroad else None,
            entities=frozenset(entity.pk for entity in asked["entity"]),
            joined_since=asked["since"],
            joined_until=asked["until"],
        )


class ListForm(CriteriaForm):
    """The filter of the list: a segment's criteria, and what only the list can be asked."""

    status = _several(_("Status"), SubscriberStatus)
    confirmed = _one(_("Confirmed by the owner"), YesNo)
    source = _one(_("Source of consent"), ConsentSource)
    order = forms.ChoiceField(label=_("Order"), choices=Order.choices, required=False)

    def apply(self) -> SubscriberQuerySet:
        """Whom the filter finds; of a form that was found valid. In no order."""
        asked = self.cleaned_data
        wanted = self.criteria().as_q()
        if asked["status"]:
            wanted &= Q(status__in=asked["status"])
        if asked["confirmed"]:
            wanted &= Q(confirmed_at__isnull=asked["confirmed"] == YesNo.NO)
        if asked["source"]:
            given = Consent.objects.order_by().filter(subscriber__isnull=False)
            wanted &= Q(pk__in=given.filter(source=asked["source"]).values("subscriber"))
        return Subscriber.objects.order_by().filter(wanted)

    @property
    def columns(self) -> tuple[str, ...]:
        """What the list is ordered by."""
        return Order(self.cleaned_data.get("order") or Order.NEWEST).columns

    @property
    def asks(self) -> bool:
        """Whether anything is asked but the order."""
        return any(value for name, value in self.cleaned_data.items() if name != "order")
