"""The editor's form, filled in and sent as the browser sends it."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail.users.models import UserProfile

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from cms.models import ContentPage, Topic, User

_ERRORS = re.compile(
    r'data-contentpath="([\w-]+)"\s*>\s*<div class="w-field__errors"[^>]*>(.*?)</div>', re.DOTALL
)
_TAG = re.compile("<[^>]+>")
SUMMARY = "ملخص طويل كتبته المحررة ولا تريد أن تكتبه مرة أخرى."
PARAGRAPH = "فقرة كتبتها المحررة في نصف ساعة."


def speak(user: User, language: str) -> None:
    """Sets the language in which the admin answers `user`."""
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()


def filled(*, topics: tuple[Topic, ...] = (), **fields: Any) -> dict[str, Any]:
    """An article's form with a summary and a paragraph; `fields` overwrites."""
    data = {
        "title": "مقال عن المشاركة",
        "summary": SUMMARY,
        "slug": "",
        "seo_title": "",
        "search_description": "",
        "image": "",
        "entity": "",
        "published_at": "",
        "go_live_at": "",
        "expire_at": "",
        "page_authors": inline_formset([]),
        "page_topics": inline_formset([{"topic": topic.pk} for topic in topics]),
        "comments": inline_formset([]),
        "body": streamfield([("paragraph", rich_text(f"<p>{PARAGRAPH}</p>"))]),
        "action-publish": "action-publish",
    }
    return dict(nested_form_data(data | fields))


def column(**fields: Any) -> dict[str, Any]:
    """The same for a column; `month` is a day of it, as the field takes it."""
    return filled(statements=streamfield([]), **fields)


def add(editing: Client, parent: ContentPage, kind: str, data: dict[str, Any]) -> HttpResponse:
    """Sends the form for a new page; `kind` is "app/model"."""
    address = reverse("wagtailadmin_pages:add", args=[*kind.split("/"), parent.pk])
    return editing.post(address, data)  # type: ignore[return-value]  # the test client's own type


def errors_of(answer: Any) -> dict[str, str]:
    """The messages beside the fields as the page shows them, by the name of the field."""
    assert answer.status_code == 200, f"accepted: {answer.get('Location')}"
    found = {}
    for name, errors in _ERRORS.findall(answer.content.decode()):
        text = " ".join(unescape(_TAG.sub(" ", errors)).split())
        if text:
            found[name] = text
    return found


def assert_nothing_lost(answer: Any, *texts: str) -> None:
    """What was typed is still in the form."""
    shown = unescape(answer.content.decode())
    for text in texts:
        # A body is handed to the editor's script as JSON.
        assert text in shown or json.dumps(text).strip('"') in shown.replace("\\\\", "\\"), text
