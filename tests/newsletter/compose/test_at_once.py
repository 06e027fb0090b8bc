"""Two managers at one letter: whoever is late is told, loses nothing, and may ask again."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from cms.access.roles import Role
from newsletter.models import IssuePage
from tests.factories import blog as posts
from tests.factories import people
from tests.newsletter.compose.letters_desk import (
    KEY,
    ask,
    at_desk,
    gathered,
    keys,
    letter,
    manager,
    pair,
    text_of,
)

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from tests.house import House


def hidden_fields(answer: Any) -> dict[str, str]:
    """Of the form that asks for the same again."""
    body = answer.content.decode()
    start = body.index("compose-head__actions")
    form = body[start : body.index("</form>", start)]
    pattern = r'<input type="hidden" name="([^"]+)" value="([^"]*)">'
    fields = re.findall(pattern, form)
    return {n: unescape(v) for n, v in fields if n != "csrfmiddlewaretoken"}


@pytest.fixture
def two(site: House) -> tuple[Client, Client]:
    return at_desk(manager()), at_desk(manager("ar"))


def test_the_late_one_sees_both_and_may_do_it_all_the_same(
    two: tuple[Client, Client], now: datetime
) -> None:
    quick, late = two
    seen = gathered(now).seen
    first = keys("articles")[0]
    ask(quick, "word", item=first, blurb_ar="السابق", blurb_en="Quicker", seen=seen)
    between = letter().seen
    answer = ask(late, "word", item=first, blurb_ar="اللاحق", blurb_en="Later", seen=seen)
    assert answer.status_code == 409
    assert letter().seen == between, "a form that came too late changed something"
    text = text_of(answer)
    for words in ("السابق", "Quicker", "اللاحق", "Later"):
        assert words in text
    again = late.post(reverse("newsletter_compose:change", args=[KEY]), hidden_fields(answer))
    assert again.status_code == 302
    assert letter().arrangement.item(first).blurbs == {"ar": "اللاحق", "en": "Later"}


def test_another_change_than_the_late_ones_is_not_undone_by_it(
    two: tuple[Client, Client], now: datetime
) -> None:
    quick, late = two
    seen = gathered(now).seen
    first, second = keys("articles")
    ask(quick, "hide", item=second, seen=seen)
    answer = ask(late, "down", item=first, seen=seen)
    late.post(reverse("newsletter_compose:change", args=[KEY]), hidden_fields(answer))
    assert keys("articles") == [second, first]
    assert letter().arrangement.item(second).hidden


def test_the_late_one_is_told_by_whom(site: House, now: datetime) -> None:
    issue = gathered(now)
    quick = people.user(Role.NEWSLETTER_MANAGER, first_name="Noura", last_name="Salem")
    ask(at_desk(quick), "hide", item=keys("articles")[0], seen=issue.seen)
    answer = ask(at_desk(manager()), "hide", item=keys("articles")[1], seen=issue.seen)
    assert "Noura Salem saved this letter after you had opened it" in text_of(answer)


def test_a_save_in_the_editor_of_one_page_counts_too(
    two: tuple[Client, Client], now: datetime
) -> None:
    seen = gathered(now).seen
    page = letter().pages["en"]
    page.title = "Another title"
    page.save_revision()
    assert ask(two[0], "hide", item=keys("articles")[0], seen=seen).status_code == 409
    assert letter().pages["en"].title == "Another title"


def test_a_form_sent_twice_writes_one_announcement(
    two: tuple[Client, Client], now: datetime
) -> None:
    seen = gathered(now).seen
    note = {"kind": "announcements", "note": "9a3bd7f2-9a4b-4f3c-8d4e-111111111111"}
    words = {"title_ar": "إعلان", "title_en": "Notice"}
    ask(two[0], "note", seen=seen, **note, **words)
    answer = ask(two[0], "note", seen=seen, **note, **words)
    assert answer.status_code == 409
    two[0].post(reverse("newsletter_compose:change", args=[KEY]), hidden_fields(answer))
    assert len(letter().arrangement.sections[-1].notes) == 1


def test_what_someone_removed_meanwhile_is_said(two: tuple[Client, Client], now: datetime) -> None:
    seen = gathered(now).seen
    answer = ask(two[0], "hide", item="no-such-item", seen=seen)
    assert answer.status_code == 409
    assert "removed this from the letter meanwhile" in text_of(answer)


def test_words_for_what_someone_removed_meanwhile_are_told_again(
    two: tuple[Client, Client], now: datetime
) -> None:
    seen = gathered(now).seen
    words = {"blurb_ar": "كلمات كُتبت سدى", "blurb_en": "Written in vain"}
    answer = ask(two[0], "word", item="no-such-item", seen=seen, **words)
    assert answer.status_code == 409
    for text in words.values():
        assert text in text_of(answer)


def test_who_corrects_refused_words_still_answers_to_what_they_had_seen(
    two: tuple[Client, Client], now: datetime
) -> None:
    quick, late = two
    seen = gathered(now).seen
    first = keys("articles")[0]
    ask(quick, "word", item=first, blurb_ar="السابق", blurb_en="Quicker", seen=seen)
    refused = ask(late, "word", item=first, blurb_ar="ن" * 500, blurb_en="Later", seen=seen)
    assert refused.status_code == 422
    assert f'name="seen" value="{seen}"' in refused.content.decode()
    again = ask(late, "word", item=first, blurb_ar="قصير", blurb_en="Later", seen=seen)
    assert again.status_code == 409
    assert "Quicker" in text_of(again)


def test_a_page_that_someone_locked_is_left_alone(
    two: tuple[Client, Client], now: datetime
) -> None:
    issue = gathered(now)
    IssuePage.objects.filter(pk=issue.pages["ar"].pk).update(
        locked=True, locked_by=people.user(Role.EDITOR), locked_at=now
    )
    answer = ask(two[0], "hide", item=keys("articles")[0])
    assert answer.status_code == 409
    assert "locked" in text_of(answer)
    pair(posts.article_page)
    answer = two[0].post(reverse("newsletter_compose:gather"), {"month": KEY}, follow=True)
    assert "locked" in text_of(answer)
    assert letter().seen == issue.seen
