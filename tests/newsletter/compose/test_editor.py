"""Wagtail's own editor of a letter's page stays a second way to the same things."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from newsletter.models import BLURB_LENGTH, SectionKind
from tests.newsletter.compose.letters_desk import (
    ask,
    at_desk,
    gathered,
    keys,
    letter,
    manager,
    month_url,
    text_of,
)

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.models import IssuePage

pytestmark = pytest.mark.usefixtures("site")


def form_of(page: IssuePage, **fields: Any) -> dict[str, Any]:
    """The editor's form as it is sent when nothing was touched; `fields` overwrites."""
    data = {
        "title": page.title,
        "summary": page.summary,
        "slug": page.slug,
        "seo_title": "",
        "search_description": "",
        "image": "",
        "published_at": "",
        "go_live_at": "",
        "expire_at": "",
        "month": f"{page.month:%Y-%m-%d}",
        "column": page.column_id or "",
        "intro": rich_text(page.intro),
        "comments": inline_formset([]),
        "sections": streamfield([(row["type"], _section(row)) for row in page.sections.raw_data]),
    }
    form: dict[str, Any] = dict(nested_form_data(data | fields))
    for place, row in enumerate(page.sections.raw_data):
        form[f"sections-{place}-id"] = row["id"]
        for number, item in enumerate(row["value"]["pages"]):
            form[f"sections-{place}-value-pages-{number}-id"] = item["id"]
    return form


def _section(row: dict[str, Any]) -> dict[str, Any]:
    value = row["value"]
    items = [("item", _item(item["value"])) for item in value["pages"]]
    return {"kind": value["kind"], "title": value["title"], "pages": streamfield(items)}


def _item(value: dict[str, Any]) -> dict[str, Any]:
    ticks = {name: "on" for name in ("pinned", "hidden") if value[name]}
    return {"page": value["page"], "blurb": value["blurb"], **ticks}


def test_the_editor_opens_and_names_what_there_is(now: datetime) -> None:
    page = gathered(now).pages["en"]
    client = at_desk(manager())
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer.status_code == 200
    body = unescape(answer.content.decode())
    for name in ("intro", "column", "month"):
        assert f'name="{name}"' in body
    with translation.override("en"):
        labels = [str(kind.label) for kind in SectionKind]
    assert [label for label in labels if label not in body] == []


def test_saving_in_the_editor_keeps_what_the_desk_did(now: datetime) -> None:
    gathered(now)
    client = at_desk(manager())
    first, second = keys("articles")
    ask(client, "pin", item=second)
    ask(client, "word", item=second, blurb_ar="كلمات", blurb_en="Words")
    ask(client, "hide", item=first)
    before = letter()
    page = before.pages["en"]
    form = form_of(page, intro=rich_text("<p>Our editorial</p>"))
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    assert answer.status_code == 302, text_of(answer)
    after = letter()
    assert after.pages["en"].latest_revision_id != page.latest_revision_id
    assert after.arrangement == before.arrangement
    assert "Our editorial" in text_of(client.get(month_url()))


def test_an_autosave_over_an_autosave_of_the_editor_is_a_change_for_the_desk_too(
    now: datetime,
) -> None:
    gathered(now)
    client, other = at_desk(manager()), at_desk(manager("ar"))
    first = keys("articles")[0]
    revision, seen = "", ""
    for words in ("First", "First and second"):
        seen = letter().seen
        page = letter().pages["en"]
        form = form_of(page)
        form["sections-0-value-pages-0-value-blurb"] = words
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        known = {"overwrite_revision_id": revision} if revision else {}
        saved = client.post(address, form | known, headers={"Accept": "application/json"})
        assert saved.status_code == 200, saved.content
        assert revision in ("", str(saved.json()["revision_id"])), "not written over"
        revision = str(saved.json()["revision_id"])
    late = ask(other, "word", item=first, blurb_ar="لاحق", blurb_en="Late", seen=seen)
    assert late.status_code == 409
    assert "First and second" in text_of(late)


def test_words_that_are_too_long_are_refused_there_too(now: datetime) -> None:
    page = gathered(now).pages["en"]
    form = form_of(page)
    form["sections-0-value-pages-0-value-blurb"] = "x" * (BLURB_LENGTH + 1)
    client = at_desk(manager())
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    assert answer.status_code == 200
    assert letter().pages["en"].latest_revision_id == page.latest_revision_id
