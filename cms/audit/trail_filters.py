"""By what is the trail searched? Who, what, when, on what."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import (
    ContentTypeFilter,
    DateRangePickerWidget,
    MultipleUserFilter,
    WagtailFilterSet,
)
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry, Page, PageLogEntry

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: Drafts of one page saved by one person so near to each other are one line of the trail.
ONE_SITTING = timedelta(minutes=10)

DRAFT_SAVED = "wagtail.edit"

#: The choice of those who want to see them all.
EVERY_DRAFT = "each"


def actions_told() -> list[tuple[str, Any]]:
    """The actions that the log holds, as choices."""
    told: set[str] = set()
    for model in (PageLogEntry, ModelLogEntry):
        told |= model.objects.get_queryset().get_actions()
    return [choice for choice in registry.get_choices() if choice[0] in told]


def people_told() -> QuerySet[Any]:
    ids: set[int | None] = set()
    for model in (PageLogEntry, ModelLogEntry):
        ids |= model.objects.get_queryset().get_user_ids()
    users = get_user_model()._default_manager
    return users.filter(pk__in=[pk for pk in ids if pk]).order_by("email")


def types_told(request: Any) -> QuerySet[Any]:
    ids = ModelLogEntry.objects.get_queryset().get_content_type_ids()
    ids |= {ContentType.objects.get_for_model(Page).pk}
    return ContentType.objects.filter(pk__in=[pk for pk in ids if pk]).order_by("model")


class TrailFilterSet(WagtailFilterSet):
    user = MultipleUserFilter(
        label=_("Who"), queryset=lambda request: people_told(), widget=forms.CheckboxSelectMultiple
    )
    action = django_filters.MultipleChoiceFilter(
        label=_("What"), choices=actions_told, widget=forms.CheckboxSelectMultiple
    )
    timestamp = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)
    object_type = ContentTypeFilter(
        label=_("Kind of object"), method="of_type", queryset=types_told
    )
    thing = django_filters.CharFilter(
        label=_("Object"),
        method="of_thing",
        help_text=_("A title, a number, or a user’s name or address."),
    )
    drafts = django_filters.ChoiceFilter(
        label=_("Drafts"),
        method="with_drafts",
        choices=[(EVERY_DRAFT, _("Every saved draft"))],
        empty_label=_("One line for what was saved within ten minutes"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = ModelLogEntry
        fields: tuple[str, ...] = ()

    def of_type(self, rows: Any, _name: str, value: ContentType) -> Any:
        return rows.filter_on_content_type(value)

    def of_thing(self, rows: Any, _name: str, value: str) -> Any:
        wanted = Q(label__icontains=value)
        if value.isdigit():
            number = "page_id" if rows.model is PageLogEntry else "object_id"
            wanted |= Q(**{number: value})
        if rows.model is ModelLogEntry:
            user_model = get_user_model()
            names = Q(email__icontains=value)
            names |= Q(first_name__icontains=value) | Q(last_name__icontains=value)
            people = user_model._default_manager.filter(names)
            keys = people.annotate(key=Cast("pk", CharField())).values("key")
            users = ContentType.objects.get_for_model(user_model)
            wanted |= Q(content_type=users, object_id__in=keys)
        return rows.filter(wanted)

    def with_drafts(self, rows: Any, _name: str, value: str) -> Any:
        return rows  # the view leaves out the others, also where nothing was chosen


def without_repeated_drafts(rows: Any) -> Any:
    """Leaves out drafts after which the same person soon saved another of the same page."""
    if rows.model is not PageLogEntry:
        return rows
    soon = PageLogEntry.objects.filter(
        action=DRAFT_SAVED,
        page_id=OuterRef("page_id"),
        user_id=OuterRef("user_id"),
        timestamp__gt=OuterRef("timestamp"),
        timestamp__lte=OuterRef("timestamp") + Value(ONE_SITTING),
    )
    return rows.exclude(Q(action=DRAFT_SAVED) & Exists(soon))
