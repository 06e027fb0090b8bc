"""Someone gives an address: its owner is asked once, by mail, whether that is meant.

What is answered to who asked is the same whatever is known of the address; only its owner's
mailbox tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction
from django.urls import reverse
from django.utils import translation

from cms.addresses import form_address
from cms.notices.actions.notify import notify
from newsletter.mailboxes import mailbox_of
from newsletter.models import Audience, SignUp, Subscriber, SubscriberLanguage
from newsletter.tokens import sign_up_token_for

if TYPE_CHECKING:
    from datetime import datetime

#: Mails of confirmation to one mailbox: so many in so long, whoever asks.
LIMITS: Final = ((timedelta(hours=1), 1), (timedelta(days=1), 3))

MAIL: Final = "newsletter/mail/confirm"
MEDIA_MAIL: Final = "newsletter/mail/confirm_media"

#: Begins the key of the notice of a sign-up; its number follows.
NOTICE_KEY: Final = "newsletter.confirm:"


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for. `page_language` is that of the form: who wants both reads it."""

    language: SubscriberLanguage
    page_language: str
    audience: Audience = Audience.INDIVIDUAL
    name: str = ""
    outlet: str = ""


def subscribe(address: str, wish: Wish, now: datetime) -> None:
    """Has the owner of a valid address asked; within the limits, or not at all.

    Sends nothing that the asker wrote. While a link is on its way, a new wish takes the place
    of the one it confirms, and no second mail is sent before the limits allow it.
    """
    address = address.strip().lower()
    mailbox = mailbox_of(address)
    with transaction.atomic():
        _one_at_a_time(mailbox)
        # The reader's row before those of their sign-ups, as whoever confirms or leaves locks them.
        subscriber, _made = Subscriber.objects.select_for_update().get_or_create(email=address)
        if _too_often(mailbox, now):
            _wish_anew(subscriber, wish, now)
            return
        sign_up = SignUp.objects.create(
            subscriber=subscriber,
            mailbox=mailbox,
            language=wish.language,
            audience=wish.audience,
            name=wish.name,
            outlet=wish.outlet,
            asked_at=now,
        )
        _ask(sign_up, address, wish, now)


def _one_at_a_time(mailbox: str) -> None:
    """Of two who ask at the same moment the second finds the first's mail counted.

    A mailbox has several spellings and no row of its own that could be locked. On SQLite a
    transaction that writes has the database for itself.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            number = int(mailbox[:16], 16) - 2**63
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def _too_often(mailbox: str, now: datetime) -> bool:
    sent = SignUp.objects.filter(mailbox=mailbox)
    return any(sent.filter(asked_at__gt=now - span).count() >= most for span, most in LIMITS)


def _wish_anew(subscriber: Subscriber, wish: Wish, now: datetime) -> None:
    waiting = SignUp.objects.open(now).filter(subscriber=subscriber).last()
    if waiting is not None:
        waiting.language, waiting.audience = wish.language, wish.audience
        waiting.name, waiting.outlet = wish.name, wish.outlet
        waiting.save(update_fields=["language", "audience", "name", "outlet"])


def _ask(sign_up: SignUp, address: str, wish: Wish, now: datetime) -> None:
    both = wish.language == SubscriberLanguage.BOTH
    language = wish.page_language if both else str(wish.language)
    with translation.override(language):
        link = form_address(reverse("subscribe_confirm", args=[sign_up_token_for(sign_up.pk)]))
    notify(
        f"{NOTICE_KEY}{sign_up.pk}",
        recipient=address,
        language=language,
        template=MEDIA_MAIL if wish.audience == Audience.MEDIA else MAIL,
        context={"link": link},
        now=now,
    )
