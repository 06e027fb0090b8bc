"""Where is a form of a public page sent? To the CMS, also from pages exported elsewhere."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings


def form_address(path: str) -> str:
    """Absolute; the host is FORMS_URL, by default that of PUBLIC_URL."""
    return urljoin(f"{settings.FORMS_URL or settings.PUBLIC_URL}/", path)
