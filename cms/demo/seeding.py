"""Makes the demo's rows: idempotent, and never over what an editor has changed."""

from __future__ import annotations

import io
import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection, Locale

from cms.demo.pictures import draw_logo, draw_portrait, draw_scene, encode
from cms.demo.texts import body_rows, in_language
from cms.models import ContentPage, CustomImage, Entity, PageAuthor, PageTopic, Person, Topic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cms.models import BodyPage, User

P = TypeVar("P", bound=ContentPage)

SCENE_SIZE = (1440, 900)
COLLECTION = "صور العرض التجريبي"

#: What is drawn: ("scene", name, seed), ("portrait", "", seed) or ("logo", "", seed).
Drawing = tuple[str, str, int]


def draw(drawing: Drawing) -> bytes:
    """One picture as a file's bytes; runs in a process of its own."""
    what, scene, seed = drawing
    if what == "portrait":
        return encode(draw_portrait(seed))
    if what == "logo":
        return encode(draw_logo(seed))
    return encode(draw_scene(scene, seed, SCENE_SIZE))


@dataclass
class Seeder:
    """What all demo content needs: the moment it is made at, languages, people, pictures.

    `now` is aware; `say` is told each step as it is done, for people.
    """

    now: datetime
    scale: int = 1
    say: Callable[[str], None] = lambda text: None
    editor: User | None = None
    homes: dict[str, ContentPage] = field(default_factory=dict)
    images: dict[str, CustomImage] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    made: int = 0

    def __post_init__(self) -> None:
        self.languages = [code for code, _name in settings.LANGUAGES]
        self.locales = {
            code: Locale.objects.get_or_create(language_code=code)[0] for code in self.languages
        }

    # -- pictures ------------------------------------------------------------------------------

    def draw_pictures(self, wanted: Iterable[tuple[Drawing, dict[str, str]]]) -> None:
        """Draws what the library does not have yet, on all cores."""
        collection = self._collection()
        todo: dict[str, tuple[Drawing, dict[str, str]]] = {}
        for drawing, alt in wanted:
            name = _picture_name(drawing)
            if name not in self.images:
                found = CustomImage.objects.filter(title=name, collection=collection).first()
                if found is None:
                    todo.setdefault(name, (drawing, alt))
                else:
                    self.images[name] = found
        with ProcessPoolExecutor() as pool:
            drawn = pool.map(draw, [drawing for drawing, _alt in todo.values()])
            for (name, (drawing, alt)), data in zip(todo.items(), drawn, strict=True):
                suffix = "png" if drawing[0] == "logo" else "jpg"
                file = ImageFile(io.BytesIO(data), name=f"{name}.{suffix}")
                self.images[name] = CustomImage.objects.create(
                    title=name,
                    alt=alt,
                    file=file,
                    collection=collection,
                    uploaded_by_user=self.editor,
                )
                self.say(f"picture {name}")

    def _collection(self) -> Collection:
        root = Collection.get_first_root_node()
        found = root.get_children().filter(name=COLLECTION).first()
        return found or root.add_child(instance=Collection(name=COLLECTION))

    def scene(self, picture: dict[str, Any], alt: dict[str, str]) -> CustomImage:
        drawing: Drawing = ("scene", picture["scene"], int(picture["seed"]))
        self.draw_pictures([(drawing, alt)])
        return self.images[_picture_name(drawing)]

    def portrait(self, seed: int, alt: dict[str, str]) -> CustomImage:
        drawing: Drawing = ("portrait", "", seed)
        self.draw_pictures([(drawing, alt)])
        return self.images[_picture_name(drawing)]

    def logo(self, seed: int, alt: dict[str, str]) -> CustomImage:
        drawing: Drawing = ("logo", "", seed)
        self.draw_pictures([(drawing, alt)])
        return self.images[_picture_name(drawing)]

    # -- pages ---------------------------------------------------------------------------------

    @transaction.atomic
    def page(
        self,
        model: type[P],
        parents: dict[str, ContentPage],
        slug: str,
        fields: Callable[[str], dict[str, Any]],
        *,
        authors: Iterable[str] = (),
        topics: Iterable[str] = (),
        children: Callable[[P, str], None] | None = None,
    ) -> dict[str, P]:
        """The page in every language, published; what is there already stays as it is.

        `fields` gives the fields for a language; `children` adds inline rows before publishing.
        """
        pages: dict[str, P] = {}
        for language in self.languages:
            parent = parents[language]
            found = model.objects.child_of(parent).filter(slug=slug).first()
            if found is not None:
                pages[language] = found
                continue
            page = model(slug=slug, locale=self.locales[language], **fields(language))
            if pages:
                page.translation_key = next(iter(pages.values())).translation_key
            page.page_topics = [
                PageTopic(topic=self.topics[name], sort_order=order)
                for order, name in enumerate(topics)
            ]
            page.page_authors = [
                PageAuthor(person=self.people[name], sort_order=order)
                for order, name in enumerate(authors)
            ]
            if children is not None:
                children(page, language)
            page.first_published_at = page.published_at
            page.owner = self.editor
            page.live = False
            parent.add_child(instance=page)
            page.save_revision(user=self.editor).publish(user=self.editor)
            pages[language] = model.objects.get(pk=page.pk)
            parents[language].refresh_from_db(fields=["numchild"])
            self.made += 1
        self.say(f"page {slug}")
        return pages

    def section(
        self, model: type[P], item: dict[str, Any], *, in_menu: bool = True
    ) -> dict[str, P]:
        """A section page below the home pages."""
        return self.page(
            model,
            self.homes,
            item["slug"],
            lambda language: {
                **{key: in_language(item, language)[key] for key in ("title", "summary")},
                "show_in_menus": in_menu,
            },
        )

    def body(
        self, item: dict[str, Any], language: str, linked: dict[str, int] | None = None
    ) -> list[dict[str, Any]]:
        """The item's body; cards lead to the pages of `linked` (ids by slug), others wait."""
        return body_rows(
            item,
            language,
            lambda picture, alt: self.scene(picture, alt).pk,
            lambda slug: (linked or {}).get(slug),
        )

    def link_cards(self, model: type[BodyPage], items: list[dict[str, Any]]) -> None:
        """Puts in the cards that lead to other items, once all of them exist."""
        for item in items:
            if not any(block["type"] == "page_card" for block in item.get("body", [])):
                continue
            for page in model.objects.filter(slug=item["slug"]).select_related("locale"):
                if any(child.block_type == "page_card" for child in page.body):
                    continue
                siblings = model.objects.filter(locale=page.locale)
                rows = self.body(item, page.language, dict(siblings.values_list("slug", "pk")))
                if page.owner == self.editor and page.revisions.count() == 1:
                    page.body = json.dumps(rows)
                    page.save_revision(user=self.editor).publish(user=self.editor)

    # -- dates ---------------------------------------------------------------------------------

    def days_ago(self, days: int) -> datetime:
        """Nine in the morning (site's zone) that many days before, never in the future."""
        moment = timezone.localtime(self.now) - timedelta(days=days)
        return min(moment.replace(hour=9, minute=0, second=0, microsecond=0), self.now)

    def months_ago(self, months: int) -> datetime:
        """The third of that many months before, or today where that is still to come."""
        today = timezone.localtime(self.now)
        index = today.year * 12 + today.month - 1 - months
        third = today.replace(
            year=index // 12, month=index % 12 + 1, day=3, hour=9, minute=0, second=0,
            microsecond=0,
        )  # fmt: skip
        return min(third, self.now)


def _picture_name(drawing: Drawing) -> str:
    what, scene, seed = drawing
    return "-".join(part for part in (what if what != "scene" else scene, str(seed)) if part)
