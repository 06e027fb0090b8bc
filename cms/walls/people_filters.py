"""Whom do the filters of lists and reports name? A contributor reads no stranger's address there.

Wagtail fills these filters with everyone who ever owned, edited or locked a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.admin.views.pages.listing import GenericPageFilterSet, PageFilterSet
from wagtail.admin.views.reports.locked_pages import LockedPagesReportFilterSet
from wagtail.admin.views.reports.workflows import WorkflowReportFilterSet

from cms.access.scope import entity_scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from cms.models import User

#: Filters over users, by the set that holds them.
FILTERS: tuple[tuple[Any, str], ...] = (
    (PageFilterSet, "owner"),
    (PageFilterSet, "edited_by"),
    (GenericPageFilterSet, "owner"),
    (GenericPageFilterSet, "edited_by"),
    (LockedPagesReportFilterSet, "locked_by"),
    (WorkflowReportFilterSet, "requested_by"),
)


def keep_to_colleagues() -> None:
    """Narrows each of the filters, once, when the house starts."""
    for filterset, name in FILTERS:
        # The declared ones are copied by the sets that are made for each page type.
        for filters in (filterset.declared_filters, filterset.base_filters):
            if name in filters:
                filters[name].queryset = _narrowed(filters[name].queryset)


def _narrowed(everyone: Any) -> Callable[[HttpRequest], QuerySet[User]]:
    def colleagues(request: HttpRequest) -> QuerySet[User]:
        users: QuerySet[User] = everyone(request) if callable(everyone) else everyone
        scope = entity_scope(request.user)
        return users if scope is None else users.filter(entity_id=scope)

    return colleagues
