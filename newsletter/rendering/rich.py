"""Rich text of editors, made safe and well-formed for a letter, or plain."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import urljoin

import nh3

from newsletter.letter import is_absolute
from newsletter.rendering.visible import visible_line, visible_text

_TAGS = {"p", "b", "strong", "i", "em", "ul", "ol", "li", "a", "br"}
_CLASSES = {
    "p": {"class": "paragraph"},
    "a": {"class": "link"},
    "ul": {"class": "list"},
    "ol": {"class": "list"},
}
_BREAK = re.compile(r"<br\s*/?>")
_BLOCK_END = re.compile(r"</(?:p|li|ul|ol)>|<br\s*/?>")
_LINK = re.compile(r'<a(?: href="([^"]*)")?[^>]*>(.*?)</a>', re.DOTALL)
_ANY_TAG = re.compile(r"<[^>]*>")
_LOOSE = re.compile(r"^\s*(?!<(?:p|ul|ol)\b)\S")


def clean_rich_text(source: str, base_url: str) -> str:
    """Well-formed XHTML of paragraphs, lists, emphasis and links with absolute addresses."""
    if not source.strip():
        return ""
    cleaned = nh3.clean(
        visible_text(source),
        tags=_TAGS,
        attributes={"a": {"href"}},
        set_tag_attribute_values=_CLASSES,
        url_schemes={"http", "https", "mailto"},
        url_relative=lambda url: _absolute(url, base_url),
        link_rel=None,
    )
    # The cleaner writes HTML; XML knows neither the void tag nor the one named reference.
    cleaned = _BREAK.sub("<br />", cleaned).replace("&nbsp;", "\u00a0")
    return f'<p class="paragraph">{cleaned}</p>' if _LOOSE.match(cleaned) else cleaned


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or an item of a list on one line, and the words and address of its links."""

    text: str
    links: tuple[tuple[str, str], ...] = ()


def plain_rich_text(source: str, base_url: str) -> list[Paragraph]:
    """The paragraphs of rich text as plain lines; their links apart, to stand below them."""
    cleaned = clean_rich_text(source, base_url).replace("<li>", "• ")
    paragraphs = []
    for piece in _BLOCK_END.split(cleaned):
        if text := _bare(piece):
            links = (
                (_bare(words), html.unescape(address)) for address, words in _LINK.findall(piece)
            )
            paragraphs.append(Paragraph(text, tuple(pair for pair in links if pair[1])))
    return paragraphs


def _bare(source: str) -> str:
    return visible_line(html.unescape(_ANY_TAG.sub("", source)))


def _absolute(url: str, base_url: str) -> str | None:
    try:
        joined = urljoin(base_url, url)
    except ValueError:  # a bracket that nothing closes
        return None
    return joined if is_absolute(joined) else None
