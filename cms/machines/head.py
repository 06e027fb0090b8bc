"""Gathers what a document's head says from what the template is about to show.

Nothing is asked of the database that the page itself does not show, but a profile's picture and
accounts: two queries at most, however long a list is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.templatetags.static import static
from django.utils.safestring import SafeString

from cms.addresses import absolute
from cms.listings import Listing
from cms.machines import structured_data as schema
from cms.machines import words as wording
from cms.machines.facts import author_of, facts_of, image_address, named, site_facts
from cms.models import ContentPage, Entity, Person, Topic
from cms.pages import HomePage
from cms.pictures import Purpose
from cms.social_cards.card import HEIGHT, WIDTH
from cms.social_cards.subjects import card_of_page, card_of_site, card_of_thing
from cms.teaser import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cms.chrome import Chrome
    from cms.machines.structured_data import Node, PageFacts, SiteFacts
    from cms.machines.words import Words
    from cms.social_cards.card import Card

#: Routes of pages that are no rows and no pages of the tree.
INDEXES: Final = frozenset({"people", "entities", "topics", "feeds", "site_map", "search"})
#: Open Graph wants a territory: the country of the house's government, and its English.
LOCALES: Final = {"ar": "ar_AE", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Head:
    """`kind` is og:type; `script` is the structured data, empty where there is no page."""

    words: Words
    kind: str
    image_url: str
    image_alt: str
    image_width: int
    image_height: int
    locale: str
    other_locales: tuple[str, ...]
    facts: PageFacts
    script: SafeString
    is_indexed: bool


class Shown:
    """What a template is about to show, picked from its context with its type."""

    def __init__(self, context: Mapping[str, Any], chrome: Chrome) -> None:
        self.context = context
        self.chrome = chrome
        page, listing = context.get("page"), context.get("listing")
        self.page = page if isinstance(page, ContentPage) else None
        self.listing = listing if isinstance(listing, Listing) else None
        self.thing = next(
            (
                context[name]
                for name, model in (("person", Person), ("entity", Entity), ("topic", Topic))
                if isinstance(context.get(name), model)
            ),
            None,
        )
        rows = list(context.get("items") or ())
        self.items = [row for row in rows if isinstance(row, Person | Entity | Topic)]
        self.title = str(context.get("title") or "")
        self.site = (chrome.site_name, chrome.tagline)

    @property
    def kind(self) -> Kind | None:
        return self.page.kind if self.page is not None else None


def head_of(context: Mapping[str, Any], chrome: Chrome) -> Head:
    shown = Shown(context, chrome)
    words = words_of(shown)
    subject, card = card_for(shown)
    image = absolute(card.url(subject))
    site = site_facts(chrome, absolute(static("icons/icon-512.png")))
    facts = facts_of(context, chrome, words, image)
    request = chrome.request
    is_indexed = bool(chrome.canonical) and not getattr(request, "barza_preview", None)
    others = (link["hreflang"] for link in chrome.alternates)
    return Head(
        words=words,
        kind=_social_kind(shown),
        image_url=image,
        image_alt=f"{card.title} – {card.site_name}" if card.title else card.site_name,
        image_width=WIDTH,
        image_height=HEIGHT,
        locale=locale_of(chrome.language),
        other_locales=tuple(
            locale_of(code) for code in others if code not in {chrome.language, "x-default"}
        ),
        facts=facts,
        script=schema.script_text(schema.graph(nodes_of(shown, facts, site)))
        if chrome.canonical
        else SafeString(),
        is_indexed=is_indexed,
    )


def locale_of(code: str) -> str:
    return LOCALES.get(code, code.replace("-", "_"))


def words_of(shown: Shown) -> Words:
    name = shown.chrome.site_name
    page, listing, thing = shown.page, shown.listing, shown.thing
    if isinstance(page, HomePage):
        return wording.home_words(
            seo_title=page.seo_title,
            description=page.search_description,
            summary=page.summary,
            site=shown.site,
        )
    if page is not None:
        is_written = bool(page.search_description.strip())
        is_told = is_written or bool(page.summary)
        own = wording.page_words(
            title=page.title,
            seo_title=page.seo_title,
            description=page.search_description,
            summary=page.summary,
            text="" if is_told else page.body_text(),
            site=shown.site,
        )
        if listing is None or (is_written and wording.is_whole(listing)):
            return own
        return wording.list_words(own, listing, name, page.title)
    if thing is not None:
        return wording.long_enough(_thing_words(thing, listing, name), shown.site[1])
    resolved = getattr(shown.chrome.request, "resolver_match", None)
    index = resolved.url_name if resolved else ""
    if index in INDEXES:
        return wording.index_words(str(index), shown.title, name)
    summary = str(shown.context.get("summary") or "")
    return wording.other_words(shown.title or name, summary, shown.site)


def _thing_words(thing: Person | Entity | Topic, listing: Listing | None, site: str) -> Words:
    newest = wording.newest_titles(listing) if listing else ""
    if isinstance(thing, Person):
        entity = str(thing.entity.name) if thing.entity else ""
        bio = str(thing.bio)
        own = wording.person_words(str(thing), str(thing.role), entity, bio, newest, site)
    elif isinstance(thing, Entity):
        own = wording.entity_words(str(thing), thing.kind_label, str(thing.description), site)
    else:
        own = wording.topic_words(str(thing), str(thing.description), newest, site)
    return wording.further(own, listing, site) if listing else own


def card_for(shown: Shown) -> tuple[str, Card]:
    name, tagline = shown.site
    if shown.thing is not None:
        return card_of_thing(shown.thing, shown.chrome.language, name)
    if shown.page is not None and shown.page.pk and not isinstance(shown.page, HomePage):
        return card_of_page(shown.page, name)
    return card_of_site(shown.chrome.language, name, tagline)


def nodes_of(shown: Shown, facts: PageFacts, site: SiteFacts) -> list[Node]:
    nodes = [schema.publisher(site), schema.website(site), *_main_nodes(shown, facts, site)]
    crumbs = [
        named(row["title"], row["url"])
        for row in shown.context.get("breadcrumbs") or ()
        if row["url"]
    ]
    if crumbs:
        title = shown.page.title if shown.page is not None else shown.title
        nodes.append(schema.breadcrumbs(facts.url, crumbs, title or facts.title))
    return nodes


def _main_nodes(shown: Shown, facts: PageFacts, site: SiteFacts) -> list[Node]:
    kind, listing = shown.kind, shown.listing
    if kind in schema.ARTICLE_TYPES:
        return [schema.article(facts, kind, site)]
    if kind is Kind.ISSUE:
        crumbs = shown.context.get("breadcrumbs") or ()
        section = crumbs[-1] if crumbs else {"title": site.name, "url": site.home}
        return [schema.issue(facts, named(section["title"], section["url"]), site)]
    rows = None
    if listing is not None:
        rows = schema.item_list([named(t.title, t.url) for t in listing.teasers], listing.total)
    elif shown.items:
        rows = schema.item_list([named(str(item), item.url) for item in shown.items])
    thing = shown.thing
    if isinstance(thing, Person | Entity):
        profile = schema.web_page(facts, site, "ProfilePage")
        parts = [profile | {"mainEntity": _profile(thing)}]
        if rows is not None and rows["itemListElement"]:
            parts.append(rows | {"@id": f"{facts.url}#list"})
        return parts
    if rows is None:
        return [schema.web_page(facts, site)]
    collection = schema.web_page(facts, site, "CollectionPage") | {"mainEntity": rows}
    if isinstance(thing, Topic):
        about = named(str(thing), thing.url)
        collection["about"] = schema.topic(about, str(thing.description))
    return [collection]


def _profile(thing: Person | Entity) -> Node:
    if isinstance(thing, Person):
        return schema.person(
            author_of(thing),
            description=str(thing.bio),
            image=image_address(thing.portrait, Purpose.PORTRAIT),
            knows=thing.expertise_list,
        )
    return schema.organisation(
        named(str(thing), thing.url),
        description=str(thing.description),
        logo=image_address(thing.logo, Purpose.LOGO),
        website_url=thing.website,
        accounts=[row["url"] for row in thing.social_accounts],
    )


def _social_kind(shown: Shown) -> str:
    if shown.kind in schema.ARTICLE_TYPES or shown.kind is Kind.ISSUE:
        return "article"
    return "profile" if isinstance(shown.thing, Person) else "website"
