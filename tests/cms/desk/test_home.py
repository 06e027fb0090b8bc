"""The admin's first screen: what waits for whom, and what does not show."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail import hooks
from wagtail.models import Page

from cms.access.roles import Role
from cms.desk.due import page_items
from cms.desk.home import actions_for, due_for
from cms.due import ACTIONS_HOOK, DUE_HOOK, DueGroup, DueItem, QuickAction
from tests.factories.blog import article_page, news_page
from tests.factories.people import contributor, entity, user

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from cms.models import ContentPage, User
    from tests.house import House

pytestmark = pytest.mark.usefixtures("site")


def draft(language: str, by: User, **fields: Any) -> ContentPage:
    page = article_page(language, live=False, owner=by, **fields)
    page.save_revision(user=by)
    return page


def items(who: User, group: DueGroup, now: datetime) -> list[DueItem]:
    return [item for item in page_items(who, now) if item.group == group]


def screen(client: Client, who: User) -> str:
    client.force_login(who)
    answer = client.get(reverse("wagtailadmin_home"))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def hooked(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Registers a feature's function for the test alone."""

    def register(name: str, function: Any) -> None:
        known = hooks.get_hooks
        monkeypatch.setattr(
            hooks,
            "get_hooks",
            lambda asked: [*known(asked), function] if asked == name else known(asked),
        )

    return register


def test_my_drafts_wait_for_me_and_nobody_elses(now: datetime) -> None:
    writer, other = user(Role.EDITOR), user(Role.EDITOR)
    mine = draft("ar", writer, title="مسودتي")
    draft("ar", other, title="مسودة غيري")
    (item,) = items(writer, DueGroup.DRAFT, now)
    assert (item.title, item.language, item.page_id) == ("مسودتي", "ar", mine.pk)
    assert item.url == reverse("wagtailadmin_pages:edit", args=[mine.pk])


def test_a_page_of_another_that_i_edited_last_is_mine_to_finish(now: datetime) -> None:
    writer, other = user(Role.EDITOR), user(Role.EDITOR)
    page = article_page("en", owner=other)
    page.title = "With changes"
    page.save_revision(user=writer)
    (item,) = items(writer, DueGroup.DRAFT, now)
    assert item.title == "With changes"


def test_at_most_eight_drafts_the_last_touched_first(now: datetime) -> None:
    writer = user(Role.EDITOR)
    pages = [draft("ar", writer) for _number in range(10)]
    found = [item.page_id for item in items(writer, DueGroup.DRAFT, now)]
    assert found == [page.pk for page in reversed(pages)][:8]


def test_what_was_sent_waits_for_those_who_decide_and_for_them_alone(now: datetime) -> None:
    writer, reviewer = contributor(), user(Role.REVIEWER)
    page = draft("ar", writer, entity=writer.entity, title="مقال الجهة")
    page.get_workflow().start(page, writer)
    (item,) = items(reviewer, DueGroup.APPROVAL, now)
    assert (item.title, item.page_id) == ("مقال الجهة", page.pk)
    assert not items(writer, DueGroup.APPROVAL, now)
    assert not items(user(Role.TRANSLATOR), DueGroup.APPROVAL, now)
    with translation.override("en"):
        (mine,) = items(writer, DueGroup.DRAFT, now)
    assert mine.detail == "Sent, waiting for a decision"


def test_a_page_i_decide_on_is_not_among_my_drafts_as_well(now: datetime) -> None:
    writer = user(Role.EDITOR)
    page = draft("ar", writer)
    page.get_workflow().start(page, writer)
    assert [item.group for item in page_items(writer, now)] == [DueGroup.APPROVAL]


def test_changes_asked_for_are_urgent(now: datetime) -> None:
    writer, editor = contributor(), user(Role.EDITOR)
    page = draft("ar", writer, entity=writer.entity)
    state = page.get_workflow().start(page, writer)
    state.current_task_state.reject(user=editor)
    (item,) = items(writer, DueGroup.DRAFT, now)
    assert item.urgent


