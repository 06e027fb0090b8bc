"""What speaks for a person at a form? A proof of work, or else the time that it took to fill it in.

Whoever has no script gets the page with what they wrote once more, drawn at a time that is signed,
and sends it after a moment: two requests and seconds of waiting for each sign-up of a machine too.
"""

from __future__ import annotations

from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING, Final

from newsletter.actions.spend_proof import spend_proof
from newsletter.proof import proof_in
from newsletter.tokens import begun_at

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.forms import SignUpForm

#: Nobody reads and presses faster; by whole seconds, which is what is signed.
LEAST_TIME: Final = timedelta(seconds=2)
#: What was drawn longer ago is not taken as evidence, lest one page serve for ever.
MOST_TIME: Final = timedelta(hours=6)


class Evidence(Enum):
    PROOF = "proof"
    TIME = "time"
    HASTE = "haste"
    NONE = "none"


def evidence_in(form: SignUpForm, now: datetime) -> Evidence:
    """Uses the proof up, so that it is good for no other sign-up."""
    proof = proof_in(form.sent("proof"), now)
    if proof is not None and spend_proof(proof):
        return Evidence.PROOF
    began = begun_at(form.sent("began"))
    if began is None or not began <= now <= began + MOST_TIME:
        return Evidence.NONE
    return Evidence.TIME if now - began >= LEAST_TIME else Evidence.HASTE
