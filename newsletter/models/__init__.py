"""What the newsletter stores."""

from __future__ import annotations

from .issues import IssuePage, NewsletterPage
from .subscribers import Subscriber, SubscriberLanguage, SubscriberStatus

__all__ = [
    "IssuePage",
    "NewsletterPage",
    "Subscriber",
    "SubscriberLanguage",
    "SubscriberStatus",
]
