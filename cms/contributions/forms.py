"""What the editors and the entities fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from cms.contributions.contacts import entities_without_contact
from cms.contributions.states import KIND_CHOICES
from cms.models import Entity

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from cms.contributions.models import Invitation


class EntityChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Entities by name; those whom no letter would reach are marked."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, queryset: QuerySet[Entity], **kwargs: Any) -> None:
        super().__init__(queryset, **kwargs)
        self.unreached: set[int] = set()

    def label_from_instance(self, entity: Entity) -> str:
        if entity.pk in self.unreached:
            return str(_("%(entity)s (no contact yet)")) % {"entity": entity}
        return str(entity)


class DeadlineField(forms.DateField):
    """A day after today; `today` is the site's."""

    widget = AdminDateInput
    today: date | None = None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and self.today and value <= self.today:
            raise ValidationError(
                _("The deadline is a day to come, and this one is not. Choose a later day."),
                code="past",
            )


DEADLINE_HELP = _("Until the end of this day. The entities are reminded before it.")


class DeadlineForm(forms.Form):
    deadline = DeadlineField(label=_("New deadline"), help_text=DEADLINE_HELP)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set_today(self, today)


class EntitiesForm(forms.Form):
    """Further entities for an invitation that was sent."""

    entities = EntityChoices(
        Entity.objects.none(),
        label=_("Entities"),
        error_messages={"required": _("Choose at least one entity.")},
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set_entities(self, Entity.objects.exclude(contributions__invitation=invitation))


class InvitationForm(forms.Form):
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = forms.ChoiceField(
        label=_("What is asked for"), choices=KIND_CHOICES, widget=forms.RadioSelect
    )
    subject = forms.CharField(
        label=_("Subject"),
        max_length=160,
        help_text=_("The working title of the draft, in the language of the draft."),
    )
    everyone = forms.BooleanField(label=_("All entities"), required=False)
    entities = EntityChoices(Entity.objects.none(), label=_("Entities"), required=False)
    deadline = DeadlineField(label=_("Deadline"), help_text=DEADLINE_HELP)
    language = forms.ChoiceField(label=_("Language of the draft"), widget=forms.RadioSelect)
    also = forms.MultipleChoiceField(
        label=_("Published also in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The translation is made by the translators after the draft is accepted."),
    )
    guidance = forms.CharField(
        label=_("Guidance"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "What the contribution should tell, its length, the pictures wanted. It stands in "
            "the letter and beside the draft."
        ),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set_today(self, today)
        _set_entities(self, Entity.objects.all())
        for name in ("language", "also"):
            cast("forms.ChoiceField", self.fields[name]).choices = settings.LANGUAGES
        self.fields["language"].initial = settings.LANGUAGES[0][0]
        self.fields["kind"].initial = KIND_CHOICES[0][0]

    def clean_subject(self) -> str:
        # It becomes the subject of letters, which is one line.
        return " ".join(self.cleaned_data["subject"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("everyone"):
            cleaned["entities"] = Entity.objects.all()
        if "entities" in cleaned and not cleaned["entities"]:
            self.add_error("entities", _("Choose at least one entity, or tick “All entities”."))
        first = cleaned.get("language")
        cleaned["languages"] = [code for code in (first, *cleaned.get("also", [])) if code]
        cleaned["languages"] = list(dict.fromkeys(cleaned["languages"]))
        return cleaned


class ReasonForm(forms.Form):
    """Why something is declined or refused; the other side reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write the reason: the other side receives it.")},
    )


def _set_today(form: forms.Form, today: date) -> None:
    cast("DeadlineField", form.fields["deadline"]).today = today


def _set_entities(form: forms.Form, entities: QuerySet[Entity]) -> None:
    field = cast("EntityChoices", form.fields["entities"])
    field.queryset = entities
    field.unreached = set(entities_without_contact().values_list("pk", flat=True))
