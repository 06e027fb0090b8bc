"""Why can a rating not be taken, and what can the reader do? A closed list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` is that of HTTP (RFC 9110, section 15)."""

    status: int
    title: _StrPromise
    text: _StrPromise


class Trouble(Enum):
    UNREADABLE = Answer(
        400,
        _("Your answer could not be read"),
        _("The form was incomplete. Open the page again and choose your answer at its foot."),
    )
    FOREIGN = Answer(
        403,
        _("Your answer came from another site"),
        _("Answers are taken only from the pages of this site. Open the page here and try again."),
    )
    GONE = Answer(
        404,
        _("The page you rated is no longer here"),
        _("It was moved or taken down; your answer was not counted. The sections below lead on."),
    )
    OVER = Answer(
        410,
        _("The time for your comment is over"),
        _(
            "Your vote is counted. Comments are taken within two hours of it: open the page again, "
            "vote once more, and your comment goes with it."
        ),
    )
    TOO_FAST = Answer(
        429,
        _("Too many answers at once"),
        _("Many answers came from your network in a short time. Wait ten minutes and try again."),
    )
