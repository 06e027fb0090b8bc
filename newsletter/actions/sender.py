"""Who sends the letter, as the settings say."""

from __future__ import annotations

import re
from email.utils import unquote
from urllib.parse import urlsplit

from django.conf import settings

from newsletter.letter import Sender
from newsletter.mailboxes import ascii_host


def sender_of_settings() -> Sender:
    """Who sends, from MAIL_FROM; the list is named after the public host (RFC 2919)."""
    match = re.fullmatch(r"\s*(.*?)\s*<([^<>]+)>\s*", settings.DEFAULT_FROM_EMAIL)
    name, address = match.groups() if match else ("", settings.DEFAULT_FROM_EMAIL)
    local, at, mail_host = address.rpartition("@")
    mail_host = ascii_host(mail_host)
    host = ascii_host(urlsplit(settings.PUBLIC_URL).hostname or "localhost")
    return Sender(
        # A name with a comma may stand in quotes, which are no part of it.
        name=unquote(name),
        address=local + at + mail_host,
        list_id=f"newsletter.{host if '.' in host else mail_host}",
    )
