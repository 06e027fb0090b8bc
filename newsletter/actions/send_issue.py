"""Hands a published issue to a transport, one message a subscriber."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from newsletter.actions.compose import languages_of, letter_of
from newsletter.letter import Sender
from newsletter.models import IssuePage, Subscriber
from newsletter.rendering.identity import message_id, recipient_digest
from newsletter.rendering.message import Addressee, MessageTemplate, message_template
from newsletter.rendering.mjml import render_html
from newsletter.rendering.plain import render_plain
from newsletter.tokens import token_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from newsletter.transports.base import Transport


class NotPublished(Exception):
    """The month has no published issue in a language that subscribers read."""


@dataclass(frozen=True, slots=True)
class Sent:
    """`skipped` counts readers none of whose languages has the issue."""

    sent: int
    skipped: int


def send_issue(
    month: date,
    transport: Transport,
    now: datetime,
    *,
    progress: Callable[[int], None] = lambda done: None,
) -> Sent:
    """The month's issue to every active subscriber, in their language or in both.

    Rendered once for each language, never for each reader. Run again it gives every message
    the Message-ID it had, so that a transport that knows it does not double it. Raises
    NotPublished, RenderError, TransportError.
    """
    public = IssuePage.objects.public_live(now).filter(month=month.replace(day=1))
    public = public.select_related("locale")
    issues = {issue.language: issue for issue in public}
    if not issues:
        raise NotPublished(month)
    sender = sender_of_settings()
    templates: dict[str, MessageTemplate] = {}
    sent = skipped = 0
    domain = sender.address.rpartition("@")[2]
    secret = settings.SECRET_KEY.encode()
    for subscriber in Subscriber.objects.active().iterator():
        variant = subscriber.language
        if not any(language in issues for language in languages_of(variant)):
            skipped += 1
            continue
        if variant not in templates:
            letter = letter_of(issues, variant, sender, now)
            templates[variant] = message_template(
                letter, html=render_html(letter), plain=render_plain(letter)
            )
        addressee = Addressee(
            address=subscriber.email,
            token=token_for(subscriber.pk),
            message_id=message_id(
                f"{month:%Y-%m}",
                recipient_digest(subscriber.email, secret),
                secret=secret,
                domain=domain,
            ),
        )
        message = templates[variant].address_to(addressee, date=timezone.localtime(now))
        transport.send(message, subscriber.email)
        sent += 1
        progress(sent)
    return Sent(sent, skipped)


def sender_of_settings() -> Sender:
    """Who sends, from MAIL_FROM; the list is named after the public host (RFC 2919)."""
    match = re.fullmatch(r"\s*(.*?)\s*<([^<>]+)>\s*", settings.DEFAULT_FROM_EMAIL)
    name, address = match.groups() if match else ("", settings.DEFAULT_FROM_EMAIL)
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    domain = host if "." in host else address.rpartition("@")[2]
    return Sender(name=name, address=address, list_id=f"newsletter.{domain}")
