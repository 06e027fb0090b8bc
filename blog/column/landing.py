"""What does the director-general's own page show beside the list of columns?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.text import normalize_newlines

from blog.column.defaults import column_defaults
from blog.column.timeline import MonthOfColumn, years_of_columns
from cms import catalogue
from cms.models import PageAuthor, Person
from cms.models.menu import text_in
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
        "introduction": _introduction(author, question.language) if author else "",
        "column": newest,
        "years": years_of_columns(_months(question, columns, now), timezone.localdate(now)),
    }


def _author(newest: int | None) -> Person | None:
    """Who writes the column now: who signed the newest, else the house's usual author."""
    signed = PageAuthor.objects.filter(page_id=newest).order_by("sort_order")
    first = signed.values_list("person_id", flat=True).first() if newest else None
    people = Person.objects.select_related("portrait")
    return people.filter(pk=first or column_defaults().author_id).first()


def _introduction(author: Person, language: str) -> str:
    """The first paragraph of what is told of them in this language."""
    # Browsers send the ends of lines as CR LF.
    told = normalize_newlines(text_in(author.bio, language)).strip()
    return str(told).partition("\n\n")[0]


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
