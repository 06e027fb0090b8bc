"""Prints as JSON what comes of readers' doors that are used at the same moment, on PostgreSQL.

`python -m tests.postgresql.at_once`, with the settings and the database of the environment.
Nothing that it writes is kept.
"""

from __future__ import annotations

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import django

if TYPE_CHECKING:
    from collections.abc import Callable

ADDRESSES = "@at-once.example"
LIMIT = 30.0  # seconds
_POLL = 0.05


def while_open(
    first: Callable[[], object], other: Callable[[], object], last: Callable[[], object]
) -> Any:
    """What `other` gives, begun after `first` and before `last` of one transaction.

    `last` is not done before `other` has come to its end, or to a lock that it waits for.
    """
    from django.db import connection, transaction

    def beside() -> object:
        try:
            return other()
        finally:
            connection.close()  # a thread has its own

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            answer = pool.submit(beside)
            deadline = time.monotonic() + LIMIT
            while not answer.done() and not _somebody_waits():
                if time.monotonic() > deadline:
                    raise TimeoutError("the other neither ended nor waited")
                time.sleep(_POLL)  # between two looks at another connection
            last()
        return answer.result(timeout=LIMIT)


def _somebody_waits() -> bool:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def article_of(month: date) -> Any:
    """A public article dated in that month."""
    from django.utils import timezone

    from tests.factories.blog import article_page

    noon = datetime(month.year, month.month, 15, 12, tzinfo=timezone.get_default_timezone())
    return article_page("ar", published_at=noon)


def items_at_once() -> dict[str, int]:
    """Two who open a month's call, clocks that remind, and windows that send one form."""
    from django.utils import timezone

    from cms.models import Entity
    from cms.notices.models import Notice
    from newsletter.actions.open_call import open_call
    from newsletter.actions.remind_entities import remind_entities
    from newsletter.actions.submit_item import submit_item
    from newsletter.models import CallRecipient, EntityContact, EntityItem, ItemCall

    zone = timezone.get_default_timezone()
    opening, reminding = (datetime(2099, 1, day, 9, tzinfo=zone) for day in (5, 20))
    contact = EntityContact.objects.create(
        entity=Entity.objects.order_by("pk")[0], name="X", email=f"items{ADDRESSES}"
    )
    ours = EntityItem.objects.filter(contact=contact)

    def open_month() -> object:
        return open_call(
            month=opening.date(),
            deadline=date(2099, 1, 22),
            guidance="",
            contacts=[contact],
            opened_by=None,
            now=opening,
        )

    def remind() -> None:
        remind_entities(reminding)

    def send() -> object:
        recipient = CallRecipient.objects.get(contact=contact)
        return submit_item(recipient, {"title_en": "A", "text_en": "B"}, None, UUID(int=1), opening)

    def mails(event: str) -> int:
        sent = Notice.objects.filter(recipient=contact.email)
        return sent.filter(template=f"newsletter/mail/{event}").count()

    try:
        for act in (open_month, remind, send):
            while_open(act, act, lambda: None)
        return {
            "mails of a call that two open": mails("call"),
            "reminders of two clocks": mails("call_reminder"),
            "items of a form that two windows send": ours.count(),
        }
    finally:
        ours.delete()
        ItemCall.objects.filter(recipients__contact=contact).delete()
        contact.delete()


def main() -> None:
    django.setup()
    from django.db import connection
    from django.utils import timezone

    from cms.notices.models import Notice
    from newsletter.actions.confirm import confirm
    from newsletter.actions.draft_issue import draft_issue
    from newsletter.actions.leave import leave
    from newsletter.actions.subscribe import Wish, subscribe
    from newsletter.models import (
        IssuePage,
        SignUp,
        StatusReason,
        Subscriber,
        SubscriberLanguage,
        SubscriberStatus,
    )

    now = timezone.now()
    wish = Wish(SubscriberLanguage.ARABIC, "ar")

    def mails_to(*locals_: str) -> int:
        first, second = (f"{local}{ADDRESSES}" for local in locals_)
        while_open(
            lambda: subscribe(first, wish, now),
            lambda: subscribe(second, wish, now),
            lambda: None,
        )
        return Notice.objects.filter(recipient__in=[first, second]).count()

    def confirmed_by_who_leaves() -> list[object]:
        subscribe(f"leaving{ADDRESSES}", wish, now)
        sign_up = SignUp.objects.get(subscriber__email=f"leaving{ADDRESSES}")
        reader = Subscriber.objects.filter(pk=sign_up.subscriber_id)
        confirmed = while_open(
            lambda: reader.update(status=SubscriberStatus.ACTIVE),
            lambda: confirm(sign_up.pk, now),
            lambda: leave(sign_up.subscriber_id, StatusReason.UNSAID, now),
        )
        return [confirmed, reader.get().status]

    def letters_gathered() -> int:
        month = date(2099, 1, 1)
        made = article_of(month)
        try:
            while_open(
                lambda: draft_issue(month, now), lambda: draft_issue(month, now), lambda: None
            )
            count: int = IssuePage.objects.filter(month=month).count()
            return count
        finally:
            while page := IssuePage.objects.filter(month=month).first():
                page.delete()  # the other language's goes along
            made.delete()

    try:
        found = {
            "vendor": connection.vendor,
            "mails to two spellings of a mailbox": mails_to("reader+1", "reader+2"),
            "mails to two mailboxes": mails_to("one", "another"),
            "who leaves while the button is pressed": confirmed_by_who_leaves(),
            "pages of a letter that two gather": letters_gathered(),
            **items_at_once(),
        }
    finally:
        Subscriber.objects.filter(email__endswith=ADDRESSES).delete()
        Notice.objects.filter(recipient__endswith=ADDRESSES).delete()
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
