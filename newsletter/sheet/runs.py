"""An editorial's clean HTML as paragraphs of words with their looks."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

from newsletter.letter import is_absolute
from newsletter.sheet.content import Run

_BLOCKS: Final = {"p", "li", "ul", "ol", "h2", "h3", "h4", "br", "div", "blockquote"}
_BOLD: Final = {"b", "strong", "h2", "h3", "h4"}
_ITALIC: Final = {"i", "em"}


def paragraphs(html: str) -> tuple[tuple[Run, ...], ...]:
    """The paragraphs that have words; points of lists begin with a bullet.

    `html` is clean and its addresses are absolute, as `cms.feed_text.clean` gives it.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end()
    return tuple(reader.done)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.done: list[tuple[Run, ...]] = []
        self.runs: list[Run] = []
        self.bold = self.italic = 0
        self.url = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.end()
        if tag == "li":
            self.runs.append(Run("• "))
        self.bold += tag in _BOLD
        self.italic += tag in _ITALIC
        if tag == "a":
            address = dict(attrs).get("href") or ""
            self.url = address if is_absolute(address) else ""

    def handle_endtag(self, tag: str) -> None:
        self.bold = max(0, self.bold - (tag in _BOLD))
        self.italic = max(0, self.italic - (tag in _ITALIC))
        if tag == "a":
            self.url = ""
        if tag in _BLOCKS:
            self.end()

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if not words:
            words = " " if self.runs and data else ""
        else:
            words = " " * data[0].isspace() + words + " " * data[-1].isspace()
        if words:
            self.runs.append(Run(words, self.bold > 0, self.italic > 0, self.url))

    def end(self) -> None:
        if any(run.text.strip(" •") for run in self.runs):
            self.done.append(tuple(self.runs))
        self.runs = []
