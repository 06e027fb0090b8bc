"""Which mailbox does an address lead to? As a number that tells nobody whose it is."""

from __future__ import annotations

import unicodedata

from django.utils.crypto import salted_hmac


def mailbox_of(address: str) -> str:
    """The same for all spellings that usually end in one mailbox, keyed with SECRET_KEY.

    Providers ignore what stands behind a plus sign (RFC 5233), and case. Two mailboxes that
    count as one only share the limit of mails.
    """
    folded = unicodedata.normalize("NFKC", address).strip().casefold()
    local, _at, domain = folded.rpartition("@")
    return salted_hmac(
        "newsletter.mailbox", f"{local.partition('+')[0]}@{domain}", algorithm="sha256"
    ).hexdigest()
