"""What the newsletter stores."""

from __future__ import annotations

from .issues import IssuePage, NewsletterPage
from .sign_ups import SignUp
from .subscribers import Audience, Subscriber, SubscriberLanguage, SubscriberStatus

__all__ = [
    "Audience",
    "IssuePage",
    "NewsletterPage",
    "SignUp",
    "Subscriber",
    "SubscriberLanguage",
    "SubscriberStatus",
]
