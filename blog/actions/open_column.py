"""Opens the column of a month: the one there is, or a new one ready to be written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext
from wagtail.models import Page

from blog.column.defaults import column_defaults
from blog.column.month import page_of_month
from blog.posts import ColumnIndexPage, ColumnPage
from cms.models import PageAuthor, PageTopic

if TYPE_CHECKING:
    from datetime import date, datetime

    from cms.models import User


class NoSection(LookupError):
    """There is no section for columns in this language; the text is for people."""


@dataclass(frozen=True, slots=True)
class Opened:
    page: ColumnPage
    made: bool


def column_section(language: str) -> ColumnIndexPage:
    """The section of columns in a language; raises `NoSection`."""
    section = ColumnIndexPage.objects.filter(
        locale__language_code=language, alias_of__isnull=True
    ).first()
    if section is None:
        raise NoSection(
            _("There is no section for columns in this language yet: make one below the home page.")
        )
    return cast("ColumnIndexPage", section)


@transaction.atomic
def open_column(month: date, language: str, user: User | None, now: datetime) -> Opened:
    """The column of `month`; made only where there is none, also for two who ask at once.

    `now` is the moment at which its draft is begun. Raises `NoSection`.
    """
    month = month.replace(day=1)
    section = column_section(language)
    # Who comes second waits here and then finds the page; SQLite's transactions wait anyway.
    Page.objects.select_for_update().get(pk=section.pk)
    found = page_of_month(month, language)
    if found is not None:
        return Opened(found, made=False)
    section.refresh_from_db()
    page = _new_column(section, month, language)
    page.owner = user
    page.latest_revision_created_at = now
    with LogContext(user=user):
        section.add_child(instance=page)
    page.save_revision(user=user)
    return Opened(page, made=True)


def _new_column(section: ColumnIndexPage, month: date, language: str) -> ColumnPage:
    defaults = column_defaults()
    author = defaults.author
    page: Any = ColumnPage(
        title=defaults.title(month, language),
        month=month,
        locale=section.locale,
        live=False,
        has_unpublished_changes=True,
        entity=author.entity if author else None,
        statements=json.dumps([{"type": "statement", "value": ""}] * defaults.empty_statements),
    )
    if author is not None:
        page.page_authors = [PageAuthor(person=author, sort_order=0)]
    if defaults.pk is not None:
        page.page_topics = [
            PageTopic(topic=topic, sort_order=order)
            for order, topic in enumerate(defaults.topics.all())
        ]
    return cast("ColumnPage", page)
