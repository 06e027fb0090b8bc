"""What is that called which was rated, and in which section does it stand?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.feedback.models import RatedKind
from cms.feedback.subjects import THINGS
from cms.models import ContentPage

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Letters of a page's path that name its section; root and home stand above it.
_SECTION = Page.steplen * 3


@dataclass(frozen=True, slots=True)
class Title:
    title: str
    section: str = ""


def screen_of(kind: str, subject: str) -> str:
    """Where editors read what was said of it; there it stays when the page itself is gone."""
    if kind == RatedKind.PAGE:
        return reverse("feedback:page", args=[subject])
    return reverse("feedback:thing", args=[kind, subject])


def titles_of(found: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Title]:
    """By kind and subject; what is gone is missing. Five queries at most."""
    wanted: dict[str, set[str]] = {}
    for kind, subject in found:
        wanted.setdefault(kind, set()).add(subject)
    titles = _of_pages({int(pk) for pk in wanted.get(RatedKind.PAGE, ())})
    sections = {
        RatedKind.PERSON: _("People"),
        RatedKind.ENTITY: _("Entities"),
        RatedKind.TOPIC: _("Topics"),
    }
    for kind, model in THINGS.items():
        slugs = wanted.get(kind, set())
        for thing in model._default_manager.filter(slug__in=slugs) if slugs else ():
            titles[kind.value, thing.slug] = Title(str(thing.name), sections[kind])
    return titles


def _of_pages(numbers: set[int]) -> dict[tuple[str, str], Title]:
    if not numbers:
        return {}
    rows: list[dict[str, Any]] = list(
        ContentPage.objects.filter(pk__in=numbers).values("pk", "title", "path")
    )
    above = {row["path"][:_SECTION] for row in rows}
    sections = dict(ContentPage.objects.filter(path__in=above).values_list("path", "title"))
    return {
        (RatedKind.PAGE.value, str(row["pk"])): Title(
            row["title"],
            sections.get(row["path"][:_SECTION], "")
            if len(row["path"]) > _SECTION
            else _("Standing pages"),
        )
        for row in rows
    }
