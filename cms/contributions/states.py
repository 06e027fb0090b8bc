"""How far is an invited entity? A closed list of states, and what each still allows."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.role_grants import CONTRIBUTED
from cms.teaser import Kind


class ContributionState(models.TextChoices):
    INVITED = "invited", _("Invited")
    OPENED = "opened", _("Draft begun")
    SUBMITTED = "submitted", _("Submitted")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    ACCEPTED = "accepted", _("Accepted")
    PUBLISHED = "published", _("Published")
    DECLINED = "declined", _("Declined by the editors")
    REFUSED = "refused", _("The entity cannot contribute")
    CANCELLED = "cancelled", _("Cancelled")


S = ContributionState

#: The entity has something to do; these are reminded.
WITH_THE_ENTITY: Final = (S.INVITED, S.OPENED, S.CHANGES_REQUESTED)
#: "Open the draft" may make one: also for those who changed their mind.
OPENABLE: Final = (*WITH_THE_ENTITY, S.REFUSED)
#: The entity may still say that it cannot.
REFUSABLE: Final = WITH_THE_ENTITY
#: The editors may decline what was sent.
DECIDABLE: Final = (S.SUBMITTED, S.CHANGES_REQUESTED)
#: Nothing was sent yet, so that a cancelled invitation ends here.
UNSENT: Final = (S.INVITED, S.OPENED)
#: An approval counts from any state but these.
PAST_SUBMISSION: Final = (S.ACCEPTED, S.PUBLISHED)

_KIND_LABELS: Final = {
    Kind.ARTICLE: _("Article"),
    Kind.STORY: _("Success story"),
    Kind.NEWS: _("News item"),
}

KIND_CHOICES: Final = [(kind.value, _KIND_LABELS[kind]) for kind in CONTRIBUTED]
