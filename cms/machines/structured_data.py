"""What a page is in the words of schema.org: values in, dictionaries out.

One graph a page (JSON-LD 1.1). Every address given must be absolute. What is empty is left out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.safestring import SafeString, mark_safe

from cms.teaser import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

Node = dict[str, Any]

CONTEXT: Final = "https://schema.org"
#: Articles by kind, as narrow as schema.org and search engines both know them.
ARTICLE_TYPES: Final = {
    Kind.ARTICLE: "BlogPosting",
    Kind.COLUMN: "BlogPosting",
    Kind.NEWS: "NewsArticle",
    Kind.STORY: "Article",
    Kind.RESOURCE: "Article",
}
#: Letters that could end the script element or open a comment in it.
_ESCAPES: Final = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@dataclass(frozen=True, slots=True)
class Named:
    """Anything with a name and an absolute address, which may be empty."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Author(Named):
    job_title: str = ""
    entity: Named | None = None


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """`home` is the language's home page, `root` the address all languages share.

    `search` is where the site is searched, without a question.
    """

    name: str
    description: str
    root: str
    home: str
    language: str
    logo: str
    search: str
    accounts: tuple[str, ...] = ()

    @property
    def publisher_id(self) -> str:
        return f"{self.root}#publisher"

    @property
    def website_id(self) -> str:
        return f"{self.home}#website"


@dataclass(frozen=True, slots=True)
class PageFacts:
    """`images` are absolute, the sharing picture first; dates are aware.

    `original` is the address of the page this one translates, `translations` those made of it.
    """

    url: str
    title: str
    description: str
    language: str
    images: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    section: str = ""
    authors: tuple[Author, ...] = ()
    entity: Named | None = None
    topics: tuple[Named, ...] = ()
    minutes: int = 0
    original: str = ""
    translations: tuple[str, ...] = ()


def graph(nodes: Iterable[Node]) -> Node:
    return {"@context": CONTEXT, "@graph": [_filled(node) for node in nodes]}


def script_text(data: Node) -> SafeString:
    """JSON for a `script` element of type `application/ld+json`: it cannot end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_ESCAPES))


def publisher(site: SiteFacts) -> Node:
    return {
        "@type": "GovernmentOrganization",
        "@id": site.publisher_id,
        "name": site.name,
        "description": site.description,
        "url": site.root,
        "logo": {"@type": "ImageObject", "url": site.logo, "width": 512, "height": 512},
        "sameAs": list(site.accounts),
    }


def website(site: SiteFacts) -> Node:
    """The site in one language, with the address at which it is searched."""
    return {
        "@type": "WebSite",
        "@id": site.website_id,
        "url": site.home,
        "name": site.name,
        "description": site.description,
        "inLanguage": site.language,
        "publisher": {"@id": site.publisher_id},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{site.search}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumbs(page_url: str, crumbs: Sequence[Named], title: str) -> Node:
    """The way from the home page; the last step is the page itself."""
    steps = [*crumbs, Named(title, page_url)]
    return {
        "@type": "BreadcrumbList",
        "@id": f"{page_url}#breadcrumbs",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": step.name, "item": step.url}
            for number, step in enumerate(steps, start=1)
        ],
    }


def article(page: PageFacts, kind: Kind, site: SiteFacts) -> Node:
    node = _work(page, site) | {
        "@type": ARTICLE_TYPES[kind],
        "@id": f"{page.url}#article",
        "headline": page.title,
        "mainEntityOfPage": page.url,
        "articleSection": page.section,
        "author": _authors(page, site),
        "timeRequired": f"PT{page.minutes}M" if page.minutes else "",
        "about": [_named("Thing", topic) for topic in page.topics],
        "keywords": [topic.name for topic in page.topics],
    }
    if page.entity is not None:
        node["mentions"] = [_organisation(page.entity)]
    return node


def issue(page: PageFacts, periodical: Named, site: SiteFacts) -> Node:
    """One letter of the newsletter."""
    return _work(page, site) | {
        "@type": "PublicationIssue",
        "@id": f"{page.url}#issue",
        "name": page.title,
        "mainEntityOfPage": page.url,
        "isPartOf": _named("Periodical", periodical)
        | {
            "@id": f"{periodical.url}#periodical",
            "publisher": {"@id": site.publisher_id},
        },
    }


def web_page(page: PageFacts, site: SiteFacts, kind: str = "WebPage") -> Node:
    """A standing page, the home page, or (by `kind`) a list, a profile or search results."""
    return _work(page, site) | {"@type": kind, "@id": f"{page.url}#page", "name": page.title}


def item_list(rows: Sequence[Named], total: int | None = None) -> Node:
    """What a list shows, in its order; `total` counts what is on its other pages too."""
    return {
        "@type": "ItemList",
        "numberOfItems": len(rows) if total is None else total,
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": row.name, "url": row.url}
            for number, row in enumerate(rows, start=1)
        ],
    }


def person(author: Author, *, description: str, image: str, knows: Sequence[str]) -> Node:
    return _person(author) | {
        "@id": f"{author.url}#person",
        "description": description,
        "image": image,
        "knowsAbout": list(knows),
        "mainEntityOfPage": author.url,
    }


def organisation(
    entity: Named, *, description: str, logo: str, website_url: str, accounts: Sequence[str]
) -> Node:
    return _organisation(entity) | {
        "@id": f"{entity.url}#entity",
        "description": description,
        "url": website_url or entity.url,
        "logo": logo,
        "sameAs": list(accounts),
        "mainEntityOfPage": entity.url,
    }


def topic(named: Named, description: str) -> Node:
    return _named("Thing", named) | {"@id": f"{named.url}#topic", "description": description}


def _work(page: PageFacts, site: SiteFacts) -> Node:
    return {
        "url": page.url,
        "description": page.description,
        "inLanguage": page.language,
        "image": list(page.images),
        "datePublished": page.published.isoformat(timespec="seconds") if page.published else "",
        "dateModified": page.modified.isoformat(timespec="seconds") if page.modified else "",
        "publisher": {"@id": site.publisher_id},
        "isPartOf": {"@id": site.website_id},
        "translationOfWork": _work_at(page.original) if page.original else {},
        "workTranslation": [_work_at(url) for url in page.translations],
    }


def _authors(page: PageFacts, site: SiteFacts) -> list[Node]:
    if page.authors:
        return [_person(author) for author in page.authors]
    return [_organisation(page.entity)] if page.entity else [{"@id": site.publisher_id}]


def _person(author: Author) -> Node:
    return _named("Person", author) | {
        "jobTitle": author.job_title,
        "affiliation": _organisation(author.entity) if author.entity else {},
    }


def _organisation(named: Named) -> Node:
    return _named("GovernmentOrganization", named)


def _named(kind: str, named: Named) -> Node:
    return {"@type": kind, "name": named.name, "url": named.url}


def _work_at(url: str) -> Node:
    return {"@type": "CreativeWork", "url": url}


def _filled(value: Any) -> Any:
    """Without what is empty, at any depth."""
    if isinstance(value, dict):
        rows = {key: _filled(row) for key, row in value.items()}
        return {key: row for key, row in rows.items() if row not in ("", None, [], {})}
    if isinstance(value, list):
        return [_filled(row) for row in value]
    return value
