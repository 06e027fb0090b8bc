"""Every page type is whole: template, factory, place, teaser, API, export, both languages."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import html5lib
import pytest
from django.conf import settings
from django.template.loader import get_template
from django.utils import timezone, translation
from wagtail.models import Page

from cms import catalogue
from cms.catalogue import page_types
from cms.teaser import Kind, Teaser
from tests.factories import cms as made
from tests.factories import factory_of
from tests.house import LANGUAGES

if TYPE_CHECKING:
    from django.test import Client

    from cms.models import ContentPage
    from tests.house import House

DIRECTIONS = {"ar": "rtl", "en": "ltr"}

every_page_type = pytest.mark.parametrize(
    "model", page_types(), ids=lambda model: model._meta.label
)
listed_page_types = pytest.mark.parametrize(
    "model",
    [model for model in page_types() if model.kind is not None],
    ids=lambda model: model._meta.label,
)
in_both_languages = pytest.mark.parametrize("language", LANGUAGES)


def make(model: type[ContentPage], language: str) -> ContentPage:
    return factory_of(model)(language)


def test_the_walk_meets_every_page_type_of_the_project() -> None:
    ours = {
        model
        for model in Page.__subclasses__()
        for model in [model, *_descendants(model)]
        if model._meta.app_label in {"cms", "blog", "toolkit", "newsletter"}
        and not model._meta.abstract
    }
    assert {model._meta.label for model in ours} - {
        model._meta.label for model in page_types()
    } == {"cms.ContentPage"}


def _descendants(model: type[Any]) -> list[type[Any]]:
    children = model.__subclasses__()
    return [*children, *(below for child in children for below in _descendants(child))]


@every_page_type
def test_a_page_type_has_a_template_of_the_house(model: type[ContentPage]) -> None:
    template = get_template(model.template)
    assert template.origin.name.startswith(str(settings.BASE_DIR / "templates"))


@every_page_type
def test_a_page_type_has_a_factory(model: type[ContentPage]) -> None:
    assert callable(factory_of(model))


@every_page_type
def test_a_page_type_says_where_it_may_stand(model: type[ContentPage]) -> None:
    parents = model.allowed_parent_page_models()
    assert parents
    if model._meta.label != "cms.HomePage":
        assert Page not in parents, "parent_page_types is not said"
    assert all(model in parent.allowed_subpage_models() for parent in parents)
    assert Page not in model.creatable_subpage_models()


@every_page_type
def test_a_page_type_can_be_made_by_an_editor(
    model: type[ContentPage], site: House, editing: Client
) -> None:
    assert model.is_creatable
    page = make(model, "ar")
    answer = editing.get(f"/admin/pages/{page.pk}/edit/")
    assert answer.status_code == 200


@every_page_type
def test_a_page_type_is_translatable_and_keeps_its_address(
    model: type[ContentPage], site: House
) -> None:
    names = {field.field_name: field for field in model.override_translatable_fields}
    assert names["slug"].overridable is False
    assert names["published_at"].overridable is False


@listed_page_types
@in_both_languages
def test_a_listed_page_gives_a_whole_teaser(
    model: type[ContentPage], language: str, site: House
) -> None:
    page = factory_of(model)(
        language, title="عنوان" if language == "ar" else "A title", summary="Summary",
        image=made.picture(),
    )  # fmt: skip
    teaser = catalogue.teaser_of_page(page, timezone.now())
    assert isinstance(teaser, Teaser)
    assert teaser.kind is model.kind
    assert teaser.kind in set(Kind)
    assert teaser.title == page.title
    assert teaser.summary == "Summary"
    assert teaser.language == language
    assert teaser.page_id == page.pk
    assert teaser.translation_key == str(page.translation_key)
    assert teaser.url.startswith("/en/") == (language == "en")
    assert teaser.published_at is not None
    assert teaser.published_at.tzinfo is not None
    assert teaser.image is not None
    assert teaser.image.src.startswith(settings.MEDIA_URL)
    assert teaser.image.alt.startswith("صورة" if language == "ar" else "Picture")


@listed_page_types
def test_a_teaser_of_a_bare_page_has_every_field(model: type[ContentPage], site: House) -> None:
    teaser = catalogue.teaser_of_page(make(model, "en"), timezone.now())
    assert teaser is not None
    for field in fields(Teaser):
        value = getattr(teaser, field.name)
        assert value is not None or field.name in {"image", "entity"}, field.name


@every_page_type
@in_both_languages
def test_a_page_is_read_through_the_api(
    model: type[ContentPage], language: str, site: House, client: Client
) -> None:
    page = make(model, language)
    answer = client.get(f"/api/v2/pages/{page.pk}/")
    assert answer.status_code == 200
    told = answer.json()
    assert told["id"] == page.pk
    assert told["title"] == page.title
    assert told["meta"]["type"] == model._meta.label
    assert told["meta"]["locale"] == language
    names = [getattr(field, "name", field) for field in model.api_fields]
    assert "summary" in names
    assert set(names) <= set(told)
    listed = client.get("/api/v2/pages/", {"type": model._meta.label, "locale": language})
    assert page.pk in [row["id"] for row in listed.json()["items"]]


@every_page_type
def test_the_api_tells_all_that_an_editor_writes(model: type[ContentPage]) -> None:
    """Own fields of a type are content; what is not told must be derived or about filing."""
    names = {getattr(field, "name", field) for field in model.api_fields}
    own = {field.name for field in model._meta.local_fields if not field.primary_key}
    told_otherwise = {"statements": "statements_list"}
    missing = {told_otherwise.get(name, name) for name in own} - names
    assert not missing, f"{model._meta.label}.api_fields lacks {sorted(missing)}"


@every_page_type
@in_both_languages
def test_every_address_of_the_export_is_answered(
    model: type[ContentPage], language: str, site: House, client: Client
) -> None:
    page = make(model, language)
    if kinds := getattr(model, "lists", ()):
        _fill(kinds, language)
    paths = page.specific.export_paths()
    assert "" in paths
    assert len(paths) == len(set(paths))
    for path in paths:
        url = page.get_url() + path
        assert url.endswith("/")
        assert "?" not in url
        assert client.get(url).status_code == 200, url


def _fill(kinds: tuple[Kind, ...], language: str) -> None:
    for model in page_types():
        if model.kind in kinds:
            topics = () if model.kind is Kind.ISSUE else (made.topic(),)
            factory_of(model)(language, topics=topics, entity=made.entity())


@every_page_type
@in_both_languages
def test_a_page_renders_in_its_language(
    model: type[ContentPage], language: str, site: House, client: Client
) -> None:
    page = make(model, language)
    with translation.override(language):
        url = page.get_url()
    assert urlsplit(url).path.startswith("/en/") == (language == "en")
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer.headers["Content-Language"] == language
    # Strict: a page that a browser would have to mend is refused.
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    document = parser.parse(answer.content.decode())
    assert parser.errors == []
    assert document.get("lang") == language
    assert document.get("dir") == DIRECTIONS[language]
    title = "".join(document.find("head/title").itertext())
    assert page.title in title
    heading = ["".join(node.itertext()).strip() for node in document.iter("h1")]
    assert len(heading) == 1
    assert heading[0]
