"""Do all links of the letter answer?

Those of the house are asked of the house itself. Those of other hosts are asked only where
LINK_CHECK is on, by the desk's guarded way; else they are listed as not checked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cms.desk.actions.ask_links import ask_addresses
from cms.desk.checks.addresses import may_lead_somewhere
from cms.desk.models import LinkAnswer
from newsletter.letter import RECIPIENT_TOKEN

from .findings import Check, Finding, Verdict, passed, said
from .house import House, hosts, match_of
from .languages import edit_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from .manuscript import Manuscript

_HREF: Final = re.compile(r"""<a\s[^>]*?href=["']([^"']+)["']""", re.IGNORECASE)


def check(manuscript: Manuscript, now: datetime) -> Iterator[Finding]:
    inside, outside = addresses(manuscript)
    inside -= {*_own_pages(manuscript), *(a for a in inside if _comes_with_it(a, manuscript))}
    house = House(now)
    found = {address: house.answers(address) for address in sorted(inside)}
    dead = [address for address, answer in found.items() if answer is False]
    unasked = tuple(address for address, answer in found.items() if answer is None)
    malformed = {address for address in outside if not may_lead_somewhere(address)}
    if dead or malformed:
        yield _fault(manuscript, [*dead, *sorted(malformed)])
    if unasked:
        yield Finding(
            Check.LINKS,
            Verdict.UNCHECKED,
            said(
                ngettext_lazy(
                    "%(count)s link of the house was not asked, to keep you from waiting. Open it.",
                    "%(count)s links of the house were not asked, to keep you from waiting. "
                    "Open them.",
                    len(unasked),
                ),
                count=len(unasked),
            ),
            details=unasked,
        )
    outside -= malformed
    if outside and settings.LINK_CHECK:
        ask_addresses(outside, now=now)
        silent = sorted(
            LinkAnswer.objects.filter(address__in=outside, failures__gt=0).values_list(
                "address", flat=True
            )
        )
        if silent:
            yield _fault(manuscript, silent)
            return
    elif outside:
        yield Finding(
            Check.LINKS,
            Verdict.UNCHECKED,
            said(
                ngettext_lazy(
                    "%(count)s link to another host was not asked: LINK_CHECK is off. Open it.",
                    "%(count)s links to other hosts were not asked: LINK_CHECK is off. Open them.",
                    len(outside),
                ),
                count=len(outside),
            ),
            details=tuple(sorted(outside)),
        )
        return
    if not (dead or malformed or unasked):
        yield passed(Check.LINKS, _("All links answer."))


def addresses(manuscript: Manuscript) -> tuple[set[str], set[str]]:
    """Those of the house and those of other hosts; a reader's own links and mail are no part."""
    of_the_house = hosts()
    inside: set[str] = set()
    outside: set[str] = set()
    for edition in manuscript.editions:
        for found in _HREF.findall(edition.html):
            address = found.replace("&amp;", "&")
            if RECIPIENT_TOKEN in address or not address.startswith(("http://", "https://")):
                continue
            try:
                host = urlsplit(address).netloc
            except ValueError:
                host = ""
            (inside if host in of_the_house else outside).add(address)
    return inside, outside


def _comes_with_it(address: str, manuscript: Manuscript) -> bool:
    """Whether it is the issue's page, sheet or dates, which are published when it is sent."""
    match = match_of(urlsplit(address).path)
    if match is None or match.view_name not in ("issue_sheet", "issue_dates"):
        return False
    return bool(match.kwargs["month"] == f"{manuscript.month:%Y-%m}")


def _own_pages(manuscript: Manuscript) -> Iterator[str]:
    """The issue's pages are published when it is sent."""
    for letter in manuscript.letters.values():
        for part in letter.parts:
            yield part.web_url


def _fault(manuscript: Manuscript, dead: list[str]) -> Finding:
    return Finding(
        Check.LINKS,
        Verdict.FAIL,
        said(
            ngettext_lazy(
                "%(count)s link does not answer. Correct or remove it.",
                "%(count)s links do not answer. Correct or remove them.",
                len(dead),
            ),
            count=len(dead),
        ),
        mend=edit_address(next(iter(manuscript.issues.values()))),
        details=tuple(dead),
    )
