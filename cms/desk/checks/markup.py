"""What a rich text holds: paragraphs, links and pictures, read from its stored HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

_BLOCKS: Final = frozenset(
    {"p", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "th", "tr",
     "table", "div", "br", "hr", "embed", "figure", "figcaption"}
)  # fmt: skip
#: What is no text of the page's language.
_CODE: Final = frozenset({"code", "kbd", "samp", "pre", "script", "style", "template"})


@dataclass(slots=True)
class Link:
    """A link as stored: by `page` or `document` id, or by `address`.

    One that was picked in a field of its own (`is_picked`) takes its text from where it leads.
    """

    address: str = ""
    page: int | None = None
    document: int | None = None
    text: str = ""
    is_picked: bool = False


@dataclass(slots=True)
class Markup:
    paragraphs: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    #: Pictures without an alternative text of their own, by id.
    bare_pictures: list[int] = field(default_factory=list)


def read_markup(html: str) -> Markup:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_paragraph()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Markup()
        self._text: list[str] = []
        self._link: Link | None = None
        self._silence = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.end_paragraph()
        values = {name: value or "" for name, value in attrs}
        if tag in _CODE:
            self._silence += 1
        elif tag == "a":
            self._link = _link_of(values)
            self.found.links.append(self._link)
        elif tag in {"embed", "img"} and values.get("embedtype", "image") == "image":
            if self._link is not None:
                self._link.text += values.get("alt", "")
            if "id" in values and not values.get("alt", "").strip():
                self.found.bare_pictures.append(_number(values["id"]) or 0)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_paragraph()
        if tag in _CODE:
            self._silence = max(0, self._silence - 1)
        elif tag == "a":
            self._link = None

    def handle_data(self, data: str) -> None:
        if self._link is not None:
            self._link.text += data
        if not self._silence:
            self._text.append(data)

    def end_paragraph(self) -> None:
        text = " ".join("".join(self._text).split())
        if text:
            self.found.paragraphs.append(text)
        self._text = []


def _link_of(values: dict[str, str]) -> Link:
    number = _number(values.get("id", ""))
    match values.get("linktype"):
        case "page":
            return Link(page=number or 0)
        case "document":
            return Link(document=number or 0)
        case _:
            return Link(address=values.get("href", ""))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None
