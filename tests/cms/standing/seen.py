"""What a reader sees of a page, as plain words and addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.html import fromstring

if TYPE_CHECKING:
    from django.test import Client
    from lxml.html import HtmlElement


def page(client: Client, address: str, status: int = 200) -> HtmlElement:
    answer = client.get(address)
    assert answer.status_code == status
    return fromstring(answer.content.decode())


def links(element: HtmlElement) -> list[tuple[str, str]]:
    """(text, address) of every link, in order."""
    return [
        (" ".join(link.text_content().split()), link.get("href"))
        for link in element.iter("a")
        if link.get("href")
    ]


def part(element: HtmlElement, name: str) -> HtmlElement:
    """The first element of this class."""
    return element.find_class(name)[0]
