"""What the column hangs into Wagtail: addresses, a button, what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from blog import views
from blog.column.addresses import approval_screen, column_screen
from blog.column.approval import may_approve, seal_of, waiting_columns
from blog.column.defaults import column_defaults
from blog.column.month import SETTLED, column_of, house_language, this_month
from blog.column.words import state_in_words
from cms.due import ACTIONS_HOOK, DUE_HOOK, DueGroup, DueItem, QuickAction

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.urls import URLPattern

    from cms.models import User


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return views.urlpatterns


@hooks.register(ACTIONS_HOOK)
def quick_actions(user: User) -> Iterator[QuickAction]:
    if views.may_open(user):
        yield QuickAction(
            _("This month’s column"),
            reverse("barza_column_open"),
            icon="openquote",
            post=True,
            order=10,
        )


@hooks.register(DUE_HOOK)
def due_items(user: User, now: datetime) -> Iterator[DueItem]:
    if views.may_open(user):
        yield _of_this_month(now)
    for state, page in waiting_columns():
        if may_approve(state, page, user):
            revision: Any = page.get_latest_revision()
            yield DueItem(
                group=DueGroup.APPROVAL,
                title=revision.object_str or page.title,
                url=approval_screen(state.pk, seal_of(revision)),
                detail=_("column, waiting for your approval"),
                action=_("Read and approve"),
                at=state.started_at,
                language=page.locale.language_code,
                page_id=page.pk,
            )


def _of_this_month(now: datetime) -> DueItem:
    column = column_of(this_month(now), now)
    language = house_language()
    page = column.page
    return DueItem(
        group=DueGroup.COLUMN,
        title=(page.draft_title or page.title)
        if page
        else column_defaults().title(column.month, language),
        url=column_screen(),
        detail=state_in_words(column),
        at=None if column.state in SETTLED else column.due,
        urgent=column.late,
        language=language,
        page_id=page.pk if page else None,
    )
