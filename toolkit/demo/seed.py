"""The toolkit's demo: guides and their like."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from cms.demo import texts
from cms.demo.seed import CONTENT as HOUSE_CONTENT
from toolkit.models import ResourcePage, ToolkitPage

if TYPE_CHECKING:
    from cms.demo.seeding import Seeder

GUIDES = Path(__file__).parent / "content" / "guides"
REVIEW_DAYS = 91


def structure(seeder: Seeder) -> None:
    sections = texts.read(HOUSE_CONTENT / "pages" / "sections.toml")
    seeder.section(ToolkitPage, sections["toolkit"])


def seed(seeder: Seeder) -> None:
    guides = texts.read_all(GUIDES)
    seeder.draw_pictures(texts.drawings(guides))
    parents: dict[str, Any] = {
        page.language: page for page in ToolkitPage.objects.select_related("locale")
    }

    for item in guides:

        def fields(language: str, item: dict[str, Any] = item) -> dict[str, Any]:
            text = texts.in_language(item, language)
            reviewed = timezone.localdate(seeder.now) - timedelta(days=item["reviewed_days_ago"])
            return {
                "title": text["title"],
                "summary": text["summary"],
                "image": seeder.scene(item["picture"], item.get("picture_alt", {})),
                "entity": seeder.entities[item["entity"]],
                "published_at": seeder.days_ago(item["days_ago"]),
                "resource_kind": item["resource_kind"],
                "stage": item["stage"],
                "version": item["version"],
                "reviewed_on": reviewed,
                "next_review_on": reviewed + timedelta(days=REVIEW_DAYS),
                "body": json.dumps(seeder.body(item, language)),
            }

        seeder.page(ResourcePage, parents, item["slug"], fields, topics=item.get("topics", ()))
    seeder.link_cards(ResourcePage, guides)
