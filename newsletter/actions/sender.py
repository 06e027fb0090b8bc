"""Who sends the letter, as the settings say."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings

from newsletter.letter import Sender


def sender_of_settings() -> Sender:
    """Who sends, from MAIL_FROM; the list is named after the public host (RFC 2919)."""
    match = re.fullmatch(r"\s*(.*?)\s*<([^<>]+)>\s*", settings.DEFAULT_FROM_EMAIL)
    name, address = match.groups() if match else ("", settings.DEFAULT_FROM_EMAIL)
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    domain = host if "." in host else address.rpartition("@")[2]
    return Sender(name=name, address=address, list_id=f"newsletter.{domain}")
