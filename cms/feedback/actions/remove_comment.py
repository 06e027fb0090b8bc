"""An editor takes out the words of a reader; the vote stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from wagtail.log_actions import log

from cms.feedback.models import Rating

if TYPE_CHECKING:
    from cms.models import User

REMOVED: Final = "feedback.comment.remove"


@transaction.atomic
def remove_comment(rating: Rating, *, user: User) -> bool:
    """Whether there was one. The trail tells who did it and of which rating, not the words."""
    with_words = Rating.objects.filter(pk=rating.pk).exclude(comment="")
    done = with_words.update(comment="")
    if done:
        told = rating.page.specific if rating.page is not None else rating
        log(instance=told, action=REMOVED, user=user, data={"rating": rating.pk})
    return bool(done)
