"""What a reader's own links carry: a signed number, good for one purpose only.

Signed and not stored; each salt is of one purpose, so the token opens no other door. When the
link of a sign-up ends, its row says.
"""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "newsletter.subscription"
SIGN_UP_SALT = "newsletter.sign-up"
CLICK_SALT = "newsletter.click"
CALL_SALT = "newsletter.call"
STAY_SALT = "newsletter.stay"
BEGAN_SALT = "newsletter.began"
DATA_SALT = "newsletter.data"

#: Stands in test letters where readers have their own: it opens a page that says so.
TEST_TOKEN = "test-letter"  # noqa: S105 - everyone may know it


def token_for(subscriber_id: int) -> str:
    return _signed(subscriber_id, SALT)


def subscriber_id_of(token: str) -> int | None:
    """The id the token was made for, or None for a token that is not ours."""
    return _number(token, SALT)


def sign_up_token_for(sign_up_id: int) -> str:
    return _signed(sign_up_id, SIGN_UP_SALT)


def sign_up_id_of(token: str) -> int | None:
    """The sign-up the token confirms, or None for a token that is not ours."""
    return _number(token, SIGN_UP_SALT)


def stay_token_for(subscriber_id: int, left_at: datetime) -> str:
    """Takes back one leaving: that of the second `left_at`."""
    said = f"{subscriber_id}-{int(left_at.timestamp())}"
    return signing.Signer(salt=STAY_SALT).sign(said).replace(":", ".")


def data_token_for(subscriber_id: int, made_at: datetime) -> str:
    """Opens what is held about someone; goes to their mailbox alone, and says when it was made."""
    said = f"{subscriber_id}-{int(made_at.timestamp())}"
    return signing.Signer(salt=DATA_SALT).sign(said).replace(":", ".")


def data_link_of(token: str) -> tuple[int, datetime] | None:
    """The subscriber's id and when the link was made, or None for a token that is not ours."""
    return _number_and_moment(token, DATA_SALT)


def leaving_of(token: str) -> tuple[int, datetime] | None:
    """The subscriber's id and when they left, or None for a token that is not ours."""
    return _number_and_moment(token, STAY_SALT)


def _number_and_moment(token: str, salt: str) -> tuple[int, datetime] | None:
    try:
        said = signing.Signer(salt=salt).unsign(token.replace(".", ":"))
        number, _dash, second = said.partition("-")
        return int(number), datetime.fromtimestamp(int(second), UTC)
    except (signing.BadSignature, ValueError):
        return None


def began_token(now: datetime) -> str:
    """Goes with a form that was drawn at `now`: nobody fills one in within a second."""
    return signing.Signer(salt=BEGAN_SALT).sign(str(int(now.timestamp())))


def begun_at(token: str) -> datetime | None:
    """When the form was drawn, to the second, or None for a token that is not ours."""
    try:
        return datetime.fromtimestamp(int(signing.Signer(salt=BEGAN_SALT).unsign(token)), UTC)
    except (signing.BadSignature, ValueError):
        return None


def call_token_for(recipient_id: int) -> str:
    return _signed(recipient_id, CALL_SALT)


def call_recipient_id_of(token: str) -> int | None:
    """The recipient of a call the token was made for, or None for a token that is not ours."""
    return _number(token, CALL_SALT)


def click_token_for(link_id: int, variant: str) -> str:
    """For a link of a mailing in one edition: the same for all its readers.

    Short, for a letter holds dozens: 96 bits of HMAC-SHA-256, RFC 2104, section 5.
    """
    said = f"{link_id}.{variant}"
    return f"{said}.{_seal(said, settings.SECRET_KEY)}"


def click_of(token: str) -> tuple[int, str] | None:
    """The link's id and the edition, or None for a token that is not ours."""
    match = _CLICK.fullmatch(token)
    if match is None:
        return None
    said = f"{match['link']}.{match['variant']}"
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if not any(constant_time_compare(match["seal"], _seal(said, key)) for key in keys):
        return None
    return int(match["link"]), match["variant"]


_CLICK = re.compile(r"(?P<link>[0-9]{1,18})\.(?P<variant>[a-z]{1,8})\.(?P<seal>[A-Za-z0-9_-]{16})")


def _seal(said: str, key: str | bytes) -> str:
    digest = salted_hmac(CLICK_SALT, said, secret=key, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:12]).decode()


def _signed(number: int, salt: str) -> str:
    return signing.Signer(salt=salt).sign(str(number)).replace(":", ".")


def _number(token: str, salt: str) -> int | None:
    try:
        return int(signing.Signer(salt=salt).unsign(token.replace(".", ":")))
    except (signing.BadSignature, ValueError):
        return None
