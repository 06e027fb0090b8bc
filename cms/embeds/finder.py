"""Players of other hosts in our pages: only of allowed hosts, and only as a frame we write."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.utils.html import format_html
from wagtail.embeds.exceptions import EmbedNotFoundException
from wagtail.embeds.finders.base import EmbedFinder
from wagtail.embeds.oembed_providers import all_providers

from cms.embeds.addresses import FetchRefused
from cms.embeds.guarded_fetch import Ground, fetch

_FRAME = re.compile(r"""<iframe\b[^>]*?\ssrc=["']([^"']+)["']""", re.IGNORECASE)
_PLAYABLE = frozenset({"video", "rich"})
MAX_SIDE = 4_000


class AllowedEmbeds(EmbedFinder):
    """Asks the oEmbed address of a provider about a page of an allowed host.

    Of the answer only a title, a size and the address of the player are taken; its HTML is not.
    While EMBED_HOSTS is empty, which it is unless somebody sets it, nothing is asked at all.
    """

    def __init__(self, ground: Ground | None = None) -> None:
        self.ground = ground or Ground()

    def accept(self, url: str) -> bool:
        return self._endpoint(url) is not None

    def _endpoint(self, url: str) -> str | None:
        try:
            parts = urlsplit(url)
        except ValueError:
            return None
        if parts.scheme != "https" or parts.netloc not in settings.EMBED_HOSTS:
            return None
        for provider in all_providers:
            if any(re.match(pattern, url) for pattern in provider["urls"]):
                endpoint: str = provider["endpoint"].replace("{format}", "json")
                return "https://" + endpoint.partition("://")[2]
        return None

    def find_embed(
        self, url: str, max_width: int | None = None, max_height: int | None = None
    ) -> dict[str, Any]:
        """Raises EmbedNotFoundException."""
        endpoint = self._endpoint(url)
        if endpoint is None:
            raise EmbedNotFoundException("not of an allowed host")
        asked = {"url": url, "format": "json", "maxwidth": max_width, "maxheight": max_height}
        query = urlencode({name: value for name, value in asked.items() if value})
        host = urlsplit(endpoint).hostname or ""
        try:
            answer = fetch(f"{endpoint}?{query}", allowed_hosts={host}, ground=self.ground)
        except FetchRefused as refused:
            raise EmbedNotFoundException(refused.reason.value) from refused
        if answer.status != 200:
            raise EmbedNotFoundException(f"status {answer.status}")
        return _embed(answer.body)


def _embed(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise EmbedNotFoundException("no JSON") from None
    if not isinstance(answer, dict) or str(answer.get("type")) not in _PLAYABLE:
        raise EmbedNotFoundException("nothing to play")
    player = _player(str(answer.get("html") or ""))
    title = str(answer.get("title") or "")[:200]
    return {
        "title": title,
        "author_name": str(answer.get("author_name") or "")[:200],
        "provider_name": str(answer.get("provider_name") or "")[:200],
        "type": "video",
        "thumbnail_url": None,  # it would be loaded from there by everyone who opens the editor
        "width": _side(answer.get("width")),
        "height": _side(answer.get("height")),
        "html": format_html(
            '<iframe src="{}" title="{}" loading="lazy" referrerpolicy="no-referrer" '
            'sandbox="allow-scripts allow-same-origin allow-presentation" '
            'allow="fullscreen; picture-in-picture"></iframe>',
            player,
            title,
        ),
    }


def _player(html: str) -> str:
    """The address of the frame in the provider's HTML, if it is of an allowed host."""
    found = _FRAME.search(html)
    address = unescape(found.group(1)) if found else ""
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme != "https" or parts.netloc not in settings.EMBED_HOSTS:
        raise EmbedNotFoundException("its player is not of an allowed host")
    return address


def _side(value: object) -> int | None:
    return value if isinstance(value, int) and 0 < value <= MAX_SIDE else None
