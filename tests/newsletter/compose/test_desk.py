"""The manager's desk: every change in both languages, as drafts, and nothing lost."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation
from wagtail import hooks
from wagtail.models import PageLogEntry

from blog.models import ArticlePage
from blog.posts import NewsKind
from cms.access.roles import Role
from cms.due import DUE_HOOK, DueGroup
from newsletter.actions.draft_issue import draft_issue
from newsletter.models import IssuePage, Mailing, MailingState
from tests.factories import blog as posts
from tests.factories import people
from tests.newsletter.compose.letters_desk import (
    KEY,
    NOON,
    OCTOBER,
    ask,
    at_desk,
    gathered,
    keys,
    letter,
    manager,
    month_url,
    pair,
    text_of,
)

if TYPE_CHECKING:
    from django.test import Client

    from cms.models import User
    from tests.house import House

pytestmark = pytest.mark.usefixtures("site")
INDEX = "newsletter_compose:index"
GATHER = "newsletter_compose:gather"


@pytest.fixture
def user(site: House) -> User:
    return manager()


@pytest.fixture
def desk(user: User) -> Client:
    return at_desk(user)


# --- months --------------------------------------------------------------------------------------


def test_a_month_is_gathered_by_one_button_into_both_languages(desk: Client) -> None:
    pair(posts.article_page)
    answer = desk.post(reverse(GATHER), {"month": KEY})
    assert answer["Location"] == month_url()
    pages = IssuePage.objects.filter(month=OCTOBER)
    assert {page.language for page in pages} == {"ar", "en"}
    assert not any(page.live for page in pages)
    assert "Letter of October 2025" in text_of(desk.get(month_url()))


def test_gathering_twice_makes_one_letter(desk: Client) -> None:
    pair(posts.article_page)
    for _ in range(2):
        desk.post(reverse(GATHER), {"month": KEY})
    assert IssuePage.objects.filter(month=OCTOBER).count() == 2


def test_a_month_without_publications_says_so(desk: Client) -> None:
    answer = desk.post(reverse(GATHER), {"month": KEY}, follow=True)
    assert "Nothing was published in October 2025" in text_of(answer)
    assert not IssuePage.objects.exists()


@pytest.mark.parametrize("month", ["", "2025", "2025-13", "2025-1", "0000-01", "x", "２０２５-10"])
def test_what_is_no_month_is_not_found(desk: Client, month: str) -> None:
    assert desk.post(reverse(GATHER), {"month": month}).status_code == 404
    if month:
        assert desk.get(month_url(month)).status_code == 404


@pytest.mark.parametrize(("language", "said"), [("en", "Draft"), ("ar", "مسودة")], ids=["en", "ar"])
def test_months_stand_with_their_state(now: datetime, language: str, said: str) -> None:
    gathered(now)
    assert said in text_of(at_desk(manager(language)).get(reverse(INDEX)))


def test_the_mailings_state_is_the_months(desk: Client, now: datetime) -> None:
    gathered(now)
    Mailing.objects.create(month=OCTOBER, state=MailingState.SCHEDULED, created_at=now)
    assert "Scheduled" in text_of(desk.get(reverse(INDEX)))
    assert "makes the approval void" in text_of(desk.get(month_url()))


# --- rights --------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
def test_managers_and_administrators_come_in_and_nobody_else(role: Role, now: datetime) -> None:
    issue = gathered(now)
    entity = people.entity() if role is Role.CONTRIBUTOR else None
    client = at_desk(people.user(role, entity=entity))
    inside = role in (Role.NEWSLETTER_MANAGER, Role.ADMINISTRATOR)
    for url in (reverse(INDEX), month_url()):
        assert (client.get(url).status_code == 200) == inside
    posts_ = [client.post(reverse(GATHER), {"month": KEY}), ask(client, "hide", item=_first())]
    for answer in posts_:
        assert (answer["Location"].endswith("/admin/")) != inside
    assert (letter().arrangement == issue.arrangement) != inside


def _first() -> str:
    return keys("articles")[0]


def test_nothing_is_changed_by_looking(desk: Client, now: datetime) -> None:
    issue = gathered(now)
    change = reverse("newsletter_compose:change", args=[KEY])
    for url in (change, reverse(GATHER)):
        assert desk.get(url, {"do": "hide", "month": KEY}).status_code == 405
        assert desk.head(url).status_code == 405
    assert letter().seen == issue.seen


# --- changes -------------------------------------------------------------------------------------


def test_an_item_moves_in_both_languages_and_the_focus_with_it(desk: Client, now: datetime) -> None:
    gathered(now)
    first, second = keys("articles")
    answer = ask(desk, "down", item=first)
    assert keys("articles") == [second, first]
    for page in letter().pages.values():
        shown = next(s for s in page.chosen_sections() if s.kind == "articles")
        assert [p.page_id for p in shown.pages] == [
            letter().arrangement.item(key).pages[page.language] for key in (second, first)
        ]
    body = desk.get(answer["Location"]).content.decode()
    button = body[body.index(f'id="down-{first}"') :]
    assert "autofocus" in button[: button.index(">")]


def test_every_change_is_a_revision_of_both_pages_with_its_author(
    desk: Client, user: User, now: datetime
) -> None:
    issue = gathered(now)
    ask(desk, "hide", item=_first())
    for code, page in letter().pages.items():
        assert page.latest_revision_id != issue.pages[code].latest_revision_id
        assert page.latest_revision.user == user
        entry = PageLogEntry.objects.filter(page=page.pk).latest("timestamp")
        assert (entry.action, entry.user) == ("wagtail.edit", user)


def test_a_change_does_not_touch_what_is_published(desk: Client, now: datetime) -> None:
    for page in gathered(now).pages.values():
        page.save_revision().publish()
    before = {p.pk: [s.pages for s in p.chosen_sections()] for p in IssuePage.objects.all()}
    ask(desk, "hide", item=_first())
    after = {p.pk: [s.pages for s in p.chosen_sections()] for p in IssuePage.objects.all()}
    assert after == before
    assert all(page.has_unpublished_changes for page in IssuePage.objects.all())


def test_an_item_is_pinned_left_out_and_brought_back(desk: Client, now: datetime) -> None:
    gathered(now)
    first, second = keys("articles")
    ask(desk, "pin", item=second)
    assert keys("articles") == [second, first]
    ask(desk, "hide", item=second)
    item = letter().arrangement.item(second)
    assert (item.pinned, item.hidden) == (True, True)
    for page in letter().pages.values():
        assert item.pages[page.language] not in page.all_chosen_ids()
    ask(desk, "show", item=second)
    ask(desk, "unpin", item=second)
    item = letter().arrangement.item(second)
    assert (item.pinned, item.hidden) == (False, False)


def test_the_words_of_each_language_take_the_place_of_the_summary(
    desk: Client, now: datetime
) -> None:
    gathered(now)
    key = _first()
    ask(desk, "word", item=key, blurb_ar="كلماتٌ «أخرى»\r\nوسطر", blurb_en="Other words")
    blurbs = {
        code: next(
            p.blurb
            for s in page.chosen_sections()
            for p in s.pages
            if p.page_id == letter().arrangement.item(key).pages[code]
        )
        for code, page in letter().pages.items()
    }
    assert blurbs == {"ar": "كلماتٌ «أخرى»\nوسطر", "en": "Other words"}
    assert "Other words" in text_of(desk.get(month_url()))


def test_words_that_are_too_long_are_kept_in_the_form_and_nothing_is_saved(
    desk: Client, now: datetime
) -> None:
    issue = gathered(now)
    answer = ask(desk, "word", item=_first(), blurb_ar="نص" * 300, blurb_en="Mine")
    assert answer.status_code == 422
    text = text_of(answer)
    assert "at most 400 letters, these are 600" in text
    assert "نص" * 300 in text
    assert "Mine" in text
    assert letter().seen == issue.seen


def test_an_item_moves_to_another_section(desk: Client, now: datetime) -> None:
    issue = gathered(now)
    key = _first()
    stories = next(s for s in issue.arrangement.sections if s.kind == "stories")
    ask(desk, "move", item=key, section=stories.id)
    assert keys("stories")[-1] == key
    ask(desk, "move", item=key, section=stories.id, place="0")
    assert keys("stories")[0] == key


def test_sections_move_and_are_called_something_else(desk: Client, now: datetime) -> None:
    issue = gathered(now)
    articles, stories = issue.arrangement.sections
    ask(desk, "section_up", section=stories.id)
    assert [s.id for s in letter().arrangement.sections] == [stories.id, articles.id]
    ask(desk, "title", section=stories.id, title_ar="نجاحات", title_en="What worked")
    for code, title in (("ar", "نجاحات"), ("en", "What worked")):
        assert letter().pages[code].chosen_sections()[0].title == title
    answer = ask(desk, "title", section=stories.id, title_ar="", title_en="x")
    assert (answer.status_code, letter().arrangement.section(stories.id).titles["en"]) == (
        422,
        "What worked",
    )


def test_the_column_is_chosen_in_both_languages_and_taken_out(desk: Client, now: datetime) -> None:
    gathered(now)
    column = pair(posts.column_page, month=OCTOBER, days=2)
    ask(desk, "column", item=str(column["ar"].translation_key))
    assert {c: p.column_id for c, p in letter().pages.items()} == {
        code: page.pk for code, page in column.items()
    }
    ask(desk, "column", item="")
    assert not any(page.column_id for page in letter().pages.values())


NOTE = {
    "kind": "announcements", "note": "", "title_ar": "إعلان", "text_ar": "نص", "url_ar": "",
    "title_en": "Notice", "text_en": "", "url_en": "https://u.ae/",
}  # fmt: skip
DATE = {
    "kind": "dates", "note": "", "day": "2025-11-03", "until": "2025-11-05", "title_ar": "ملتقى",
    "place_ar": "دبي", "url_ar": "", "title_en": "Forum", "place_en": "Dubai", "url_en": "",
}  # fmt: skip


def test_the_column_is_marked_where_readers_do_not_get_it(desk: Client, now: datetime) -> None:
    gathered(now)
    column = posts.column_page("ar", title="مقال وحيد", month=OCTOBER, published_at=NOON)
    ask(desk, "column", item=str(column.translation_key))
    assert "Not translated: readers of this language" in text_of(desk.get(month_url()))
    posts.column_page("en", of=column, month=OCTOBER, published_at=NOON)
    assert "was published after this was chosen" in text_of(desk.get(month_url()))
    ask(desk, "column", item=str(column.translation_key))
    assert "Not translated" not in text_of(desk.get(month_url()))
    column.unpublish()
    said = text_of(desk.get(month_url()))
    assert "No longer public: readers do not get it. مقال وحيد" in said


def test_a_column_of_long_ago_that_was_chosen_stays_chosen(desk: Client, now: datetime) -> None:
    gathered(now)
    old = pair(posts.column_page, days=-400, title="Of long ago")["ar"]
    ask(desk, "column", item=str(old.translation_key))
    shown = desk.get(month_url()).content.decode()
    assert f'<option value="{old.translation_key}" selected>' in shown


def test_announcements_and_dates_are_written_in_both_languages(desk: Client, now: datetime) -> None:
    gathered(now)
    ask(desk, "note", **NOTE)
    ask(desk, "note", **DATE)
    sections = {str(s.kind): s for s in letter().pages["en"].chosen_sections()}
    (notice,) = sections["announcements"].notes
    assert (notice.title, notice.url) == ("Notice", "https://u.ae/")
    (day,) = sections["dates"].notes
    assert (day.title, str(day.day), str(day.until), day.place) == (
        "Forum",
        "2025-11-03",
        "2025-11-05",
        "Dubai",
    )
    arabic = {str(s.kind): s for s in letter().pages["ar"].chosen_sections()}
    assert arabic["dates"].notes[0].title == "ملتقى"
    text = text_of(desk.get(month_url()))
    assert "3 November 2025" in text
    assert "3 نوفمبر 2025" in text


def test_a_note_is_changed_in_its_place_and_removed(desk: Client, now: datetime) -> None:
    gathered(now)
    for title in ("One", "Two"):
        ask(desk, "note", **NOTE | {"title_en": title})
    section = letter().arrangement.sections[-1]
    one, two = (note.id for note in section.notes)
    ask(desk, "note", **NOTE | {"note": one, "title_en": "First"})
    ask(desk, "note_down", note=one)
    titles = [n.texts["en"]["title"] for n in letter().arrangement.sections[-1].notes]
    assert titles == ["Two", "First"]
    ask(desk, "note_remove", note=two)
    ask(desk, "note_remove", note=one)
    assert "announcements" not in {s.kind for s in letter().arrangement.sections if s.notes}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (NOTE | {"title_ar": "", "title_en": ""}, "give it a title"),
        (NOTE | {"url_ar": "javascript:alert(1)"}, "no web address"),
        (NOTE | {"title_ar": "x" * 161}, "at most 160 letters"),
        (DATE | {"day": ""}, "A date needs a day"),
        (DATE | {"until": "2025-11-01"}, "before the first"),
        (DATE | {"day": "tomorrow"}, "this is no day"),
        (NOTE | {"kind": "news"}, "does not know what to do"),
    ],
)
def test_a_wrong_note_says_what_to_do_and_saves_nothing(
    desk: Client, now: datetime, wrong: dict[str, str], said: str
) -> None:
    issue = gathered(now)
    answer = ask(desk, "note", **wrong)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert letter().seen == issue.seen


@pytest.mark.parametrize("kind", ["announcements", "dates"])
def test_what_was_typed_into_a_new_note_that_is_refused_stands_in_its_form_again(
    desk: Client, now: datetime, kind: str
) -> None:
    gathered(now)
    form = re.search(
        rf'id="new-{kind}".*?name="note" value="([^"]+)"', desk.get(month_url()).content.decode(),
        re.DOTALL,
    )  # fmt: skip
    assert form
    note = {"kind": kind, "note": form[1], "title_ar": "عنوانٌ طويل", "url_ar": "no address"}
    refused = ask(desk, "note", **note)
    assert refused.status_code == 422
    folds = refused.content.decode().split("<details")
    (open_one,) = [fold for fold in folds if re.match(r"[^>]*\bopen\b", fold)]
    assert f'id="new-{kind}"' in open_one
    assert 'value="عنوانٌ طويل"' in open_one
    assert f'name="note" value="{form[1]}"' in open_one


# --- pulling in ----------------------------------------------------------------------------------


def test_a_page_published_later_is_offered_and_pulled_in(desk: Client, now: datetime) -> None:
    gathered(now)
    later = pair(posts.news_page, days=40, news_kind=NewsKind.TREND)
    key = str(later["ar"].translation_key)
    assert later["en"].title in text_of(desk.get(month_url()))
    ask(desk, "pull_in", item=key)
    assert keys("trends") == [key]
    assert letter().arrangement.item(key).pages == {c: p.pk for c, p in later.items()}
    assert "Everything published since" in text_of(desk.get(month_url()))


def test_an_older_page_is_found_by_search(desk: Client, now: datetime) -> None:
    gathered(now)
    pages = pair(posts.article_page, days=-300)
    old = pages["en"]
    old.title = "Aflaj and their water"
    old.save_revision().publish()
    text = text_of(desk.get(month_url(), {"q": "aflaj"}))
    assert "Aflaj and their water" in text


def test_a_draft_is_not_pulled_in(desk: Client, now: datetime) -> None:
    issue = gathered(now)
    draft = posts.article_page("en", live=False, published_at=NOON)
    assert ask(desk, "pull_in", item=str(draft.translation_key)).status_code == 422
    assert letter().seen == issue.seen


# --- what is wrong with an item ------------------------------------------------------------------


def test_an_item_without_a_translation_is_marked_in_the_other_language(
    desk: Client, now: datetime
) -> None:
    alone = posts.article_page("ar", published_at=NOON)
    draft_issue(OCTOBER, now)
    text = text_of(desk.get(month_url()))
    assert "Not translated: readers of this language do not get it." in text
    assert "One without a translation" in text
    assert alone.pk in letter().pages["ar"].all_chosen_ids()
    assert letter().pages["en"].all_chosen_ids() == []
    posts.article_page("en", of=alone, published_at=NOON)
    assert "Add the translation" in text_of(desk.get(month_url()))
    ask(desk, "translate", item=str(alone.translation_key))
    assert len(letter().pages["en"].all_chosen_ids()) == 1


def test_the_way_to_the_translation_is_shown_to_those_who_may_go_it(now: datetime) -> None:
    alone = posts.article_page("ar", published_at=NOON)
    draft_issue(OCTOBER, now)
    way = reverse("translating:pair", args=[alone.pk])
    administrator = people.user(Role.ADMINISTRATOR, language="en")
    assert way in at_desk(administrator).get(month_url()).content.decode()
    assert way not in at_desk(manager()).get(month_url()).content.decode()


def test_an_item_that_is_no_longer_public_is_marked(desk: Client, now: datetime) -> None:
    issue = gathered(now)
    page = ArticlePage.objects.get(pk=issue.arrangement.item(_first()).pages["en"])
    page.unpublish()
    assert "No longer public: readers do not get it." in text_of(desk.get(month_url()))


def test_the_desk_asks_no_more_for_many_items_than_for_few(
    desk: Client, now: datetime, django_assert_max_num_queries: Any
) -> None:
    gathered(now)
    desk.get(month_url())
    with django_assert_max_num_queries(90) as asked:
        desk.get(month_url())
        few = len(asked)
    for days in range(4):
        for make in (posts.news_page, posts.story_page):
            key = pair(make, days=days)["ar"].translation_key
            ask(desk, "pull_in", item=str(key))
    with django_assert_max_num_queries(few + 12):
        desk.get(month_url())


# --- the first screen ----------------------------------------------------------------------------


def due(user: User, at: datetime) -> list[Any]:
    with translation.override("en"):
        found = [item for hook in hooks.get_hooks(DUE_HOOK) for item in hook(user, at)]
    return [item for item in found if item.group == DueGroup.LETTER]


def test_the_first_screen_knows_this_months_letter(user: User, now: datetime) -> None:
    (item,) = due(user, NOON)
    assert (item.title, item.detail, item.url) == (
        "Letter of October 2025",
        "Not gathered yet",
        reverse(INDEX),
    )
    gathered(now)
    (item,) = due(user, NOON)
    assert (item.detail, item.url) == ("Draft", month_url())
    titles = [item.title for item in due(user, NOON + timedelta(days=31))]
    assert titles == ["Letter of October 2025", "Letter of November 2025"]
    Mailing.objects.create(month=OCTOBER, state=MailingState.SENT, created_at=now)
    assert [i.title for i in due(user, NOON + timedelta(days=31))] == ["Letter of November 2025"]
    assert due(people.user(Role.EDITOR), NOON) == []


@time_machine.travel(NOON, tick=True)
def test_it_stands_on_the_first_screen(user: User) -> None:
    page = text_of(at_desk(user).get(reverse("wagtailadmin_home")))
    assert "Letter of October 2025" in page
