"""When the demo's letter went out: by the house's own rules, whatever day it is made."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from newsletter.actions.schedule import calendar
from newsletter.demo.mailings import sending_moment
from newsletter.sending_days import refusal
from tests.newsletter.mailings.letters import DUBAI

if TYPE_CHECKING:
    from collections.abc import Iterable


def days() -> Iterable[datetime]:
    first = datetime(2026, 11, 22, 12, 0, tzinfo=DUBAI)
    return [first + timedelta(days=number) for number in range(0, 400, 3)]


@pytest.mark.django_db
def test_the_letter_of_the_demo_went_out_in_the_past_at_a_moment_that_may_be() -> None:
    rules = calendar()
    for now in (*days(), datetime(2027, 1, 1, 0, 30, tzinfo=DUBAI)):
        at = sending_moment(now)
        assert at <= now
        assert refusal(at, at - timedelta(days=1), rules) is None
        assert now - at < timedelta(days=40)
