"""Does an address of the admin name something of another entity? Asked before any view runs.

Wagtail's views ask for permissions one by one, and some name what they refuse: the explorer of
a page without children, the dialogues of bulk actions, the answers of choosers, the messages
of copying. Here one rule stands before them all: a contributor who names what is not theirs
is answered as if it did not exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.access.scope import entity_scope
from cms.content_policy import ADMIN_PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import Model
    from django.http import HttpRequest, HttpResponseBase


#: Arguments of addresses that name a page, whatever the view.
PAGE_ARGUMENTS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")
IMAGE_ARGUMENTS = ("image_id",)
DOCUMENT_ARGUMENTS = ("document_id", "doc_id")

#: Where an argument is only called `pk`, and what it names there.
PK_OF: dict[str, Callable[[], type[Model]]] = {
    "wagtailadmin_pages": lambda: Page,
    "wagtailadmin_api:pages": lambda: Page,
    "wagtailadmin_api:images": get_image_model,
    "wagtailadmin_api:documents": get_document_model,
    "wagtailimages_chooser": get_image_model,
    "wagtaildocs_chooser": get_document_model,
}

#: Fields of forms that name a page, by the view's name.
PAGE_FIELDS: dict[str, tuple[str, ...]] = {
    "wagtailadmin_pages:copy": ("new_parent_page",),
    "wagtailadmin_pages:choose_parent": ("parent_page",),
    "wagtail_bulk_action": ("chooser", "move_applicable"),
}

#: Views that tell of the whole house, or that translators work with.
CLOSED_NAMESPACES = frozenset({"wagtail_localize", "wagtailforms"})
CLOSED_VIEWS = frozenset(
    {
        "wagtailadmin_reports:page_types_usage",
        "wagtailadmin_reports:page_types_usage_results",
        # Of files and other rows, its entries know no policy.
        "wagtailadmin_reports:site_history",
        "wagtailadmin_reports:site_history_results",
    }
)


class EntityWallMiddleware:
    """Raises Http404 for what is another entity's, PermissionDenied for what is the house's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: list[Any], kwargs: dict[str, Any]
    ) -> None:
        match = request.resolver_match
        if match is None or not request.path.startswith(ADMIN_PREFIX):
            return
        user: Any = request.user
        if entity_scope(user) is None:
            return
        if match.view_name in CLOSED_VIEWS or CLOSED_NAMESPACES & set(match.namespaces):
            raise PermissionDenied
        for model, numbers in named(request, kwargs):
            if not all_visible(user, model, numbers):
                raise Http404("nothing of this entity has that number")


def named(request: HttpRequest, kwargs: dict[str, Any]) -> Iterable[tuple[type[Model], list[str]]]:
    """What an address and its form name by number, as (class, numbers)."""
    match = request.resolver_match
    if match is None:
        return
    yield Page, _values(kwargs, PAGE_ARGUMENTS)
    yield get_image_model(), _values(kwargs, IMAGE_ARGUMENTS)
    yield get_document_model(), _values(kwargs, DOCUMENT_ARGUMENTS)
    space = ":".join(match.namespaces)
    listed = request.GET.getlist("id")
    if space in PK_OF:
        yield PK_OF[space](), [*_values(kwargs, ("pk",)), *listed]
    elif match.view_name == "wagtailadmin_choose_page_chosen_multiple":
        yield Page, listed
    elif match.view_name == "wagtail_bulk_action":
        yield from _of_bulk_action(kwargs, listed)
    fields = PAGE_FIELDS.get(match.view_name, ())
    yield Page, [value for name in fields for value in request.POST.getlist(name)]


def _of_bulk_action(
    kwargs: dict[str, Any], listed: list[str]
) -> Iterable[tuple[type[Model], list[str]]]:
    model = {
        "page": Page,
        get_image_model()._meta.model_name: get_image_model(),
        get_document_model()._meta.model_name: get_document_model(),
    }.get(kwargs["model_name"])
    if model is None:
        return
    if "all" in listed:
        # Wagtail would take every row there is, and name those that may not be touched.
        raise Http404("one names what one means")
    yield model, listed


def _values(kwargs: dict[str, Any], names: Iterable[str]) -> list[str]:
    return [str(kwargs[name]) for name in names if kwargs.get(name) is not None]


def all_visible(user: Any, model: type[Model], numbers: Iterable[str]) -> bool:
    """Whether the user may see each of the rows; what is no number names nothing."""
    wanted = {int(value) for value in numbers if value.isdecimal()}
    if not wanted:
        return True
    policy = policy_registry.get_by_type(model)
    if model is Page:
        rows = policy.explorable_instances(user)
    else:
        rows = policy.instances_user_has_any_permission_for(user, ["choose", "change"])
    return set(rows.filter(pk__in=wanted).values_list("pk", flat=True)) == wanted
