"""Someone gives an address: its owner is asked once, by mail, whether that is meant.

What is answered to who asked is the same whatever is known of the address; only its owner's
mailbox tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import translation

from cms.addresses import form_address
from cms.notices.actions.notify import notify
from newsletter.actions.keep_wording import keep_wording
from newsletter.barred import is_barred
from newsletter.mailboxes import mailbox_of, normal_address
from newsletter.models import Audience, ConsentWording, SignUp, Subscriber, SubscriberLanguage
from newsletter.tokens import sign_up_token_for
from newsletter.wording import LETTER, MEDIA, wording

if TYPE_CHECKING:
    from datetime import datetime

#: Mails of confirmation to one mailbox: so many in so long, whoever asks.
LIMITS: Final = ((timedelta(hours=1), 1), (timedelta(days=1), 3))

MAIL: Final = "newsletter/mail/confirm"
MEDIA_MAIL: Final = "newsletter/mail/confirm_media"

_HOUR: Final = timedelta(hours=1)
#: Of PostgreSQL's advisory locks the one under which mails are given their turn.
_TURNS_LOCK: Final = 0x6D61696C73
#: Begins the key of the notice of a sign-up; its number follows.
NOTICE_KEY: Final = "newsletter.confirm:"


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for. `page_language` is that of the form: who wants both reads it.

    `audience` is None where the form did not ask for it: what is known of a reader then stays.
    `wording_day` says which of our wordings the form showed (`newsletter.wording`).
    """

    language: SubscriberLanguage
    page_language: str
    audience: Audience | None = Audience.INDIVIDUAL
    abroad: bool = False
    entity_id: int | None = None
    name: str = ""
    outlet: str = ""
    wording_day: str = ""


def subscribe(address: str, wish: Wish, now: datetime) -> None:
    """Has the owner of a valid address asked; within the limits, or not at all.

    Sends nothing that the asker wrote. While a link is on its way, a new wish takes the place
    of the one it confirms, and no second mail is sent before the limits allow it. Where more ask
    than NEWSLETTER_CONFIRMATIONS_HOUR, mails wait for their turn.
    """
    address = normal_address(address)
    mailbox = mailbox_of(address)
    with transaction.atomic():
        _one_at_a_time(mailbox)
        # The reader's row before those of their sign-ups, as whoever confirms or leaves locks them.
        subscriber, _made = Subscriber.objects.select_for_update(of=("self",)).get_or_create(
            email=address, defaults={"created_at": now, "status_at": now}
        )
        barred = is_barred(subscriber)
        if _too_often(mailbox, now):
            _wish_anew(subscriber, wish)
            return
        turn = _turn(now)
        sign_up = SignUp(
            subscriber=subscriber,
            mailbox=mailbox,
            asked_at=now,
            mail_at=None if barred else turn,
        )
        _write(wish, sign_up)
        sign_up.save()
        # For whoever may not be written to everything is done too, and the mail then taken back:
        # nobody can tell by the time.
        with transaction.atomic():
            _ask(sign_up, address, wish, turn, now)
            transaction.set_rollback(barred)


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


def _turn(now: datetime) -> datetime:
    """When one mail more may go: an hour after the one that is as many before as an hour has."""
    most = settings.NEWSLETTER_CONFIRMATIONS_HOUR
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURNS_LOCK])
    mailed = SignUp.objects.filter(mail_at__isnull=False).order_by("-mail_at")
    before = list(mailed.values_list("mail_at", flat=True)[most - 1 : most])
    return max(now, before[0] + _HOUR) if before and before[0] else now


def _wish_anew(subscriber: Subscriber, wish: Wish) -> None:
    """Whether its link is still good does not matter: one that is over confirms nothing."""
    waiting = SignUp.objects.filter(subscriber=subscriber, confirmed_at__isnull=True).last()
    if waiting is not None:
        _write(wish, waiting)
        waiting.save()


def _write(wish: Wish, sign_up: SignUp) -> None:
    sign_up.language, sign_up.audience = wish.language, wish.audience or ""
    sign_up.abroad, sign_up.entity_id = wish.abroad, wish.entity_id
    sign_up.name, sign_up.outlet = wish.name, wish.outlet
    sign_up.wording = _wording_of(wish)


def _wording_of(wish: Wish) -> ConsentWording:
    form = MEDIA if wish.audience == Audience.MEDIA else LETTER
    return keep_wording(wording(form, wish.page_language, wish.wording_day))


def _ask(sign_up: SignUp, address: str, wish: Wish, mail_at: datetime, now: datetime) -> None:
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
        due_at=mail_at if mail_at > now else None,
    )
