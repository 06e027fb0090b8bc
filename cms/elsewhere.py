"""Where is the page that someone looked for? Perhaps elsewhere, under the last part of its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from cms.menus import Link
from cms.models import ContentPage

if TYPE_CHECKING:
    from datetime import datetime

    from cms.models.pages import ContentPageQuerySet

MOST = 3

#: The last part of an address that is the name of a page: no number, nothing very short.
_NAME = re.compile(r"/(?P<slug>[a-z][a-z0-9-]{3,})(?:\.html?|/index\.html?)?/?$")


def pages_of_that_name(path: str, language: str, now: datetime) -> list[Link]:
    """Public pages whose own part of the address ends this path too; one query at most."""
    found = _NAME.search(path.lower())
    if found is None:
        return []
    pages = cast("ContentPageQuerySet", ContentPage.objects.get_queryset()).public_live(now)
    same = pages.filter(slug=found["slug"], locale__language_code=language, depth__gt=2)
    shown = same.select_related("locale").order_by("path")[:MOST]
    return [Link(page.title, page.get_url() or "") for page in shown]
