"""Where in the admin are the screens of translation?"""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse


def pair_url(page_id: int, into: str = "") -> str:
    """Both texts side by side; `into` for a source that has no translation in that language."""
    query = f"?{urlencode({'into': into})}" if into else ""
    return reverse("translating:pair", args=[page_id]) + query


def edit_url(page_id: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page_id])


def changes_url(source_id: int, revision_id: int | None) -> str:
    """What has changed in the source since that revision; empty when there is no revision."""
    if revision_id is None:
        return ""
    return reverse("wagtailadmin_pages:revisions_compare", args=[source_id, revision_id, "latest"])
