"""The blog's demo: articles, columns, news, success stories."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from blog.demo.press import fill_press_page
from blog.models import (
    ArticlePage,
    BlogIndexPage,
    ColumnDefaults,
    ColumnIndexPage,
    ColumnPage,
    NewsIndexPage,
    NewsPage,
    PressPage,
    StoryIndexPage,
    StoryPage,
    StoryResult,
)
from cms.demo import texts
from cms.demo.seed import CONTENT as HOUSE_CONTENT

if TYPE_CHECKING:
    from cms.demo.seeding import Seeder
    from cms.models import ContentPage
    from cms.pages import DatedPage

CONTENT = Path(__file__).parent / "content"


def structure(seeder: Seeder) -> None:
    sections = texts.read(HOUSE_CONTENT / "pages" / "sections.toml")
    seeder.section(ColumnIndexPage, sections["column"])
    seeder.section(BlogIndexPage, sections["blog"])
    seeder.section(NewsIndexPage, sections["news"])
    seeder.section(StoryIndexPage, sections["stories"])
    seeder.section(PressPage, sections["press"], in_menu=False)


def seed(seeder: Seeder) -> None:
    sections = {
        model: dict(zip(seeder.languages, _of(seeder, model), strict=True))
        for model in (BlogIndexPage, ColumnIndexPage, NewsIndexPage, StoryIndexPage)
    }
    articles, columns, news, stories = (
        texts.read_all(CONTENT / name) for name in ("articles", "columns", "news", "stories")
    )
    seeder.draw_pictures(texts.drawings([*articles, *columns, *news, *stories]))
    for copy in range(seeder.scale):
        for item in articles:
            DemoPost(seeder, item, copy).page(ArticlePage, sections[BlogIndexPage])
        for item in news:
            extra = {"news_kind": item["news_kind"]}
            DemoPost(seeder, item, copy).page(NewsPage, sections[NewsIndexPage], extra)
        for item in stories:
            extra = {"stage": item["stage"]}
            DemoPost(seeder, item, copy).page(StoryPage, sections[StoryIndexPage], extra)
        for item in columns:
            DemoPost(seeder, item, copy).page(ColumnPage, sections[ColumnIndexPage])
    seeder.link_cards(ArticlePage, articles)
    seeder.link_cards(NewsPage, news)
    seeder.link_cards(StoryPage, stories)
    seeder.link_cards(ColumnPage, columns)
    column_defaults(seeder)
    fill_press_page(seeder)


#: Whose column it is in the demo, and what it is usually about.
COLUMNIST = "director-general"
COLUMN_TOPICS = ("e-participation",)


def column_defaults(seeder: Seeder) -> None:
    """What a new column begins with; an editor's own stays."""
    if ColumnDefaults.objects.exists():
        return
    defaults = ColumnDefaults.objects.create(author=seeder.people.get(COLUMNIST))
    defaults.topics.set([seeder.topics[slug] for slug in COLUMN_TOPICS if slug in seeder.topics])


def _of(seeder: Seeder, model: type[ContentPage]) -> list[ContentPage]:
    pages = {page.language: page for page in model.objects.select_related("locale")}
    return [pages[language] for language in seeder.languages]


class DemoPost:
    """One item of the demo; copies beyond the first (`--scale`) are older and renamed."""

    def __init__(self, seeder: Seeder, item: dict[str, Any], copy: int) -> None:
        self.seeder = seeder
        self.item = item
        self.copy = copy
        self.slug = item["slug"] if copy == 0 else f"{item['slug']}-{copy + 1}"

    def page(
        self,
        model: type[DatedPage],
        parents: dict[str, ContentPage],
        extra: dict[str, Any] | None = None,
    ) -> None:
        before = self.seeder.made
        pages = self.seeder.page(
            model,
            parents,
            self.slug,
            lambda language: self.fields(model, language) | (extra or {}),
            authors=self.item.get("authors", ()),
            topics=self.item.get("topics", ()),
            children=self.results if model is StoryPage else None,
        )
        if self.copy == 0 and self.seeder.made - before == len(pages):
            self.change_later(pages)

    def numbered(self, title: str) -> str:
        """Copies of a page are told apart by their number."""
        return f"{title} ({self.copy + 1})" if self.copy and title else title

    def change_later(self, pages: dict[str, Any]) -> None:
        """The item's second text, published over the first in one language only."""
        for language, fields in self.item.get("later", {}).items():
            if (page := pages.get(language)) is None:
                continue
            for name, value in fields.items():
                setattr(page, name, value)
            page.save_revision(user=self.seeder.editor).publish(user=self.seeder.editor)

    def fields(self, model: type[DatedPage], language: str) -> dict[str, Any]:
        item, seeder = self.item, self.seeder
        text = texts.in_language(item, language)
        values: dict[str, Any] = {
            "title": self.numbered(text["title"]),
            "seo_title": self.numbered(text.get("seo_title", "")),
            "summary": text["summary"],
            "entity": seeder.entities[item["entity"]],
            "body": json.dumps(seeder.body(item, language)),
        }
        if "picture" in item:
            values["image"] = seeder.scene(item["picture"], item.get("picture_alt", {}))
        if model is ColumnPage:
            months = item["months_ago"] + 6 * self.copy
            values["published_at"] = seeder.months_ago(months)
            values["month"] = timezone.localdate(values["published_at"]).replace(day=1)
            values["statements"] = json.dumps(
                [
                    {"type": "statement", "value": words}
                    for words in texts.in_language(item["statements"], language)
                ]
            )
        else:
            values["published_at"] = seeder.days_ago(item["days_ago"] + 300 * self.copy)
        if model is StoryPage:
            for name in ("challenge", "action", "participants", "lessons"):
                values[name] = text[name]
        return values

    def results(self, page: Any, language: str) -> None:
        page.results = [
            StoryResult(
                locale=page.locale,
                sort_order=order,
                before=row["before"],
                after=row["after"],
                lower_is_better=row.get("better") == "lower",
                **texts.in_language(row, language),
            )
            for order, row in enumerate(self.item["results"])
        ]
