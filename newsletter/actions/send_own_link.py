"""A subscriber who asked the house gets the link to their preferences, at their address alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from cms.addresses import form_address
from cms.notices.actions.notify import notify
from newsletter.models import SubscriberLanguage
from newsletter.segmenting import written_to
from newsletter.tokens import token_for

if TYPE_CHECKING:
    from datetime import datetime

MAIL: Final = "newsletter/mail/own_link"

#: Begins the key of the notice; the subscriber and the hour follow.
NOTICE_KEY: Final = "newsletter.own-link:"


def send_own_link(subscriber_id: int, now: datetime) -> bool:
    """Whether it was sent, or was in this hour already; only active ones are written to."""
    subscriber = written_to().filter(pk=subscriber_id).first()
    if subscriber is None:
        return False
    both = subscriber.language == SubscriberLanguage.BOTH
    language = settings.LANGUAGE_CODE if both else subscriber.language
    with translation.override(language):
        link = form_address(reverse("subscription", args=[token_for(subscriber.pk)]))
    notify(
        f"{NOTICE_KEY}{subscriber.pk}:{now:%Y%m%d%H}",
        recipient=subscriber.email,
        language=language,
        template=MAIL,
        context={"link": link},
        now=now,
    )
    return True
