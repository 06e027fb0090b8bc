"""How is an address written, and which mailbox does it lead to?"""

from __future__ import annotations

import unicodedata

from django.utils.crypto import salted_hmac


def normal_address(address: str) -> str:
    """The one spelling that is kept: folded width, lower case, the host in its ASCII form.

    Upper case in the local part is lost on purpose: no provider tells it apart (RFC 5321 allows
    it), and people write their address in both ways. What is no address comes back as it is,
    folded; whether it is one, forms and importers say.
    """
    folded = unicodedata.normalize("NFKC", address).strip().lower()
    local, at, host = folded.rpartition("@")
    return local + at + ascii_host(host) if at else folded


def ascii_host(host: str) -> str:
    """As headers and servers name it (IDNA); what is no host stays, for checks to say so."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def address_digest(address: str) -> str:
    """64 hexadecimal digits that stand for an address, keyed with SECRET_KEY.

    What is left of someone who was erased: enough to know them again, too little to write to.
    """
    return salted_hmac(
        "newsletter.address", normal_address(address), algorithm="sha256"
    ).hexdigest()


def mailbox_of(address: str) -> str:
    """The same for all spellings that usually end in one mailbox, keyed with SECRET_KEY.

    Providers ignore what stands behind a plus sign (RFC 5233), and case; the largest of them full
    stops too, which would make hundreds of addresses of one. Two mailboxes that count as one only
    share the limit of mails.
    """
    folded = unicodedata.normalize("NFKC", address).strip().casefold()
    local, _at, domain = folded.rpartition("@")
    name = local.partition("+")[0].replace(".", "")
    return salted_hmac("newsletter.mailbox", f"{name}@{domain}", algorithm="sha256").hexdigest()
