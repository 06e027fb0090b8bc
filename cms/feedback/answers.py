"""What may a reader answer? Closed lists, and one text of limited length."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

#: Letters of a comment, a line end being one.
LONGEST_COMMENT: Final = 600


class Vote(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")


class Reason(TextChoices):
    HARD_TO_FIND = "hard-to-find", _("It was hard to find")
    NOT_CLEAR = "not-clear", _("The text is not clear")
    OUT_OF_DATE = "out-of-date", _("The information is out of date")
    NO_ANSWER = "no-answer", _("It does not answer my question")
    TECHNICAL = "technical", _("There is a technical problem")
    OTHER = "other", _("Another reason")
