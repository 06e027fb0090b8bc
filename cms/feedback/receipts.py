"""What a reader holds after a vote: the right to say a word about it, for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

#: Long enough to write a few lines and be called away.
LASTS: Final = timedelta(hours=2)
#: The receipt of a form that a program filled in: valid, and of nothing.
NOTHING: Final = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    rating_id: int
    is_over: bool = False


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="feedback.receipt", sep=".")


def receipt_for(rating_id: int) -> str:
    """Letters, digits, "-", "_" and "."."""
    return _signer().sign(str(rating_id))


def read_receipt(text: str) -> Receipt | None:
    """None for a receipt that the house did not give."""
    signer = _signer()
    try:
        return Receipt(int(signer.unsign(text, max_age=LASTS)))
    except SignatureExpired:
        return Receipt(int(signer.unsign(text)), is_over=True)
    except BadSignature:
        return None
