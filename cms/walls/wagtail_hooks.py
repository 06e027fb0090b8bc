"""The walls between entities, where Wagtail asks by hooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from wagtail import hooks

from cms.access.choosers import offered_pages
from cms.access.scope import entity_scope
from cms.accounts.viewset import stand_below
from cms.walls.admin_api import DocumentsAdminAPI, PicturesAdminAPI

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.http import HttpRequest
    from wagtail.models import Page


@hooks.register("construct_page_chooser_queryset")
def only_what_is_theirs(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    return offered_pages(pages, request)


@hooks.register("before_bulk_action")
def nobody_above(request: HttpRequest, kind: str, rows: Iterable[Any], action: Any) -> None:
    """By the dozen as one by one: no administrator changes a superuser's account."""
    if action.model is get_user_model():
        for account in rows:
            stand_below(request, account)


@hooks.register("construct_admin_api", order=10)  # after Wagtail's own
def files_as_the_policies_say(router: Any) -> None:
    router.register_endpoint("images", PicturesAdminAPI)
    router.register_endpoint("documents", DocumentsAdminAPI)


@hooks.register("construct_reports_menu")
def only_reports_that_open(request: HttpRequest, items: list[Any]) -> None:
    """Contributors are not offered what `cms.walls.front` keeps closed."""
    user: Any = request.user
    if entity_scope(user) is not None:
        closed = {"site-history", "page-types-usage"}
        items[:] = [item for item in items if item.name not in closed]
