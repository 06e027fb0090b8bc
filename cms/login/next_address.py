"""May a visitor be sent on to this address? Only to paths of this very site."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from django.utils.http import url_has_allowed_host_and_scheme


def safe_next(address: str | None) -> str:
    """The address when it is safe to go to, else nothing."""
    return address if address and is_safe(address) else ""


def is_safe(address: str) -> bool:
    """Whether no browser can read the address as leading off this site.

    Asked of the address as it is, and of its path as it would be after decoding it twice over,
    because something on the way may decode it; spaces, control and bidi characters are never
    needed there.
    """
    path = re.split("[?#]", address, maxsplit=1)[0]
    for form in (address, unquote(path), unquote(unquote(path))):
        if not form.startswith("/") or form.startswith("//") or "\\" in form:
            return False
        if any(unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Zs") for char in form):
            return False
        folded = unicodedata.normalize("NFKC", form)
        if folded.startswith("//") or "\\" in folded:
            return False
    return url_has_allowed_host_and_scheme(address, allowed_hosts=None)
