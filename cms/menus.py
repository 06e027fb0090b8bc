"""Where do the main menu and the footer lead? To what editors chose, in the reader's language.

Two queries for the rows and one for all pages they lead to, however many there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.db.models import Q

from cms.models import ContentPage, FooterGroup, FooterItem, MenuItem
from cms.models.menu import MENU_ITEMS, text_in
from cms.outward import leaves_the_site

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from wagtail.models import Page

    from cms.models import AlertBanner, SiteIdentity
    from cms.models.menu import SiteLink
    from cms.models.pages import ContentPageQuerySet


@dataclass(frozen=True, slots=True)
class Link:
    """`external` says that `url` leaves the site; others are site-relative or under its host."""

    title: str
    url: str
    external: bool = False


@dataclass(frozen=True, slots=True)
class LinkGroup:
    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """None where editors chose nothing and the house decides by itself."""

    menu: tuple[Link, ...] | None = None
    footer: tuple[LinkGroup, ...] | None = None


def chosen(identity: SiteIdentity, language: str, now: datetime) -> Chosen:
    """What leads to a page that is not public in this language is left out."""
    main = list(MenuItem.objects.filter(identity=identity).select_related("page"))
    footer = list(FooterItem.objects.filter(identity=identity).select_related("page"))
    pages = public_pages([*main, *footer], language, now)
    groups = (
        LinkGroup(
            str(group.label),
            _links([item for item in footer if item.group == group], pages, language),
        )
        for group in FooterGroup
    )
    return Chosen(
        menu=_links(main, pages, language)[:MENU_ITEMS] if main else None,
        footer=tuple(group for group in groups if group.links) if footer else None,
    )


def links_to(pages: Iterable[Page]) -> int:
    """How many rows of menus and footers lead to these pages or those below them."""
    below = Q(pk__in=())
    for page in pages:
        below |= Q(page__path__startswith=page.path)
    return sum(model.objects.filter(below).count() for model in (MenuItem, FooterItem))


def public_pages(
    links: Iterable[SiteLink | AlertBanner], language: str, now: datetime
) -> dict[UUID, ContentPage]:
    """The pages of these links as readers of the language have them, by translation key."""
    keys = [link.page.translation_key for link in links if link.page is not None]
    if not keys:
        return {}
    pages = cast("ContentPageQuerySet", ContentPage.objects.get_queryset()).public_live(now)
    found = pages.filter(translation_key__in=keys, locale__language_code=language)
    return {page.translation_key: page for page in found.select_related("locale")}


def _links(
    items: Iterable[SiteLink], pages: dict[UUID, ContentPage], language: str
) -> tuple[Link, ...]:
    links = (_link(item, pages, language) for item in items)
    return tuple(link for link in links if link is not None)


def _link(item: SiteLink, pages: dict[UUID, ContentPage], language: str) -> Link | None:
    own = text_in(item.label, language)
    if item.page is None:
        return Link(own or str(item.label), item.url, external=leaves_the_site(item.url))
    page = pages.get(item.page.translation_key)
    return Link(own or page.title, page.get_url() or "") if page is not None else None
