"""Managers and approvers at their screens: every answer is clear, and in the user's language."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from cms.access.roles import Role
from newsletter.models import Holiday, Mailing, MailingEvent, MailingState, TestReader
from newsletter.tasks import hand_over_mailing
from newsletter.tokens import TEST_TOKEN
from tests.factories import newsletter, people
from tests.factories.people import PASSWORD
from tests.newsletter.mailings import letters

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pytest_django.fixtures import SettingsWrapper

    from cms.models import User

DUBAI = letters.DUBAI


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[Any]:
    with time_machine.travel(letters.MONDAY, tick=False) as clock:
        yield clock


def at_desk(user: User) -> Client:
    """A browser in which the user has logged in with the password."""
    client = Client()
    answer = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def address(name: str, month: date, *args: object) -> str:
    return reverse(f"newsletter_mailings:{name}", args=[f"{month:%Y-%m}", *args])


def text(client: Client, url: str, data: dict[str, Any] | None = None, status: int = 200) -> str:
    answer = client.get(url) if data is None else client.post(url, data, follow=True)
    assert answer.status_code == status
    return answer.content.decode()


def when(at: datetime, **more: object) -> dict[str, Any]:
    local = at.astimezone(DUBAI)
    return {"day": f"{local:%Y-%m-%d}", "hour": f"{local:%H:%M}", **more}


@pytest.fixture(params=["ar", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def managing(db: None, language: str) -> Client:
    return at_desk(people.user(Role.NEWSLETTER_MANAGER, language=language))


@pytest.fixture
def approving(db: None, language: str) -> Client:
    return at_desk(people.user(Role.EDITOR, language=language))


def translated(language: str, message: str, **values: object) -> str:
    """As the page writes it."""
    from django.utils.html import escape
    from django.utils.translation import gettext

    with translation.override(language):
        return str(escape(gettext(message) % values if values else gettext(message)))


def test_the_month_from_the_draft_to_the_readers_files(
    month: date, managing: Client, approving: Client, language: str, on_monday: Any,
    settings: SettingsWrapper, tmp_path: Any,
) -> None:  # fmt: skip
    settings.OUTBOX_DIR = tmp_path
    letters.readers()
    assert f"{month:%Y-%m}" in text(managing, reverse("newsletter_mailings:index"))
    text(managing, address("month", month))
    assert 'sandbox=""' in text(managing, address("preview", month))
    text(managing, address("test", month), {"variant": language, "to": "me"})
    (test,) = letters.mails(tmp_path / "tests").values()
    assert str(test["Subject"]).startswith("[اختبار · Test] ")

    gate = text(managing, address("submit", month))
    assert 'name="seen"' in gate
    text(managing, address("submit", month), {"seen": letters.seen(month, letters.MONDAY)})
    mailing = Mailing.objects.get()
    assert mailing.state == MailingState.IN_REVIEW

    page = text(approving, address("approve", month))
    assert mailing.fingerprint in page
    text(approving, address("approve", month), {"fingerprint": mailing.fingerprint})
    assert letters.state(mailing) == MailingState.APPROVED

    at = letters.MONDAY + timedelta(hours=2)
    text(managing, address("schedule", month), when(at))
    assert letters.state(mailing) == MailingState.SCHEDULED
    assert letters.again(mailing).send_at == at
    assert letters.again(mailing).not_after == at + timedelta(hours=12)

    on_monday.move_to(at)
    hand_over_mailing.func(mailing.pk)
    assert len(letters.mails(tmp_path)) == 3
    assert "3 + " not in text(managing, address("month", month))
    assert "data-mailing-progress" not in text(managing, address("month", month))
    assert letters.state(mailing) == MailingState.SENT


def test_who_submitted_it_cannot_approve_it(month: date, language: str) -> None:
    both = people.user(Role.NEWSLETTER_MANAGER, language=language)
    mailing = letters.submitted(month, both, letters.MONDAY)
    page = text(at_desk(both), address("approve", month), {"fingerprint": mailing.fingerprint})
    expected = (
        "You submitted this letter or changed it since, so that a second person has to "
        "approve it. Nothing was approved."
    )
    assert translated(language, expected) in page
    assert letters.state(mailing) == MailingState.IN_REVIEW


def test_an_issue_with_one_language_missing_is_not_submitted(
    month: date, managing: Client, language: str
) -> None:
    letters.page(month, "en").delete()
    page = text(managing, address("submit", month), {})
    words = "It was not submitted: mend what must be mended."
    assert translated(language, words) in page
    assert Mailing.objects.get().state == MailingState.DRAFT


@pytest.mark.parametrize(
    ("at", "rule"),
    [
        (letters.MONDAY - timedelta(hours=1), "This moment has passed."),
        (datetime(2026, 11, 28, 10, 0, tzinfo=DUBAI), "Nothing is sent on Saturday and Sunday."),
        (datetime(2026, 11, 27, 15, 0, tzinfo=DUBAI), "On Friday letters go out before 12:00."),
        (datetime(2026, 11, 24, 22, 0, tzinfo=DUBAI), "Letters go out between 07:00 and 20:00."),
        (datetime(2026, 12, 2, 10, 0, tzinfo=DUBAI), "This day is a public holiday: %(holiday)s."),
    ],
)
def test_a_moment_that_breaks_a_rule_is_refused_with_the_next_that_does_not(
    month: date, manager: User, second: User, managing: Client, language: str,
    at: datetime, rule: str,
) -> None:  # fmt: skip
    mailing = letters.approved(month, manager, second, letters.MONDAY)
    page = text(managing, address("schedule", month), when(at), status=422)
    holiday = {"ar": "اليوم الوطني", "en": "National Day"}[language]
    values = {"holiday": holiday} if "%(" in rule else {}
    assert translated(language, rule, **values) in page
    assert letters.state(mailing) == MailingState.APPROVED
    offered = page.partition('name="offered"')[2].partition('value="')[2].partition('"')[0]
    text(managing, address("schedule", month), when(at, offered=offered))
    scheduled = letters.again(mailing)
    assert scheduled.state == MailingState.SCHEDULED
    assert scheduled.send_at == datetime.fromisoformat(offered)


@pytest.mark.parametrize(
    "data",
    [
        {"day": "9999-12-31", "hour": "23:00"},
        {"day": "2062-11-24", "hour": "09:00"},
        {"day": "2026-11-28", "hour": "09:00", "offered": "9999-12-31T23:00:00+00:00"},
        {"day": "0001-01-01", "hour": "00:00", "offered": "0001-01-01T00:00:00+14:00"},
        {"day": "x", "hour": "25:00", "last_day": "9999-12-31", "segment": "x"},
    ],
)
def test_a_day_that_nobody_means_is_refused_and_nothing_is_lost(
    month: date, manager: User, second: User, managing: Client, data: dict[str, str]
) -> None:
    mailing = letters.approved(month, manager, second, letters.MONDAY)
    page = text(managing, address("schedule", month), data, status=422)
    assert f'value="{data["day"]}"' in page
    assert letters.state(mailing) == MailingState.APPROVED


def test_the_hours_of_the_form_are_those_of_dubai_whatever_the_account_says(
    month: date, manager: User, second: User, managing: Client
) -> None:
    UserProfile.objects.update(current_time_zone="America/New_York")
    mailing = letters.approved(month, manager, second, letters.MONDAY)
    text(managing, address("schedule", month), when(datetime(2026, 11, 24, 9, 0, tzinfo=DUBAI)))
    assert letters.again(mailing).send_at == datetime(2026, 11, 24, 9, 0, tzinfo=DUBAI)
    assert "09:00" in text(managing, address("month", month))


def test_a_last_moment_too_far_off_is_refused(
    month: date, manager: User, second: User, managing: Client
) -> None:
    letters.approved(month, manager, second, letters.MONDAY)
    data = when(letters.MONDAY + timedelta(hours=2), last_day="2026-11-30", last_hour="09:00")
    page = text(managing, address("schedule", month), data, status=422)
    assert 'name="offered"' not in page
    assert Mailing.objects.get().state == MailingState.APPROVED


def test_a_day_the_house_declared_free_is_refused_and_a_working_one_is_not(
    month: date, manager: User, second: User, managing: Client
) -> None:
    letters.approved(month, manager, second, letters.MONDAY)
    Holiday.objects.create(day="2026-11-24", name={"ar": "يوم عطلة", "en": "A free day"})
    page = text(managing, address("schedule", month), when(
        datetime(2026, 11, 24, 9, 0, tzinfo=DUBAI)), status=422)  # fmt: skip
    assert "يوم عطلة" in page or "A free day" in page
    Holiday.objects.create(day="2026-12-02", name={"ar": "عمل", "en": "x"}, is_working=True)
    text(managing, address("schedule", month), when(datetime(2026, 12, 2, 9, 0, tzinfo=DUBAI)))
    assert Mailing.objects.get().state == MailingState.SCHEDULED


def test_of_two_managers_the_slower_is_told_and_nothing_is_done_twice(
    month: date, manager: User, second: User, managing: Client, language: str
) -> None:
    mailing = letters.scheduled(month, manager, second, letters.MONDAY)
    other = at_desk(people.user(Role.NEWSLETTER_MANAGER, language=language))
    text(managing, address("unschedule", month), {})
    page = text(other, address("unschedule", month), {})
    with translation.override(language):
        state = MailingState.APPROVED.label
    words = "Someone was faster: the letter’s state is “%(state)s” now. Nothing was done."
    assert translated(language, words, state=state) in page
    assert letters.events(mailing).count("unscheduled") == 1


def test_a_change_after_the_approval_is_told_when_it_is_scheduled(
    month: date, manager: User, second: User, managing: Client, language: str
) -> None:
    from blog.models import ArticlePage

    mailing = letters.approved(month, manager, second, letters.MONDAY)
    ArticlePage.objects.get(title=letters.ENGLISH).unpublish()
    page = text(managing, address("schedule", month), when(letters.MONDAY + timedelta(hours=2)))
    words = (
        "Something that the letter shows has changed since it was approved. The approval "
        "is void, the letter is a draft again, and nothing was scheduled."
    )
    assert translated(language, words) in page
    assert letters.state(mailing) == MailingState.DRAFT


def test_a_page_that_is_gone_by_then_is_named_where_it_is_scheduled(
    month: date, manager: User, second: User, managing: Client, language: str
) -> None:
    from blog.models import ArticlePage

    mailing = letters.approved(month, manager, second, letters.MONDAY)
    at = letters.MONDAY + timedelta(hours=2)
    ArticlePage.objects.filter(title=letters.ENGLISH).update(expire_at=at)
    page = text(managing, address("schedule", month), when(at), status=422)
    words = "“%(title)s” goes offline on %(moment)s."
    day = {"ar": "23 نوفمبر 2026، 11:00", "en": "23 November 2026, 11:00"}[language]
    assert translated(language, words, title=letters.ENGLISH, moment=day) in page
    assert translated(language, "The approval stays; nothing was scheduled.") in page
    assert f'value="{at:%H:%M}"' in page
    assert letters.state(mailing) == MailingState.APPROVED


def test_sending_back_and_cancelling_want_a_reason_that_the_others_read(
    month: date, manager: User, managing: Client, approving: Client
) -> None:
    mailing = letters.submitted(month, manager, letters.MONDAY)
    text(approving, address("return", month), {"reason": " "})
    assert letters.state(mailing) == MailingState.IN_REVIEW
    text(approving, address("return", month), {"reason": "The second item is wrong."})
    assert letters.state(mailing) == MailingState.DRAFT
    assert "The second item is wrong." in letters.told("returned")[manager.email]
    mailing = letters.submitted(month, manager, letters.MONDAY)
    text(managing, address("cancel", month), {"reason": "Next month."})
    assert letters.state(mailing) == MailingState.CANCELLED
    assert "Next month." in letters.told("cancelled")[manager.email]
    text(managing, address("open", month), {})
    assert Mailing.objects.count() == 2
    assert Mailing.objects.open().get().state == MailingState.DRAFT


def test_what_cannot_be_undone_wants_a_fresh_proof(
    month: date, manager: User, second: User, approving: Client, on_monday: Any
) -> None:
    mailing = letters.submitted(month, manager, letters.MONDAY)
    on_monday.shift(timedelta(minutes=16))
    answer = approving.post(address("approve", month), {"fingerprint": mailing.fingerprint})
    assert answer.status_code == 302
    assert "/account/" in answer.headers["Location"]
    assert letters.state(mailing) == MailingState.IN_REVIEW


# --- looking at it -------------------------------------------------------------------------------


@pytest.mark.parametrize("variant", ["ar", "en", "both"])
def test_the_letter_stands_in_a_frame_where_it_can_do_nothing(
    month: date, managing: Client, variant: str
) -> None:
    answer = managing.get(address("edition", month, variant))
    assert answer.status_code == 200
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    policy = dict(
        [*part.split(" ", 1), ""][:2]
        for part in answer.headers["Content-Security-Policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'none'"
    assert policy["form-action"] == "'none'"
    assert policy["frame-ancestors"] == "'self'"
    assert policy["sandbox"] == ""
    html = answer.content.decode()
    assert TEST_TOKEN in html
    assert "RECIPIENT-" not in html


def test_dark_and_light_are_switched_in_the_letter_itself(month: date, managing: Client) -> None:
    dark = text(managing, address("edition", month, "ar") + "?scheme=dark")
    light = text(managing, address("edition", month, "ar") + "?scheme=light")
    assert "prefers-color-scheme" not in dark + light
    assert "@media all" in dark
    assert "@media not all" in light


@pytest.mark.parametrize("query", ["", "?show=both", "?show=plain", "?width=desktop&scheme=dark"])
def test_every_way_of_looking_is_a_link(month: date, managing: Client, query: str) -> None:
    page = text(managing, address("preview", month) + query)
    assert page.count("<iframe") == {"?show=both": 1, "?show=plain": 0}.get(query, 2)
    for way in ("show=pair", "show=both", "show=plain"):
        assert way in page


def test_what_was_frozen_is_shown_and_not_what_was_changed_since(
    month: date, manager: User, managing: Client
) -> None:
    letters.submitted(month, manager, letters.MONDAY)
    from newsletter.models import Edition

    Edition.objects.filter(variant="ar").update(plain="frozen words")
    assert "frozen words" in text(managing, address("preview", month) + "?show=plain")


# --- test letters --------------------------------------------------------------------------------


def test_the_links_of_a_test_letter_do_nothing_and_say_so(client: Client, db: None) -> None:
    for path in (f"/subscription/{TEST_TOKEN}/", f"/en/subscription/{TEST_TOKEN}/unsubscribe/"):
        for answer in (client.get(path), client.post(path, {"List-Unsubscribe": "One-Click"})):
            assert answer.status_code == 200
            assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_test_letters_go_to_the_list_and_no_more_than_twenty_in_an_hour(
    month: date, managing: Client, on_monday: Any, settings: SettingsWrapper, tmp_path: Any
) -> None:
    settings.OUTBOX_DIR = tmp_path
    newsletter.subscriber()
    for number in range(8):
        TestReader.objects.create(email=f"test-{number}@house.example")
    for _time in range(3):
        text(managing, address("test", month), {"variant": "ar", "to": "list"})
    assert MailingEvent.objects.count() == 16
    assert len(list((tmp_path / "tests").glob("*.eml"))) == 16
    assert not list(tmp_path.glob("*.eml"))
    on_monday.shift(timedelta(hours=1, minutes=1))
    text(managing, address("test", month), {"variant": "ar", "to": "list"})
    assert MailingEvent.objects.count() == 24


def test_readers_of_tests_are_added_and_removed(managing: Client, db: None) -> None:
    url = reverse("newsletter_mailings:test_readers")
    text(managing, url, {"email": "one@house.example", "name": "One"})
    assert "one@house.example" in text(managing, url)
    one = TestReader.objects.get()
    text(managing, reverse("newsletter_mailings:remove_test_reader", args=[one.pk]), {})
    assert not TestReader.objects.exists()


# --- who may -------------------------------------------------------------------------------------


def test_only_managers_submit_and_schedule_and_editors_approve(
    month: date, manager: User, second: User, approving: Client
) -> None:
    mailing = letters.approved(month, manager, second, letters.MONDAY)
    text(approving, address("month", month))
    for name in ("schedule", "cancel", "submit", "test", "unschedule", "open"):
        answer = approving.post(address(name, month), when(letters.MONDAY + timedelta(hours=3)))
        assert answer.status_code == 302
        assert answer.headers["Location"].endswith("/admin/")
    assert letters.state(mailing) == MailingState.APPROVED
    assert Mailing.objects.count() == 1


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.TRANSLATOR, Role.TOOLKIT_MANAGER])
def test_others_see_nothing_of_letters(month: date, role: Role) -> None:
    client = at_desk(people.user(role) if role != Role.CONTRIBUTOR else people.contributor())
    for url in (
        reverse("newsletter_mailings:index"),
        address("month", month),
        address("preview", month),
        address("edition", month, "ar"),
    ):
        assert client.get(url).status_code == 302


def test_the_first_screen_shows_the_approver_what_waits_and_the_maker_not(
    month: date, manager: User, approving: Client, language: str
) -> None:
    letters.submitted(month, manager, letters.MONDAY)
    link = address("month", month)
    assert link in text(approving, "/admin/")
    assert link not in text(at_desk(manager), "/admin/")


@pytest.mark.parametrize("month_text", ["2026-13", "x", "2026-1", "1971", "0000-01", "２０２６-10"])
def test_a_month_that_is_none_is_not_found(managing: Client, month_text: str, db: None) -> None:
    assert managing.get(f"/admin/newsletter/mailings/{month_text}/").status_code == 404
