"""Prints as JSON what an installation with the demonstration refuses, and how.

`python -m tests.postgresql.refusals`, with the settings and the database of the environment.
Nothing that it tries is kept.
"""

from __future__ import annotations

import json
import sys
from copy import copy
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import django

if TYPE_CHECKING:
    from collections.abc import Callable


def refused(what: Callable[[], object]) -> Any:
    """The name of the exception, with the fields for a form's; "" when it was allowed."""
    from django.core.exceptions import ValidationError
    from django.db import IntegrityError, transaction
    from django.db.models import ProtectedError

    try:
        with transaction.atomic():
            what()
            transaction.set_rollback(True)
    except ValidationError as error:
        return ["ValidationError", *sorted(error.message_dict)]
    except (ProtectedError, IntegrityError) as error:
        return [type(error).__name__]
    return []


def main() -> None:
    django.setup()
    from django.db import connection

    from blog.models import ColumnPage
    from cms.models import PageTopic, Topic

    column = ColumnPage.objects.first()
    second = copy(column)
    second.pk = second.id = second.contentpage_ptr_id = second.page_ptr_id = None
    second.slug, second.translation_key = "a-second-column", uuid4()
    topic = Topic.objects.filter(pk__in=PageTopic.objects.values("topic")).first()

    def delete_by_sql() -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM cms_topic WHERE id = %s", [topic.pk])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    found = {
        "vendor": connection.vendor,
        "the column itself": refused(column.full_clean),
        # Its place in the tree is the first one's: that is not the question.
        "a second column of the month": refused(lambda: second.full_clean(exclude=["path"])),
        "the column in another month": refused(
            lambda: ColumnPage.clean(_in_month(copy(second), 2001))
        ),
        "deleting a topic in use": refused(topic.delete),
        "deleting it by SQL": refused(delete_by_sql),
    }
    sys.stdout.write(json.dumps(found))


def _in_month(column: Any, year: int) -> Any:
    column.month = column.month.replace(year=year)
    return column


if __name__ == "__main__":
    main()