def test_what_goes_out_this_week_is_shown_with_its_moment(now: datetime) -> None:
    writer = user(Role.EDITOR)
    for days in (2, 9):
        page = draft("ar", writer, title=f"بعد {days}")
        page.go_live_at = now + timedelta(days=days)
        page.save_revision(user=writer, approved_go_live_at=page.go_live_at)
    (item,) = items(writer, DueGroup.SCHEDULED, now)
    assert (item.title, item.at) == ("بعد 2", now + timedelta(days=2))
    assert not items(writer, DueGroup.DRAFT, now)


def test_a_schedule_that_was_missed_is_trouble(now: datetime) -> None:
    writer = user(Role.EDITOR)
    page = draft("ar", writer)
    page.go_live_at = now - timedelta(hours=1)
    page.save_revision(user=writer, approved_go_live_at=page.go_live_at)
    (item,) = items(writer, DueGroup.TROUBLE, now)
    assert item.urgent


def test_what_readers_lose_within_two_weeks_is_shown(now: datetime) -> None:
    article_page("ar", title="قريب", expire_at=now + timedelta(days=13))
    article_page("ar", title="بعيد", expire_at=now + timedelta(days=15))
    article_page("ar", title="مضى", expire_at=now - timedelta(days=1))
    assert [i.title for i in items(user(Role.EDITOR), DueGroup.EXPIRING, now)] == ["قريب"]


def test_a_contributor_hears_nothing_of_other_entities(client: Client, now: datetime) -> None:
    mine, theirs = entity(), entity()
    writer, editor = contributor(of=mine), user(Role.EDITOR)
    for owner, title in ((mine, "لنا"), (theirs, "سرّ غيرنا")):
        article_page("ar", title=f"{title} ينتهي", entity=owner, expire_at=now + timedelta(days=2))
        page = draft("ar", editor, title=f"{title} يُنشر", entity=owner)
        page.go_live_at = now + timedelta(days=1)
        page.save_revision(user=editor, approved_go_live_at=page.go_live_at)
    text = screen(client, writer)
    assert "لنا ينتهي" in text
    assert "لنا يُنشر" in text
    assert "سرّ غيرنا" not in text


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_title_bears_its_own_language_and_direction(client: Client, language: str) -> None:
    writer = user(Role.EDITOR, language=language)
    draft("ar", writer, title="عنوان عربي")
    draft("en", writer, title="An English title")
    text = screen(client, writer)
    assert '<bdi lang="ar" dir="rtl">عنوان عربي</bdi>' in text
    assert '<bdi lang="en" dir="ltr">An English title</bdi>' in text


def test_someone_with_nothing_to_do_is_told_so(client: Client) -> None:
    assert "desk-empty" in screen(client, user(Role.REVIEWER))


def test_roles_and_entity_stand_under_the_greeting(client: Client) -> None:
    house = entity(name={"ar": "وزارة الخدمات", "en": "Ministry of Services"})
    text = screen(client, contributor(of=house, language="en", first_name="Salem"))
    assert "Salem" in text
    assert "Entity contributors" in text
    assert "Ministry of Services" in text


