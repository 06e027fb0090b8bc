"""A manager at the desk of a month, and what was published in it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.test import Client
from django.urls import reverse

from cms.access.roles import Role
from newsletter.actions.draft_issue import draft_issue
from newsletter.month_issue import MonthIssue, month_issue
from tests.factories import blog as posts
from tests.factories import people

if TYPE_CHECKING:
    from cms.models import ContentPage, User

DUBAI = ZoneInfo("Asia/Dubai")
OCTOBER = date(2025, 10, 1)
NOON = datetime(2025, 10, 15, 12, tzinfo=DUBAI)
KEY = "2025-10"


def pair(make: Any, *, days: int = 0, **fields: Any) -> dict[str, ContentPage]:
    """A page and its translation, published in October."""
    fields.setdefault("published_at", NOON + timedelta(days=days))
    arabic = make("ar", **fields)
    kept = {name: value for name, value in fields.items() if name in ("entity", "news_kind")}
    english = make("en", of=arabic, published_at=fields["published_at"], **kept)
    return {"ar": arabic, "en": english}


def manager(language: str = "en") -> User:
    return people.user(Role.NEWSLETTER_MANAGER, language=language)


def at_desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def gathered(now: datetime) -> MonthIssue:
    """October's letter with two articles and one story, each with its translation."""
    pair(posts.article_page)
    pair(posts.article_page, days=1)
    pair(posts.story_page)
    draft_issue(OCTOBER, now)
    return letter()


def letter() -> MonthIssue:
    issue = month_issue(OCTOBER)
    assert issue is not None
    return issue


def keys(kind: str) -> list[str]:
    return [
        item.key
        for section in letter().arrangement.sections
        if section.kind == kind
        for item in section.items
    ]


def month_url(key: str = KEY) -> str:
    return reverse("newsletter_compose:month", args=[key])


def ask(client: Client, do: str, *, seen: str = "", **data: Any) -> Any:
    """Sends a form of the desk, made from the letter as it is now unless `seen` is given."""
    url = reverse("newsletter_compose:change", args=[KEY])
    return client.post(url, {"do": do, "seen": seen or letter().seen, **data})


def text_of(answer: Any) -> str:
    """What the page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())
