"""Whoever asks what is held about them gets a link at their own address, and nowhere else.

A letter that was passed on holds its reader's links. They choose and leave, which can be taken
back; what is held, and the end of it, is the business of the mailbox's owner alone (threat row 7).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils import translation

from cms.addresses import form_address
from cms.notices.actions.notify import notify
from cms.notices.models import Notice
from newsletter.models import Subscriber
from newsletter.tokens import data_token_for

if TYPE_CHECKING:
    from datetime import datetime

MAIL: Final = "newsletter/mail/data_link"
LINK_LIFE: Final = timedelta(days=1)
#: Mails to one reader while a link is good, whoever asks who holds a letter of theirs.
MOST_A_DAY: Final = 3

#: Begins the key of the notice; the subscriber and the hour follow.
NOTICE_KEY: Final = "newsletter.data-link:"


def send_data_link(subscriber_id: int, language: str, now: datetime) -> None:
    """One mail an hour and three a day, however often it is asked for; to those who left too.

    `language` is that of the page on which it was asked for.
    """
    subscriber = Subscriber.objects.filter(pk=subscriber_id).first()
    if subscriber is None:
        return
    key = f"{NOTICE_KEY}{subscriber.pk}:"
    of_today = Notice.objects.filter(key__startswith=key, created_at__gt=now - LINK_LIFE)
    if of_today.count() >= MOST_A_DAY:
        return
    with translation.override(language):
        link = form_address(reverse("own_data", args=[data_token_for(subscriber.pk, now)]))
    notify(
        f"{key}{now:%Y%m%d%H}",
        recipient=subscriber.email,
        language=language,
        template=MAIL,
        context={"link": link},
        now=now,
    )
