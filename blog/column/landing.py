"""What does the director-general's own page show beside the list of columns?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from blog.column.defaults import column_defaults
from blog.column.timeline import MonthOfColumn, years_of_columns
from cms import catalogue
from cms.models import PageAuthor, Person
from cms.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from blog.posts import ColumnPage
    from cms.catalogue import Question


def landing(question: Question, columns: QuerySet[ColumnPage], now: datetime) -> dict[str, Any]:
    """The author, the newest column and all months; the number of queries is fixed.

    `question` says which of `columns` are shown.
    """
    newest = next(iter(catalogue.latest(question, 1, now)), None)
    author = _author(newest.page_id if newest else None)
    return {
        "author": author,
        "introduction": str(author.bio).strip().split("\n\n")[0] if author else "",
        "column": newest,
        "years": years_of_columns(_months(question, columns, now), timezone.localdate(now)),
    }


def _author(newest: int | None) -> Person | None:
    """Who writes the column now: who signed the newest, else the house's usual author."""
    people = Person.objects.select_related("portrait", "entity")
    signed = PageAuthor.objects.filter(page_id=newest).order_by("sort_order")
    first = signed.values_list("person_id", flat=True).first() if newest else None
    return people.filter(pk=first or column_defaults().author_id).first()


def _months(
    question: Question, columns: QuerySet[ColumnPage], now: datetime
) -> Iterator[MonthOfColumn]:
    public = catalogue.published(question, now).order_by().values("pk")
    shown = columns.filter(pk__in=public).select_related("locale")
    for column in shown.defer("body", "statements"):
        yield MonthOfColumn(
            day=column.month,
            title=column.title,
            statement=next(iter(column.statements_cache), "") or plain(column.summary),
            url=column.get_url() or "",
        )
