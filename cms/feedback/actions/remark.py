"""A reader says, after a vote, what could be better."""

from __future__ import annotations

from cms.feedback.models import Rating
from cms.feedback.words import without_persons


def remark(rating_id: int, *, reason: str, comment: str) -> bool:
    """Whether there was such a rating. What was said with it before is replaced; silence is not."""
    said = {"reason": reason, "comment": without_persons(comment)}
    said = {name: value for name, value in said.items() if value}
    ratings = Rating.objects.filter(pk=rating_id)
    return bool(ratings.update(**said)) if said else ratings.exists()
