"""The house with everything in it that must not show, beside things that must."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from blog.models import PressContact, PressPage, PressPicture, StoryResult
from cms.catalogue import page_types
from cms.teaser import Kind
from tests.factories import cms as made
from tests.factories.pages import number, published
from tests.house import LANGUAGES, House
from tests.leaks.filling import fields_of
from tests.leaks.words import Vocabulary

if TYPE_CHECKING:
    from datetime import datetime

    from cms.models import ContentPage, CustomDocument, CustomImage, Entity, Person, Topic

#: The types that lists show; sections are hidden as parents of private children.
KINDS = [model for model in page_types() if model.kind is not None]

#: A month for each column and issue, so that none stands for another.
_MONTHS = (date(1800 + index // 12, index % 12 + 1, 1) for index in count())


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is kept of a page that must not show: it may be gone by now."""

    state: str
    language: str
    pk: int
    slug: str
    url: str
    title: str


@dataclass
class Scene:
    now: datetime
    house: House = field(default_factory=House)
    words: Vocabulary = field(default_factory=Vocabulary)
    hidden: list[Hidden] = field(default_factory=list)
    public: list[ContentPage] = field(default_factory=list)
    documents: list[CustomDocument] = field(default_factory=list)
    pictures: list[CustomImage] = field(default_factory=list)
    restrictions: list[PageViewRestriction] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    sections: dict[tuple[type[ContentPage], str], ContentPage] = field(default_factory=dict)
    topic: Topic = field(init=False)
    person: Person = field(init=False)
    entity: Entity = field(init=False)
    picture: CustomImage = field(init=False)
    document: CustomDocument = field(init=False)

    def __post_init__(self) -> None:
        for language in LANGUAGES:
            for model in KINDS:
                parents = [one for one in page_types() if one in model.allowed_parent_page_models()]
                kind = next(one for one in parents if one is not model)
                self.sections[model, language] = self.house.section(kind, language)
        self.topic, self.person, self.entity = made.topic(), made.person(), made.entity()
        self.picture = made.picture()
        self.document = made.document()

    def some_hidden(self, language: str = "") -> list[Hidden]:
        """Two of each state, in one language or any: where more would only take longer."""
        hidden = [one for one in self.hidden if language in {"", one.language}]
        return list({(one.state, number % 2): one for number, one in enumerate(hidden)}.values())

    def section_for(self, model: type[ContentPage], language: str) -> ContentPage:
        """The public section of a type, as it stood before others of its type were made."""
        return self.sections[model, language]