def test_a_feature_that_fails_takes_only_its_own_lines_with_it(
    client: Client, hooked: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(who: User, now: datetime) -> list[DueItem]:
        raise RuntimeError("the table is not there")

    hooked(DUE_HOOK, broken)
    hooked(ACTIONS_HOOK, lambda who: 1 / 0)
    writer = user(Role.EDITOR)
    draft("ar", writer, title="مسودتي")
    text = screen(client, writer)
    assert "مسودتي" in text
    assert "desk-unread" in text
    assert "due items" in caplog.text
    assert "quick actions" in caplog.text


def test_a_page_that_a_feature_speaks_of_is_not_named_twice(hooked: Any, now: datetime) -> None:
    writer = user(Role.EDITOR)
    by_url, by_number, own = (draft("ar", writer) for _number in range(3))
    edit = reverse("wagtailadmin_pages:edit", args=[by_url.pk])
    hooked(
        DUE_HOOK,
        lambda who, now: [
            DueItem(DueGroup.INVITATION, "دعوة", edit),
            DueItem(DueGroup.COLUMN, "عمود", "/admin/elsewhere/", page_id=by_number.pk),
        ],
    )
    groups = {group.group: group for group in due_for(writer, now).groups}
    assert [line.item.page_id for line in groups[DueGroup.DRAFT].first] == [own.pk]
    assert list(groups) == [DueGroup.COLUMN, DueGroup.INVITATION, DueGroup.DRAFT]


def test_what_is_urgent_comes_first_and_what_does_not_fit_opens_below(
    client: Client, hooked: Any, now: datetime
) -> None:
    many = [
        DueItem(DueGroup.TRANSLATION, f"صفحة {n}", f"/admin/x/{n}/", urgent=n == 6)
        for n in range(7)
    ]
    hooked(DUE_HOOK, lambda who, now: many)
    who = user(Role.EDITOR)
    (group,) = (g for g in due_for(who, now).groups if g.group == DueGroup.TRANSLATION)
    assert group.first[0].item.title == "صفحة 6"
    assert (len(group.first), len(group.more), group.count) == (5, 2, 7)
    assert screen(client, who).count("/admin/x/") == 7


def test_titles_are_text_and_never_markup(client: Client, hooked: Any) -> None:
    title = "<script>alert(1)</script>"
    hooked(DUE_HOOK, lambda who, now: [DueItem(DueGroup.DRAFT, title, "/admin/", detail=title)])
    text = screen(client, user(Role.EDITOR))
    assert title not in text
    assert "&lt;script&gt;alert(1)" in text


def test_the_number_of_queries_does_not_depend_on_how_much_is_due(
    client: Client, now: datetime
) -> None:
    writer = user(Role.EDITOR)

    def some() -> None:
        for _number in range(4):
            draft("ar", writer)
            waiting = draft("ar", writer)
            waiting.get_workflow().start(waiting, writer)
            page = draft("en", writer)
            page.go_live_at = now + timedelta(days=1)
            page.save_revision(user=writer, approved_go_live_at=page.go_live_at)
            news_page("ar", expire_at=now + timedelta(days=3))
            Page.objects.filter(pk=article_page("ar").pk).update(
                locked=True, locked_by=writer, locked_at=now
            )

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            screen(client, writer)
        return len(queries)

    some()
    screen(client, writer)
    few = count()
    some()
    some()
    assert count() <= few
    assert few < 130


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.EDITOR, {"articlepage", "newspage", "storypage"}),
        (Role.CONTRIBUTOR, {"articlepage", "newspage", "storypage"}),
        (Role.ADMINISTRATOR, {"articlepage", "newspage", "storypage"}),
        (Role.TOOLKIT_MANAGER, {"resourcepage"}),
        (Role.NEWSLETTER_MANAGER, set()),
        (Role.REVIEWER, set()),
        (Role.DIRECTOR_GENERAL, set()),
        (Role.TRANSLATOR, set()),
    ],
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_each_role_has_its_buttons_and_each_opens(
    client: Client, site: House, role: Role, expected: set[str], language: str
) -> None:
    who = contributor() if role == Role.CONTRIBUTOR else user(role)
    client.force_login(who)
    with translation.override(language):
        actions = actions_for(who)
    adding = [action.url for action in actions if "/add/" in action.url]
    assert {url.split("/")[5] for url in adding} == expected
    for action in actions:
        if not action.post:
            assert client.get(action.url).status_code == 200, action.url
    sections = {Page.objects.get(pk=int(url.split("/")[6])).locale.language_code for url in adding}
    assert sections <= {language}


def test_a_button_that_changes_something_is_a_form(client: Client, hooked: Any) -> None:
    hooked(
        ACTIONS_HOOK,
        lambda who: [QuickAction("ابدأ", "/admin/begin/", post=True, order=1)],
    )
    text = screen(client, user(Role.EDITOR))
    form = text[text.index('action="/admin/begin/"') :][:400]
    assert 'method="post"' in form
    assert "csrfmiddlewaretoken" in form
    assert text.index("/admin/begin/") < text.index("articlepage")


def test_wagtails_own_panels_are_gone(client: Client) -> None:
    text = screen(client, user(Role.ADMINISTRATOR))
    assert "w-summary__list" not in text
    assert "recent-edits" not in text
