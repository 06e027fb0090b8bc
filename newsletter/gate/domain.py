"""Will mail programs believe the sender? SPF, DKIM and DMARC as the DNS tells them.

RFC 7208, RFC 6376, RFC 7489. Asked of the resolvers of the settings within two seconds; where
none answers, that is said and nothing is concluded. Answers are remembered for some minutes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import dns.exception
import dns.nameserver
import dns.resolver
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from .findings import Check, Finding, Verdict, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .manuscript import Manuscript

LIMIT: Final = 2.0  # seconds for all questions of one name
_REMEMBERED: Final = 600
_DNS_PORT: Final = 53
#: Never in the public DNS (RFC 2606, RFC 6761).
_RESERVED: Final = (
    "example", "example.com", "example.net", "example.org", "invalid", "local", "localhost", "test",
)  # fmt: skip


class Silent(Exception):
    """No resolver answered."""


def check(manuscript: Manuscript) -> Iterator[Finding]:
    head = next((edition.head for edition in manuscript.editions), None)
    if head is None:
        return
    domain = head.from_address.rpartition("@")[2].lower()
    if any(domain == name or domain.endswith(f".{name}") for name in _RESERVED):
        yield _finding(
            Verdict.UNCHECKED,
            _("%(domain)s is a name for examples; there is nothing to look up."),
            domain,
        )
        return
    try:
        yield from _spf(domain)
        yield from _dkim(domain)
        yield from _dmarc(domain)
    except Silent:
        yield _finding(
            Verdict.UNCHECKED,
            _("No name server answered, so that SPF, DKIM and DMARC of %(domain)s are unknown."),
            domain,
        )


def _spf(domain: str) -> Iterator[Finding]:
    found = [text for text in texts(domain) if text.lower().split(" ")[0] == "v=spf1"]
    match len(found):
        case 0:
            yield _finding(Verdict.WARN, _("SPF: %(domain)s names no mail servers."), domain)
        case 1:
            yield _finding(Verdict.PASS, _("SPF: %(domain)s names its mail servers."), domain)
        case _:
            yield _finding(
                Verdict.WARN,
                _("SPF: %(domain)s has more than one record, which counts as none."),
                domain,
            )


def _dkim(domain: str) -> Iterator[Finding]:
    selector = settings.NEWSLETTER_DKIM_SELECTOR
    if not selector:
        yield _finding(
            Verdict.UNCHECKED,
            _("DKIM: NEWSLETTER_DKIM_SELECTOR is not set, so that the key cannot be looked up."),
            domain,
        )
        return
    name = f"{selector}._domainkey.{domain}"
    keys = [_tags(text).get("p", "") for text in texts(name)]
    if any(keys):
        yield _finding(Verdict.PASS, _("DKIM: the key is published at %(domain)s."), name)
    else:
        yield _finding(Verdict.WARN, _("DKIM: there is no key at %(domain)s."), name)


def _dmarc(domain: str) -> Iterator[Finding]:
    """The domain's own, else that of the one above it, as far as two labels."""
    labels = domain.split(".")
    for start in range(max(1, len(labels) - 1)):
        name = "_dmarc." + ".".join(labels[start:])
        for text in texts(name):
            tags = _tags(text)
            if tags.get("v", "").upper() == "DMARC1" and tags.get("p"):
                yield _finding(Verdict.PASS, _("DMARC: the policy stands at %(domain)s."), name)
                return
    yield _finding(Verdict.WARN, _("DMARC: %(domain)s has no policy."), domain)


def _tags(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(";"))
    return {name.strip().lower(): value.strip() for name, _sign, value in pairs if name.strip()}


def texts(name: str) -> list[str]:
    """The TXT records of a name; none where it does not exist. Raises Silent."""
    servers = tuple(settings.NEWSLETTER_RESOLVERS)
    key = f"newsletter.dns:{','.join(servers)}:{name}"
    kept: list[str] | None = cache.get(key)
    if kept is None:
        kept = _ask(name, servers)
        cache.set(key, kept, _REMEMBERED)
    return kept


def _ask(name: str, servers: tuple[str, ...]) -> list[str]:
    try:
        resolver = dns.resolver.Resolver(configure=not servers)
        if servers:
            resolver.nameservers = [_server(server) for server in servers]
        answer = resolver.resolve(name, "TXT", lifetime=LIMIT, search=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError, ValueError) as error:
        raise Silent(name) from error
    return [b"".join(row.strings).decode("utf-8", "replace") for row in answer]


def _server(address: str) -> dns.nameserver.Nameserver:
    """`192.0.2.1` or `192.0.2.1:5353`; of IPv6 with a port `[2001:db8::1]:5353`."""
    host, port = address, str(_DNS_PORT)
    if address.startswith("["):
        host, _bracket, rest = address[1:].partition("]")
        port = rest.removeprefix(":") or port
    elif address.count(":") == 1:
        host, _colon, port = address.partition(":")
    return dns.nameserver.Do53Nameserver(host, int(port))


def _finding(verdict: Verdict, message: object, domain: str) -> Finding:
    words = said(message, domain=domain)  # type: ignore[arg-type]  # a lazy translation
    return Finding(Check.DOMAIN, verdict, words)
