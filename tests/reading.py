"""What a reader's program sees: addresses in a page, a feed or a map of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import html5lib

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

XHTML = "{http://www.w3.org/1999/xhtml}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def page(answer: HttpResponse) -> Any:
    """The document of an answer, as an ElementTree without namespaces."""
    return html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)


def hrefs(answer: HttpResponse) -> list[str]:
    """Where the links in the text of a page lead."""
    return [node.get("href") for node in page(answer).iter("a") if node.get("href")]


def head_links(answer: HttpResponse, rel: str) -> list[dict[str, str]]:
    return [dict(node.attrib) for node in page(answer).iter("link") if node.get("rel") == rel]


def path(url: str) -> str:
    """The part of an address that a test client asks for."""
    return urlsplit(url).path


def sitemap_entries(answer: HttpResponse) -> Iterator[tuple[str, dict[str, str]]]:
    """Addresses with their alternates by `hreflang`."""
    for entry in ElementTree.fromstring(answer.content).iter(f"{SITEMAP}url"):
        location = entry.findtext(f"{SITEMAP}loc") or ""
        links = entry.iter(f"{XHTML}link")
        yield location, {link.attrib["hreflang"]: link.attrib["href"] for link in links}
