"""What do choosers offer? Contributors choose among what is theirs, and the choice is checked.

A chooser's answer is a number in a form: that it was not offered does not keep anyone from
sending it, and the form would then show the title of what it names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib.contenttypes.models import ContentType
from django.forms import ModelChoiceField
from django.http import Http404
from wagtail.blocks import BlockField
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry
from wagtail.rich_text import extract_references_from_rich_text

from cms.access.scope import entity_scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model, QuerySet
    from django.http import HttpRequest
    from wagtail.admin.forms import WagtailAdminPageForm

    from cms.models import ContentPage, User


def offered_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """For Wagtail's hook: the pages of a chooser that `request.user` may see.

    Raises Http404 where the page one stands on is not theirs to see.
    """
    user = cast("User", request.user)
    if entity_scope(user) is None:
        return pages
    visible = policy_registry.get_by_type(Page).explorable_instances(user)
    place = request.resolver_match.kwargs.get("parent_page_id") if request.resolver_match else None
    if place and not visible.filter(pk=place).exists():
        raise Http404("no page of this entity")
    return pages.filter(pk__in=visible.values("pk"))


def names_what_is_foreign(form: WagtailAdminPageForm, user: User) -> bool:
    """Whether a page's form, as it was sent, refers to what the user may not choose.

    Asked of what was sent and not of what was accepted: a form with an error is shown again,
    and its choosers would show the titles. What the stored page and its latest revision refer
    to already may stay: an editor put it there.
    """
    sent = set(_references_in_form(form))
    if not sent:
        return False
    page = form.instance
    known: set[tuple[type[Model], str]] = set()
    if page.pk:
        known |= _references(type(page)._default_manager.get(pk=page.pk))
        if page.latest_revision is not None:
            known |= _references(page.latest_revision.as_object())
    return any(not _is_theirs(user, model, pk) for model, pk in sent - known)


def _references_in_form(form: Any) -> Iterator[tuple[type[Model], str]]:
    for name, field in form.fields.items():
        value = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        if isinstance(field, BlockField):
            found = field.block.extract_references(value)
        elif isinstance(field, ModelChoiceField) and field.queryset is not None:
            found = [(field.queryset.model, value, "", "")] if value else []
        elif isinstance(value, str):
            found = extract_references_from_rich_text(value)
        else:
            found = []
        for model, pk, _model_path, _content_path in found:
            base = next((guarded for guarded in _guarded() if issubclass(model, guarded)), None)
            if base is not None and str(pk).isdecimal():
                yield base, str(pk)
    for formset in getattr(form, "formsets", {}).values():
        for row in formset.forms:
            yield from _references_in_form(row)


def _guarded() -> tuple[type[Model], ...]:
    return (Page, get_image_model(), get_document_model())


def _references(page: ContentPage) -> set[tuple[type[Model], str]]:
    """Pages and files that a page names, as (base class, id)."""
    rows = ReferenceIndex._extract_references_from_object(page)
    found = {(_guarded_class(type_id), str(pk)) for type_id, pk, _path, _content in rows}
    return {(model, pk) for model, pk in found if model is not None}


def _guarded_class(type_id: int) -> type[Model] | None:
    """The guarded class that a content type stands for, if any."""
    found = ContentType.objects.get_for_id(type_id).model_class()
    return next((base for base in _guarded() if found and issubclass(found, base)), None)


def _is_theirs(user: User, model: type[Model], pk: str) -> bool:
    policy = policy_registry.get_by_type(model)
    if model is Page:
        return bool(policy.explorable_instances(user).filter(pk=pk).exists())
    choosable = policy.instances_user_has_any_permission_for(user, ["choose", "change"])
    return bool(choosable.filter(pk=pk).exists())
