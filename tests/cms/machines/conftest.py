"""A house with enough in it that every kind of address exists, in both languages."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from cms.export.plan import plan
from cms.models import SiteIdentity
from tests.cms.machines.head import HeadRead
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import newsletter
from tests.factories import toolkit as guides

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

DUBAI = ZoneInfo("Asia/Dubai")
#: More than one page of a list.
MANY = 21


def fill() -> None:
    """Long lists in Arabic, shorter ones in English, and rows with hardly a word of their own."""
    _named()
    topic, entity = made.topic(), made.entity(description={"ar": "", "en": ""})
    person = made.person(entity=entity)
    made.person(name={"ar": "كاتب", "en": "Writer"}, role={"ar": "كاتب", "en": "Writer"})
    made.topic(description={"ar": "ما يخص الخدمات.", "en": "All about services."})
    for number in range(MANY):
        day = datetime(2025, 3, 10, 12, tzinfo=DUBAI) + timedelta(hours=number)
        posts.article_page("ar", topics=[topic], authors=[person], entity=entity, published_at=day)
    for make in (posts.article_page, posts.story_page, guides.resource_page, posts.news_page):
        arabic = make("ar", topics=[topic], entity=entity, summary=f"ملخص {make.__name__}")
        make("en", of=arabic, topics=[topic], entity=entity, summary=f"Summary {make.__name__}")
    column = posts.column_page("ar", authors=[person])
    posts.column_page("en", of=column, authors=[person], month=column.month)
    issue = newsletter.issue_page("ar", summary="عدد الشهر")
    newsletter.issue_page("en", of=issue, month=issue.month)
    made.standard_page("en", of=made.standard_page("ar"))


def _named() -> None:
    identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    identity.name = {"ar": "البرزة", "en": "Barza"}
    identity.tagline = {
        "ar": "مجلس الحكومة الرقمية المفتوح لكل من يهمه الأمر",
        "en": "The open council of digital government for everyone",
    }
    identity.save()


@pytest.fixture(scope="package")
def heads(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, HeadRead]:
    """The head of every public page, by its site-relative address: asked for once."""
    found = {}
    with django_db_blocker.unblock(), transaction.atomic():
        fill()
        client = Client()
        for output in plan(timezone.now()):
            if output.path.endswith(".html") and output.status == 200:
                found[output.url] = HeadRead(client.get(output.url))
        transaction.set_rollback(True)
    return found
