"""Links between exported pages that lead nowhere."""

from __future__ import annotations

import re
from urllib.parse import unquote, urljoin

from django.conf import settings

from cms.export.plan import file_of

_LINK = re.compile(r"""<(?:a|link)\s[^>]*?href=["']([^"'#?]*)""")

#: Addresses of the CMS itself, which an exported page may lead to, in any language. Forms that
#: are sent have no file: a file server would not take them.
LIVE_ONLY = re.compile(r"/(?:[a-z]{2,3}(?:-[a-z]+)?/)?(?:admin|api|subscribe)/")


def broken_links(page_url: str, html: str, files: set[str]) -> set[str]:
    """Site-relative targets of the page's links that the export has no file for."""
    broken: set[str] = set()
    for reference in _LINK.findall(html):
        try:
            target = urljoin(page_url, reference.removeprefix(settings.PUBLIC_URL))
        except ValueError:  # "//[x" is no address
            broken.add(reference)
            continue
        if not reference or not target.startswith("/") or LIVE_ONLY.match(target):
            continue
        if file_of(unquote(target)) not in files:
            broken.add(target)
    return broken
