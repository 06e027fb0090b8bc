"""A proof of work: a browser's tenth of a second, which a million posts would have to pay too.

The ALTCHA protocol, version 2, with SHA-256 (https://altcha.org/docs/v2/): the server chooses a
number, gives its hash's first half, and signs both; who sends a form has counted up to it. Nothing
is stored until a proof is used (`newsletter.actions.spend_proof`).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import altcha
from django.utils.crypto import salted_hmac

#: How long a challenge may be answered.
CHALLENGE_LIFE: Final = timedelta(minutes=20)
#: The number lies between: a desk counts to it in some 40 ms, a phone in 0.1 to 0.3 s.
LEAST: Final = 10_000
MOST: Final = 30_000
#: Longest answer that is read; an honest one has 700 characters.
LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Proof:
    """One that holds. `digest` is the same for every use of one challenge."""

    digest: str
    expires_at: datetime


def challenge(now: datetime, *, least: int = LEAST, most: int = MOST) -> dict[str, Any]:
    """A new one as JSON, good from `now` for `CHALLENGE_LIFE`; its number is below `most`."""
    number = least + secrets.randbelow(most - least)
    made = altcha.create_challenge(
        "SHA-256",
        1,
        counter=number,
        expires_at=int((now + CHALLENGE_LIFE).timestamp()),
        hmac_secret=_key("challenge"),
        hmac_key_secret=_key("answer"),
    )
    return made.to_dict()


def proof_in(answer: str, now: datetime) -> Proof | None:
    """What was sent as a proof, read; None for one that is altered, invented or too old.

    Whether it was used before is not known here.
    """
    try:
        sent = json.loads(base64.b64decode(answer[:LONGEST], validate=True))
        payload = altcha.Payload.from_dict(sent)
        expires_at = datetime.fromtimestamp(int(payload.challenge.parameters.expires_at or 0), UTC)
        if expires_at <= now:
            return None
        verdict = altcha.verify_solution(payload, _key("challenge"), hmac_key_secret=_key("answer"))
    except (
        binascii.Error, ArithmeticError, AttributeError, KeyError, OSError, RecursionError,
        TypeError, ValueError,
    ):  # fmt: skip
        return None  # JSON of any shape may come in
    if not verdict.verified:
        return None
    signature = str(payload.challenge.signature)
    return Proof(hashlib.sha256(signature.lower().encode()).hexdigest(), expires_at)


def _key(purpose: str) -> bytes:
    return salted_hmac(f"newsletter.proof.{purpose}", "", algorithm="sha256").digest()
