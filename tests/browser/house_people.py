"""One person of each role and language in the product's house, with something on their desk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.browser.product import manage

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD = "the-desk-of-the-house"

_PROGRAM = f"""
import json
from datetime import timedelta
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.users.models import UserProfile
from blog.models import ArticlePage
from cms.access.roles import Role
from cms.desk.jobs import check_pages
from cms.models import Entity, User
from newsletter.models import IssuePage
now = timezone.now()
articles = list(ArticlePage.objects.filter(live=True).order_by("pk")[:8])
if not User.objects.filter(email="editor-ar@house.example").exists():
    house = Entity.objects.order_by("pk").first()
    for role in Role:
        for language in ("ar", "en"):
            email = f"{{role.value}}-{{language}}@house.example"
            one = User.objects.create_user(email, {PASSWORD!r})
            one.first_name = "نورة" if language == "ar" else "Noura"
            if role == Role.CONTRIBUTOR:
                one.entity = house
            one.save()
            one.groups.set(Group.objects.filter(name=role.group_name))
            profile = UserProfile.get_for_user(one)
            profile.preferred_language = language
            profile.save()
    for language in ("ar", "en"):
        writer = User.objects.get(email=f"editor-{{language}}@house.example")
        for page in articles[:3]:
            page.save_revision(user=writer)
        draft = articles[3].specific
        foreign = {{"ar": "We listen first and then decide.", "en": "نصغي أولا ثم نقرر معا."}}
        draft.summary = foreign[draft.locale.language_code]
        draft.save_revision(user=writer)
    waiting = articles[4]
    waiting.save_revision(user=writer)
    waiting.get_workflow().start(waiting, writer)
    planned = articles[5]
    planned.go_live_at = now + timedelta(hours=30)
    planned.save_revision(user=writer, approved_go_live_at=planned.go_live_at)
    # Of no issue: a letter that shows it could not be scheduled for a later day.
    chosen = {{pk for issue in IssuePage.objects.all() for pk in issue.all_chosen_ids()}}
    others = ArticlePage.objects.filter(live=True).exclude(pk__in=chosen).order_by("published_at")
    ArticlePage.objects.filter(pk=others[0].pk).update(expire_at=now + timedelta(hours=30))
    check_pages(now)
print("ARTICLE", json.dumps(articles[3].pk))
"""


def add_people(var: Path) -> int:
    """Fills `var` once; gives the number of an article with a draft that has faults."""
    out = manage(var, "shell", stdin=_PROGRAM)
    line = next(line for line in out.splitlines() if line.startswith("ARTICLE "))
    number: int = json.loads(line.removeprefix("ARTICLE "))
    return number


def address_of(role: str, language: str) -> str:
    return f"{role}-{language}@house.example"