@dataclass
class Plant:
    """Makes things of one state in one language and remembers the words in them."""

    scene: Scene
    state: str
    language: str
    its_picture: CustomImage | None = None
    its_document: CustomDocument | None = None

    def say(self, where: str, **how: Any) -> str:
        return self.scene.words.new(self.state, self.language, where, **how)

    def picture(self, **fields: Any) -> CustomImage:
        """A picture whose file, title, alternative text and credit are words."""
        name = self.say("picture.file")
        found = made.picture(
            title=self.say("picture.title"),
            alt={code: self.say(f"picture.alt.{code}") for code in LANGUAGES},
            credit=self.say("picture.credit"),
            **fields,
        )
        with found.file.open("rb") as file:
            data = file.read()
        storage = found.file.storage
        old = found.file.name
        found.file.name = storage.save(f"original_images/{name}.png", ContentFile(data))
        found.save()
        storage.delete(old)
        self.scene.pictures.append(found)
        return found

    def document(self, **fields: Any) -> CustomDocument:
        """A file whose name, title and content are words."""
        found = made.document(
            f"{self.say('document.file')}.txt",
            self.say("document.content").encode(),
            title=self.say("document.title"),
            **fields,
        )
        self.scene.documents.append(found)
        return found

    def texts(self, model: type[ContentPage], **how: Any) -> dict[str, Any]:
        """All text of a page of this type, in words."""
        return fields_of(
            model,
            partial(self.say, **how),
            image=self.scene.picture if how else self._own_picture(),
            document=self.scene.document if how else self._own_document(),
            page=self.scene.house.home(self.language),
        )

    def _own_picture(self) -> CustomImage:
        """One for all pages of the state: what is in no public page shows nowhere."""
        self.its_picture = self.its_picture or self.picture()
        return self.its_picture

    def _own_document(self) -> CustomDocument:
        self.its_document = self.its_document or self.document()
        return self.its_document

    def closed(self) -> Collection:
        """A collection that only people who are logged in may read."""
        found = Collection.objects.filter(name="closed").first()
        if found is None:
            root = Collection.get_first_root_node()
            found = root.add_child(instance=Collection(name="closed"))
            CollectionViewRestriction.objects.create(
                collection=found, restriction_type=CollectionViewRestriction.LOGIN
            )
        return found

    def page(
        self,
        model: type[ContentPage],
        *,
        known_slug: bool = False,
        public_in: str = "",
        **over: Any,
    ) -> ContentPage:
        """A page full of words that must not show; the caller hides it.

        `known_slug` leaves its address public, as that of a parent of public pages is.
        """
        how = {"public_in": public_in} if public_in else {}
        fields = self._filed(model) | self.texts(model, **how) | over
        if not known_slug:
            fields.setdefault("slug", self.say("slug", **how))
        return self._made(model, fields, public=False, **how)

    def public_page(self, model: type[ContentPage], **over: Any) -> ContentPage:
        """A page whose words must show."""
        fields = self._filed(model) | self.texts(model, public=True) | over
        page = self._made(model, fields, public=True)
        self.scene.public.append(page)
        return page

    def _filed(self, model: type[ContentPage]) -> dict[str, Any]:
        """Filed where hidden and public pages meet, of a moment that lists of today show."""
        scene = self.scene
        fields: dict[str, Any] = {
            "published_at": scene.now - timedelta(minutes=number()),
            "topics": [scene.topic],
        }
        if any(one.name == "month" for one in model._meta.get_fields()):
            fields["month"] = next(_MONTHS)
        if model.kind is not Kind.ISSUE:
            fields |= {"authors": [scene.person], "entity": scene.entity}
        return fields

    def _made(
        self, model: type[ContentPage], fields: dict[str, Any], *, public: bool, **how: Any
    ) -> ContentPage:
        page = published(
            model, self.scene.section_for(model, self.language), self.language, **fields
        )
        if page.kind is Kind.STORY:
            label = self.say("results.label", public=public, **({} if public else how))
            page.results.add(StoryResult(label=label, before=1, after=2, locale=page.locale))
            page.save()
        if isinstance(page, PressPage):
            self._fill_press_page(page, public=public, **({} if public else how))
        if not public and not how:
            self.remember(page)
        return page

    def _fill_press_page(self, page: PressPage, **how: Any) -> None:
        """Its rows, each field a word; the picture is one that shows anyway."""
        words = ("title", "caption", "credit", "licence")
        texts = {name: self.say(f"pictures.{name}", **how) for name in words}
        page.pictures.add(PressPicture(image=self.scene.picture, locale=page.locale, **texts))
        words = ("name", "role", "languages", "hours")
        texts = {name: self.say(f"contacts.{name}", **how) for name in words}
        page.contacts.add(PressContact(locale=page.locale, **texts))
        page.save()

    def remember(self, page: Page) -> None:
        """As a page that must not show, with its address while it still has one."""
        code = page.locale.language_code
        language = code if code in LANGUAGES else self.language
        with translation.override(language):
            url = page.get_url() or ""
        self.scene.hidden.append(Hidden(self.state, language, page.pk, page.slug, url, page.title))

    def moved_here(self, page: Page) -> None:
        """An old address that now leads to this page."""
        old = f"/{self.language}-old-{number()}/"
        Redirect.objects.create(
            old_path=Redirect.normalise_path(old), redirect_page=page, automatically_created=True
        )
        self.scene.moved.append(old)

    def restrict(self, page: Page, kind: str, **fields: Any) -> None:
        self.scene.restrictions.append(
            PageViewRestriction.objects.create(page=page, restriction_type=kind, **fields)
        )
