"""Links between exported pages that lead nowhere."""

from __future__ import annotations

import re
from urllib.parse import unquote, urljoin

from django.conf import settings

from cms.export.plan import file_of

_LINK = re.compile(r"""<(?:a|link)\s[^>]*?href=["']([^"'#?]*)""")

#: Addresses of the CMS itself, which an exported page may lead to.
LIVE_ONLY = ("/admin/", "/api/")


def broken_links(page_url: str, html: str, files: set[str]) -> set[str]:
    """Site-relative targets of the page's links that the export has no file for."""
    broken: set[str] = set()
    for reference in _LINK.findall(html):
        target = urljoin(page_url, reference.removeprefix(settings.PUBLIC_URL))
        if not reference or not target.startswith("/") or target.startswith(LIVE_ONLY):
            continue
        if file_of(unquote(target)) not in files:
            broken.add(target)
    return broken
