"""Proofs of work as a browser would send them, for forms that a test fills in."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import altcha
from django.utils import timezone

from newsletter.proof import challenge

if TYPE_CHECKING:
    from datetime import datetime

#: Numbers that a test counts to at once; a browser's are from 10,000 on.
FEW = 3


def solved(asked: dict[str, Any]) -> str:
    """The answer to a challenge, found by counting."""
    question = altcha.Challenge.from_dict(asked)
    solution = altcha.solve_challenge(question)
    assert solution is not None
    return altcha.Payload(question, solution).to_base64()


def proof(now: datetime | None = None) -> str:
    """One of the product's own, with a small number."""
    return solved(challenge(now or timezone.now(), least=0, most=FEW))


def changed(answer: str, **parameters: Any) -> str:
    """The answer with other parameters of its challenge than were signed."""
    sent = json.loads(base64.b64decode(answer))
    sent["challenge"]["parameters"] |= parameters
    return base64.b64encode(json.dumps(sent).encode()).decode()
