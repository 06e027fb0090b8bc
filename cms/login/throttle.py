"""How often may someone try? Counted in the database, so that all processes count together.

A try is written down before it is evaluated: tries at the same moment cannot slip past the
limit. Whoever succeeds has the try back.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.crypto import salted_hmac

from cms.login.models import Tries, UsedCode

if TYPE_CHECKING:
    from datetime import datetime

#: After a day without a try, all is forgotten.
MEMORY: Final = timedelta(days=1)
#: How long a one-time code could still be valid somewhere, with room for slow clocks.
CODE_LIFE: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Limit:
    """`tries` failures, then a pause that doubles each time the limit is reached again."""

    name: str
    tries: int
    pause: timedelta

    def key(self, *subject: object) -> str:
        return _digest(self.name, *subject)


#: One account from one place, or from one browser that its owner has used before.
PAIR: Final = Limit("pair", 5, timedelta(minutes=5))
#: One account from everywhere else together: what many machines may try between them.
ACCOUNT: Final = Limit("account", 10, timedelta(minutes=15))
#: One place, whatever the account: lists of stolen passwords.
PLACE: Final = Limit("place", 50, timedelta(minutes=10))
#: One account's second factor, by someone who has its password.
CODE: Final = Limit("code", 5, timedelta(minutes=5))
#: Mails with a reset link to one account.
RESET: Final = Limit("reset", 3, timedelta(hours=1))


def folded(address: str) -> str:
    """An e-mail address as it is counted, however it is written."""
    return unicodedata.normalize("NFKC", address).strip().casefold()


def reserve(limit: Limit, *subject: object, now: datetime) -> bool:
    """Whether one more try may be evaluated; if so, it is already counted."""
    with transaction.atomic():
        key = limit.key(*subject)
        Tries.objects.get_or_create(key=key, defaults={"last_at": now})
        row = Tries.objects.select_for_update().get(key=key)
        if row.blocked_until is not None and now < row.blocked_until:
            return False
        if now - row.last_at > MEMORY:
            row.count = row.rounds = 0
        row.count += 1
        row.last_at = now
        row.blocked_until = None
        if row.count >= limit.tries:
            pause = min(limit.pause * 2 ** min(row.rounds, 16), MEMORY)
            row.blocked_until = now + pause
            row.count, row.rounds = 0, min(row.rounds + 1, 16)
        row.save()
    return True


def forgive(limit: Limit, *subject: object) -> None:
    """After success: nothing is left of the failures before it."""
    Tries.objects.filter(key=limit.key(*subject)).delete()


def give_back(limit: Limit, *subject: object) -> None:
    """Takes one successful try out of the count, and the pause it may have begun."""
    with transaction.atomic():
        row = Tries.objects.select_for_update().filter(key=limit.key(*subject)).first()
        if row is None:
            return
        if row.count:
            row.count -= 1
        elif row.blocked_until is not None:
            row.count, row.rounds, row.blocked_until = limit.tries - 1, row.rounds - 1, None
        row.save()


def use_once(user_id: int, code: str, *, now: datetime) -> bool:
    """Whether this is the first use of a one-time code; it never is again."""
    with transaction.atomic():
        key = _digest("used", user_id, "".join(code.split()))
        row, made = UsedCode.objects.select_for_update().get_or_create(
            key=key, defaults={"used_at": now}
        )
        if made:
            return True
        if now - row.used_at < CODE_LIFE:
            return False
        row.used_at = now  # the same digits by chance, in another time step
        row.save()
    return True


def forget(now: datetime) -> None:
    """Deletes what no longer limits anyone."""
    Tries.objects.filter(last_at__lt=now - 2 * MEMORY).delete()
    UsedCode.objects.filter(used_at__lt=now - MEMORY).delete()


def _digest(*parts: object) -> str:
    text = "\0".join(str(part) for part in parts)
    return salted_hmac("cms.login.throttle", text, algorithm="sha256").hexdigest()
