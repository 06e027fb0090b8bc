"""The empty house that tests move into, built by the same code as a new installation."""

from __future__ import annotations

from typing import TypeVar

from django.conf import settings
from django.utils import timezone, translation
from wagtail.models import Page

from cms.demo.seeding import Seeder
from cms.management.commands.seed_demo import demo_parts
from cms.models import ContentPage
from cms.pages import HomePage
from cms.role_grants import apply_grants

P = TypeVar("P", bound=ContentPage)

LANGUAGES = ("ar", "en")


def build() -> Seeder:
    """Home pages and sections in every language of the settings."""
    with translation.override(settings.LANGUAGE_CODE):
        seeder = Seeder(now=timezone.now())
        for part in demo_parts():
            part.structure(seeder)
        apply_grants()
    return seeder


class House:
    """The pages that stand in every test."""

    @property
    def root(self) -> Page:
        return Page.get_first_root_node()

    def home(self, language: str) -> HomePage:
        return self.section(HomePage, language)

    def section(self, model: type[P], language: str) -> P:
        """The one page of a type that has a single page a language."""
        page: P = model._default_manager.get(locale__language_code=language)
        return page
