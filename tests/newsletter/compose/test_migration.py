"""Sections that were only a title and pages become sections by kind, in rows and revisions."""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.db import connection
from wagtail.models import Revision

from newsletter.models import IssuePage
from newsletter.month_issue import month_issue
from newsletter.streams import rows_of
from tests.factories import blog as posts
from tests.factories import toolkit as guides
from tests.factories.newsletter import issue_page

if TYPE_CHECKING:
    from tests.house import House

migration = import_module("newsletter.migrations.0006_sections_by_kind")


def old(title: str, *pages: Any) -> dict[str, Any]:
    return {"type": "section", "value": {"title": title, "pages": list(pages)}, "id": title}


def put(issue: IssuePage, rows: list[dict[str, Any]]) -> None:
    """As it stood before, past the blocks of today."""
    table = IssuePage._meta.db_table
    with connection.cursor() as cursor:
        sql = f"UPDATE {table} SET sections = %s WHERE contentpage_ptr_id = %s"  # noqa: S608 - the table's own name
        cursor.execute(sql, [json.dumps(rows), issue.pk])
    for revision in Revision.objects.for_instance(issue):
        revision.content["sections"] = json.dumps(rows)
        revision.save()


@pytest.fixture
def issue(site: House) -> IssuePage:
    news, article = posts.news_page("ar"), posts.article_page("ar")
    story, guide = posts.story_page("ar"), guides.resource_page("ar")
    found = issue_page("ar", pages=[news])
    found.save_revision()
    rows = [
        old("أخبار", news.pk, {"type": "item", "id": "x", "value": article.pk}),
        old("بعنوان آخر", article.pk),
        old("قصص", story.pk),
        old("أدلة", guide.pk, None),
        old("فارغ"),
    ]
    put(found, rows)
    return found


def test_rows_and_revisions_get_the_new_form(issue: IssuePage) -> None:
    migration.convert(apps, None)
    live = IssuePage.objects.get(pk=issue.pk)
    latest = live.get_latest_revision_as_object()
    for page in (live, latest):
        sections = page.chosen_sections()
        assert [str(s.kind) for s in sections] == ["news", "articles", "stories", "toolkit", "news"]
        assert [s.title for s in sections][1] == "بعنوان آخر"
        assert [len(s.pages) for s in sections] == [2, 1, 1, 1, 0]
    assert list(live.sections.raw_data) == list(latest.sections.raw_data)


def test_a_second_run_changes_nothing(issue: IssuePage) -> None:
    migration.convert(apps, None)
    before = list(IssuePage.objects.get(pk=issue.pk).sections.raw_data)
    migration.convert(apps, None)
    assert list(IssuePage.objects.get(pk=issue.pk).sections.raw_data) == before


def test_ids_are_those_that_the_desk_gives(issue: IssuePage) -> None:
    migration.convert(apps, None)
    raw = list(IssuePage.objects.get(pk=issue.pk).sections.raw_data)
    present = month_issue(issue.month)
    assert present is not None
    ids = [item["id"] for item in raw[2]["value"]["pages"]]
    page = present.pages["ar"]
    assert [i["id"] for i in rows_of(present.arrangement, "ar")[2]["value"]["pages"]] == ids
    assert page.pk == issue.pk
