"""The standing pages that every public site needs, as drafts to begin from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast
from uuid import uuid4

from cms.demo import texts
from cms.demo.seed import CONTENT
from cms.pages import HomePage, StandardPage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wagtail.models import Page

#: Their texts hold for any house that runs this software; addresses and promises of the demo in
#: them have to be replaced by its own.
NEEDED = ("accessibility", "cookies", "privacy", "terms")


def draft_standing_pages(names: Iterable[str] = NEEDED) -> list[StandardPage]:
    """Makes those that are missing, in every language that has a home page; gives the drafts.

    A page is missing where no page of its address stands below the home page. Nothing is
    published, and nothing that exists is changed.
    """
    homes = list(HomePage.objects.select_related("locale").order_by("path"))
    return [page for name in names for page in _drafts(name, homes)]


def _drafts(name: str, homes: list[HomePage]) -> list[StandardPage]:
    row = texts.read(CONTENT / "pages" / f"{name}.toml")
    there = {home.pk: _child(home, row["slug"]) for home in homes}
    key = next((page.translation_key for page in there.values() if page is not None), uuid4())
    made: list[StandardPage] = []
    for home in homes:
        if there[home.pk] is not None:
            continue
        text = texts.in_language(row, home.language)
        page = StandardPage(
            slug=row["slug"],
            title=text["title"],
            summary=text["summary"],
            locale=home.locale,
            translation_key=key,
            body=json.dumps(texts.body_rows(row, home.language, _no_picture, _no_page)),
            live=False,
        )
        HomePage.objects.get(pk=home.pk).add_child(instance=page)
        page.save_revision()
        made.append(page)
    return made


def _child(home: HomePage, slug: str) -> Page | None:
    return cast("Page | None", home.get_children().filter(slug=slug).first())


def _no_picture(picture: object, alt: object) -> int:
    raise ValueError("these pages have no pictures")


def _no_page(slug: str) -> None:
    """Nor cards that lead to other pages."""
