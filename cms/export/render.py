"""What the live site answers for one address; the export is byte for byte the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from django.conf import settings

from cms.own_answer import OwnHouse
from cms.social_cards.card import CARDS_URL

if TYPE_CHECKING:
    from cms.export.plan import Output


#: Where Wagtail serves the files of the library.
DOCUMENTS_URL = "/documents/"
#: What lies in a folder and is copied; all else the site itself answers for.
FILES = (settings.STATIC_URL, settings.MEDIA_URL, DOCUMENTS_URL)


class WrongAnswer(Exception):
    """The site answered an address of the plan with another status than planned."""

    def __init__(self, output: Output, status: int) -> None:
        super().__init__(f"{output.url}: {status} instead of {output.status}")
        self.output = output
        self.status = status


class Renderer:
    """Asks the site itself."""

    def __init__(self) -> None:
        self.house = OwnHouse(is_strict=True)

    def render(self, output: Output) -> bytes:
        """Raises WrongAnswer when the status is not the planned one."""
        response = self.house.get(output.url)
        if response.status_code != output.status:
            raise WrongAnswer(output, response.status_code)
        return bytes(response.content)


_REFERENCE = re.compile(r"""(?:href|src|srcset|poster|url|content)=(?:"([^"]*)"|'([^']*)')""")
_FEED_FILE = re.compile(r"""(https?://[^\s"'<>)]+)""")
_ICON_OF_MANIFEST = re.compile(r'"src":\s*"([^"]*)"')


def files_used(text: str) -> set[str]:
    """Site-relative addresses of static files, media and drawn pictures that a text refers to."""
    prefixes = (*FILES, CARDS_URL)
    found: set[str] = set()
    for double, single in _REFERENCE.findall(text):
        for candidate in (double or single).split(","):
            found |= _own_files(candidate.split(" ")[0] or candidate.strip().split(" ")[0])
    for address in (*_FEED_FILE.findall(text), *_ICON_OF_MANIFEST.findall(text)):
        found |= _own_files(address)
    return {path for path in found if path.startswith(prefixes)}


def _own_files(address: str) -> set[str]:
    public = settings.PUBLIC_URL
    path = address.strip().removeprefix(public)
    path = unquote(path.partition("#")[0].partition("?")[0])
    return {path} if path.startswith("/") else set()


_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")


def files_of_stylesheet(address: str, text: str) -> set[str]:
    """Site-relative addresses that a stylesheet at `address` refers to."""
    references = {urljoin(address, match) for match in _CSS_URL.findall(text)}
    return {
        unquote(reference.partition("#")[0])
        for reference in references
        if reference.startswith("/")
    }
