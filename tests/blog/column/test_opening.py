"""One button opens the month's column, ready to be written, and never a second one."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from i18nfield.strings import LazyI18nString
from wagtail import hooks
from wagtail.models import PageLogEntry

from blog.actions.open_column import open_column
from blog.column.defaults import ColumnDefaults
from blog.column.month import following, this_month
from blog.column.pattern import title_of, validate_pattern
from blog.models import ColumnPage
from cms.access.roles import Role
from cms.dates import month_name
from cms.due import ACTIONS_HOOK
from tests.blog.column.setting import office
from tests.conftest import DUBAI
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import people

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House

OPEN = "barza_column_open"


@pytest.fixture
def defaults(site: House) -> ColumnDefaults:
    row = ColumnDefaults.objects.create(
        author=made.person(entity=made.entity()), empty_statements=3, due_day=5
    )
    row.topics.set([made.topic(), made.topic()])
    return row


def the_column(month: date) -> ColumnPage:
    page: ColumnPage = ColumnPage.objects.get(month=month)
    return page


def test_the_button_leads_to_a_column_ready_to_be_written(
    defaults: ColumnDefaults, client: Client, now: datetime
) -> None:
    user = office()
    client.force_login(user)
    answer = client.post(reverse(OPEN))
    page: Any = the_column(this_month(now))
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not page.live
    assert page.owner == user
    assert page.language == "ar"
    assert page.title == f"مقال المدير العام: {month_name(this_month(now), 'ar')}"
    assert [row.person for row in page.page_authors.all()] == [defaults.author]
    assert page.entity == defaults.author.entity  # type: ignore[union-attr]  # made above
    assert {row.topic for row in page.page_topics.all()} == set(defaults.topics.all())
    assert len(page.statements) == 3
    assert page.statements_list == []
    assert client.get(answer["Location"]).status_code == 200


def test_its_first_revision_has_all_of_it(defaults: ColumnDefaults, now: datetime) -> None:
    page: Any = open_column(this_month(now), "ar", None, now).page
    draft = page.get_latest_revision_as_object()
    assert draft.title == page.title
    assert len(draft.statements) == 3
    assert draft.page_authors.count() == 1
    assert draft.page_topics.count() == 2


def test_the_log_says_once_who_began_it(site: House, now: datetime) -> None:
    user = office()
    page = open_column(this_month(now), "ar", user, now).page
    entries = PageLogEntry.objects.filter(page=page.pk, action="wagtail.create")
    assert [entry.user for entry in entries] == [user]


def test_pressed_again_it_leads_to_the_same_page(
    site: House, client: Client, now: datetime
) -> None:
    client.force_login(office())
    first, second = client.post(reverse(OPEN)), client.post(reverse(OPEN))
    assert first["Location"] == second["Location"]
    assert ColumnPage.objects.count() == 1


def test_a_column_made_by_hand_is_the_one_that_opens(
    site: House, client: Client, now: datetime
) -> None:
    page = posts.column_page("ar", month=this_month(now), live=False)
    client.force_login(office())
    assert str(page.pk) in client.post(reverse(OPEN))["Location"]
    assert ColumnPage.objects.count() == 1


def test_when_this_months_is_published_it_says_so_and_offers_the_next(
    site: House, client: Client, now: datetime
) -> None:
    posts.column_page("ar", month=this_month(now))
    client.force_login(office())
    answer = client.post(reverse(OPEN), follow=True)
    text = answer.content.decode()
    upcoming = following(this_month(now))
    assert f'value="{upcoming:%Y-%m}"' in text
    client.post(reverse(OPEN), {"month": f"{upcoming:%Y-%m}"})
    assert not the_column(upcoming).live


@pytest.mark.parametrize("month", ["1999-01", "2099-01", "soon", "2026-13", "٢٠٢٦-١١"])
def test_only_this_month_and_the_next_can_be_begun(site: House, client: Client, month: str) -> None:
    with time_machine.travel(datetime(2026, 11, 10, tzinfo=DUBAI), tick=False):
        client.force_login(office())
        assert client.post(reverse(OPEN), {"month": month}).status_code == 302
    assert not ColumnPage.objects.exists()


def test_it_opens_by_post_only(site: House, client: Client) -> None:
    client.force_login(office())
    assert client.get(reverse(OPEN)).status_code == 405
    assert not ColumnPage.objects.exists()


@pytest.mark.parametrize("role", list(Role))
def test_only_the_office_and_the_editors_have_the_button(
    role: Role, site: House, client: Client
) -> None:
    user = people.contributor() if role == Role.CONTRIBUTOR else people.user(role)
    allowed = role in {Role.DIRECTOR_GENERAL, Role.EDITOR, Role.ADMINISTRATOR}
    client.force_login(user)
    client.post(reverse(OPEN))
    assert ColumnPage.objects.exists() == allowed
    offered = [
        action
        for hook in hooks.get_hooks(ACTIONS_HOOK)
        for action in hook(user)
        if action.url == reverse(OPEN)
    ]
    assert bool(offered) == allowed
    assert all(action.post for action in offered)
    assert (client.get(reverse("barza_column")).status_code == 200) == allowed


def test_without_defaults_there_is_a_column_too(site: House, now: datetime) -> None:
    page = open_column(this_month(now), "en", None, now).page
    assert page.title == f"From the Director-General: {month_name(this_month(now), 'en')}"
    assert page.language == "en"


def test_without_a_section_it_says_what_to_do(site: House, client: Client) -> None:
    posts.column_index_page("ar").delete()
    client.force_login(office())
    answer: Any = client.post(reverse(OPEN))
    assert answer.status_code == 302
    assert list(get_messages(answer.wsgi_request))
    assert not ColumnPage.objects.exists()


# -- the pattern of the title ------------------------------------------------------------------


@pytest.mark.parametrize("pattern", ["{month}", "كلمة {month} {year}", "Column", "{{month}}", ""])
def test_a_sound_pattern_is_taken(pattern: str) -> None:
    validate_pattern(pattern)


@pytest.mark.parametrize(
    "pattern", ["{day}", "{}", "{0}", "{month.year}", "{month!r}", "{year:>9}", "{month", "year}"]
)
def test_a_pattern_that_cannot_be_filled_is_refused(pattern: str) -> None:
    with pytest.raises(ValidationError):
        validate_pattern(pattern)


@given(st.text(max_size=60), st.dates())
def test_any_text_makes_a_title_without_a_fault(pattern: str, month: date) -> None:
    title_of(pattern, month, "ar")


@given(st.dates())
def test_a_title_names_month_and_year_once(month: date) -> None:
    assert title_of("{month} {year}", month, "ar") == month_name(month, "ar")
    assert title_of("{month} {year}", month, "en") == month_name(month, "en")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_settings_refuse_an_unknown_placeholder(
    site: House, client: Client, language: str
) -> None:
    client.force_login(people.user(Role.EDITOR, language=language))
    url = reverse("wagtailsettings:edit", args=["blog", "columndefaults"])
    assert client.get(url, follow=True).status_code == 200
    data = {
        "title_pattern_0": "كلمة {day}",
        "title_pattern_1": "Column of {month}",
        "author": "",
        "empty_statements": "3",
        "due_day": "5",
    }
    answer = client.post(client.get(url)["Location"], data)
    assert answer.status_code == 200
    assert "{day}" in answer.content.decode()
    stored = [str(row.title_pattern.data) for row in ColumnDefaults.objects.all()]
    assert not [pattern for pattern in stored if "{day}" in pattern]
    answer = client.post(
        client.get(url)["Location"], data | {"title_pattern_0": "كلمة {month}", "due_day": "9"}
    )
    assert answer.status_code == 302
    assert ColumnDefaults.objects.get().due_day == 9


def test_a_pattern_only_in_one_language_leaves_the_others_theirs(site: House) -> None:
    row = ColumnDefaults(title_pattern=LazyI18nString({"ar": "كلمة {month}"}))
    with translation.override("en"):
        assert row.title(date(2026, 11, 1), "en") == "From the Director-General: November 2026"
        assert row.title(date(2026, 11, 1), "ar") == "كلمة نوفمبر"
