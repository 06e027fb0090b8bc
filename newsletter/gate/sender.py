"""Do the headers say who sends, to which list, and how one leaves it?

RFC 5322 (From), RFC 2919 (List-Id), RFC 2369 and RFC 8058 (leaving by one click).
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from newsletter.letter import RECIPIENT_TOKEN

from .findings import Check, Finding, Verdict, passed, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.rendering.head import Head

    from .manuscript import Manuscript

_LIST_ID: Final = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def check(manuscript: Manuscript) -> Iterator[Finding]:
    head = next((edition.head for edition in manuscript.editions), None)
    if head is None:
        return
    faults = [*_sender(head), *_leaving(head)]
    yield from faults or [
        passed(Check.SENDER, _("From, List-Id and leaving by one click are as they should be."))
    ]


def _sender(head: Head) -> Iterator[Finding]:
    try:
        validate_email(head.from_address)
    except ValidationError:
        yield _fault(Verdict.FAIL, _("MAIL_FROM holds no valid address."), head.from_address)
    if not _LIST_ID.fullmatch(head.list_id):
        yield _fault(Verdict.FAIL, _("List-Id is no name like a domain."), head.list_id)


def _leaving(head: Head) -> Iterator[Finding]:
    """Where letters only become files nobody needs to reach us; by SMTP everybody does."""
    grave = Verdict.FAIL if settings.NEWSLETTER_TRANSPORT == "smtp" else Verdict.WARN
    address = head.unsubscribe_url
    if RECIPIENT_TOKEN not in address:
        yield _fault(Verdict.FAIL, _("The address for leaving is not the reader’s own."), address)
    parts = urlsplit(address)
    if parts.scheme != "https":
        yield _fault(
            grave,
            _(
                "The address for leaving is not https, so that mail programs offer no button. "
                "Set PUBLIC_URL or FORMS_URL to an https address."
            ),
            f"{parts.scheme}://{parts.netloc}",
        )
    if not _is_public(parts.hostname or ""):
        yield _fault(
            grave,
            _(
                "Readers cannot reach the host of the address for leaving. "
                "Set PUBLIC_URL or FORMS_URL to the public host."
            ),
            parts.hostname or "",
        )


def _is_public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".local", ".localhost", ".internal"))


def _fault(verdict: Verdict, message: object, detail: str) -> Finding:
    return Finding(
        Check.SENDER,
        verdict,
        said(message),  # type: ignore[arg-type]  # a lazy translation
        details=(detail,) if detail else (),
    )
