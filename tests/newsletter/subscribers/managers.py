"""A newsletter manager at the desk, and subscribers with their proofs."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from cms.access.roles import Role
from newsletter.mailboxes import address_digest
from newsletter.models import (
    Consent,
    ConsentBasis,
    ConsentSource,
    Suppression,
    SuppressionReason,
)
from tests.factories import people

if TYPE_CHECKING:
    from cms.models import User
    from newsletter.models import Subscriber

DUBAI = ZoneInfo("Asia/Dubai")
NOW = datetime(2026, 11, 23, 9, tzinfo=DUBAI)


def manager(language: str = "en") -> User:
    return people.user(Role.NEWSLETTER_MANAGER, language=language)


def desk(user: User | None = None, *, proved: bool = True) -> Client:
    """A browser in which the user is logged in; `proved` a moment ago, or long before."""
    client = Client()
    user = user or manager()
    client.force_login(user)
    if proved:
        session = client.session
        session["account_authentication_methods_user"] = str(user.pk)
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session.save()
    return client


def address(name: str, *args: Any, **query: Any) -> str:
    """Of a screen about the list; `query` is its filter."""
    url = reverse(f"newsletter_subscribers:{name}", args=args)
    parts = [
        f"{key}={one}"
        for key, value in query.items()
        for one in (value if isinstance(value, (list, tuple)) else [value])
    ]
    return f"{url}?{'&'.join(parts)}" if parts else url


def shown(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def told(answer: Any) -> str:
    """The messages that the answer leaves for the next screen."""
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def consent(subscriber: Subscriber, source: ConsentSource, **fields: Any) -> Consent:
    return Consent.objects.create(
        **{
            "subscriber": subscriber,
            "address": subscriber.address,
            "language": "ar",
            "source": source,
            "basis": ConsentBasis.ASKED,
            "given_at": NOW - timedelta(days=30),
        }
        | fields
    )


def suppressed(email: str, reason: SuppressionReason) -> Suppression:
    return Suppression.objects.create(address=address_digest(email), reason=reason, at=NOW)
