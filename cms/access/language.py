"""In which language is a user addressed?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from wagtail.users.models import UserProfile

if TYPE_CHECKING:
    from cms.models import User


def language_of(user: User) -> str:
    """The language of the user's admin: their own choice, else the house's first."""
    profile = UserProfile.objects.filter(user=user).first()
    chosen = profile.preferred_language if profile else ""
    return chosen if chosen in dict(settings.LANGUAGES) else str(settings.LANGUAGE_CODE)
