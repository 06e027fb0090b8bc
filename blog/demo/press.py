"""The demo's press page: its pictures, its contacts, its terms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from blog.models import PressContact, PressPage, PressPicture
from cms.demo import texts

if TYPE_CHECKING:
    from cms.demo.seeding import Seeder
    from cms.models import CustomImage

CONTENT = Path(__file__).parent / "content" / "press.toml"


def fill_press_page(seeder: Seeder) -> None:
    """Fills the page as it was made; one that an editor has touched stays as it is."""
    item = texts.read(CONTENT)
    for page in PressPage.objects.select_related("locale"):
        if page.owner != seeder.editor or page.revisions.count() != 1:
            continue
        language = page.language
        if language not in seeder.languages:
            continue
        text = texts.in_language(item, language)
        page.introduction = text["introduction"]
        page.terms = text["terms"]
        page.pictures = [
            PressPicture(
                locale=page.locale,
                sort_order=order,
                image=_image(seeder, row),
                kind=row["kind"],
                **texts.in_language(row, language),
            )
            for order, row in enumerate(item["pictures"])
        ]
        page.contacts = [
            PressContact(
                locale=page.locale,
                sort_order=order,
                phone=row["phone"],
                email=row["email"],
                **texts.in_language(row, language),
            )
            for order, row in enumerate(item["contacts"])
        ]
        page.published_at = seeder.days_ago(200)  # as the other standing pages
        page.save_revision(user=seeder.editor).publish(user=seeder.editor)
        seeder.made += 1
    seeder.say("page press")


def _image(seeder: Seeder, row: dict[str, Any]) -> CustomImage:
    if row["kind"] == "portrait":
        return seeder.portrait(row["seed"], row["alt"])
    return seeder.scene({"scene": row["scene"], "seed": row["seed"]}, row["alt"])
