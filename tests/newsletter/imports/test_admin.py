"""A manager brings a list: sees what it is, says on what basis, and has it imported."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.access.roles import Role
from newsletter import jobs
from newsletter.actions.queue_import import next_import
from newsletter.importing.storage import folder
from newsletter.models import Consent, ImportState, Subscriber, SubscriberImport
from tests.cms.work.queue import queued, work
from tests.factories import newsletter, people
from tests.newsletter.imports.lists import sample

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("site")

CHOICES = {"basis": "contract", "note": "2026", "language": "ar", "audience": "individual"}


@pytest.fixture(autouse=True)
def empty_folder() -> None:
    for path in folder().iterdir():
        path.unlink()


@pytest.fixture(params=["ar", "en"])
def desk(request: pytest.FixtureRequest) -> Client:
    return logged_in(request.param)


def logged_in(language: str = "en", role: Role = Role.NEWSLETTER_MANAGER) -> Client:
    """Who has just typed their password, as after log-in."""
    client = Client()
    client.force_login(people.user(role, language=language))
    proved(client)
    return client


def proved(client: Client, seconds_ago: int = 0) -> None:
    session = client.session
    at = timezone.now().timestamp() - seconds_ago
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session["account_authentication_methods"] = [{"method": "password", "at": at}]
    session.save()


def sent(client: Client, address: str, data: dict[str, Any] | None = None) -> Any:
    """A form, and what the worker makes of it."""
    with queued():
        answer = client.post(address, data)
    work()
    return answer


def upload(client: Client, path: Path) -> Any:
    file = SimpleUploadedFile(path.name, path.read_bytes(), "text/csv")
    return sent(client, reverse("newsletter_imports:new"), {"list_file": file})


def the_row() -> SubscriberImport:
    return SubscriberImport.objects.latest("pk")


def test_a_list_from_the_upload_to_the_report(desk: Client) -> None:
    people.entity("health")
    answer = upload(desk, sample("own.csv"))
    row = the_row()
    assert answer["Location"] == reverse("newsletter_imports:one", args=[row.pk])
    page = desk.get(answer["Location"]).content.decode()
    assert not Subscriber.objects.exists()
    for part in ("utf-8", "noura@readers.example", "نورة الكتبي", "no-address-here"):
        assert part in page
    before = reverse("newsletter_imports:report", args=[row.pk])
    assert before in page
    would_be = b"".join(desk.get(before)).decode("utf-8-sig").splitlines()
    answer = sent(desk, answer["Location"], CHOICES)
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.state == ImportState.DONE
    assert (row.basis, row.note) == ("contract", "2026")
    assert Subscriber.objects.active().count() == Consent.objects.count() == 3
    page = desk.get(answer["Location"]).content.decode()
    assert "noura@readers.example" not in page
    assert reverse("newsletter_imports:report", args=[row.pk]) in page
    report = b"".join(desk.get(reverse("newsletter_imports:report", args=[row.pk])))
    assert len(report.decode("utf-8-sig").splitlines()) == 10
    assert report.decode("utf-8-sig").splitlines() == would_be
    assert row.stored_file == ""
    assert [path.name for path in folder().iterdir()] == [row.report_file]
    assert "own.csv" in desk.get(reverse("newsletter_imports:index")).content.decode()


def test_a_file_that_does_not_tell_who_left_is_not_taken_without_a_warning() -> None:
    desk = logged_in()
    for name, warned in (("listmonk.csv", True), ("ghost.csv", False)):
        upload(desk, sample(name))
        page = desk.get(reverse("newsletter_imports:one", args=[the_row().pk])).content.decode()
        assert ("does not tell who left a list" in page) is warned


def test_the_totals_before_are_the_totals_after() -> None:
    newsletter.subscriber(email="noura@readers.example")
    desk = logged_in()
    upload(desk, sample("own.csv"))
    before = the_row().totals
    sent(desk, reverse("newsletter_imports:one", args=[the_row().pk]), CHOICES)
    assert the_row().totals == before


def test_without_a_basis_nothing_is_imported_and_nothing_typed_is_lost(desk: Client) -> None:
    upload(desk, sample("own.csv"))
    address = reverse("newsletter_imports:one", args=[the_row().pk])
    page = desk.post(address, {**CHOICES, "basis": ""}).content.decode()
    assert 'role="alert"' in page
    assert 'value="2026"' in page
    assert the_row().state == ImportState.READY
    assert not Subscriber.objects.exists()


def test_the_same_list_again_says_so_until_it_is_wanted_again(desk: Client) -> None:
    for again in ("", "on"):
        upload(desk, sample("ghost.csv"))
        row = the_row()
        address = reverse("newsletter_imports:one", args=[row.pk])
        if again:
            page = desk.post(address, CHOICES).content.decode()
            assert str(timezone.localdate().year) in page
            assert the_row().state == ImportState.READY
        sent(desk, address, {**CHOICES, "again": again})
        assert the_row().state == ImportState.DONE
    assert SubscriberImport.objects.count() == 2
    assert the_row().totals["unchanged"] == 3


@pytest.mark.parametrize(
    ("content", "name", "part"),
    [
        (b"%PDF-1.7 and more", "list.pdf", "PDF"),
        (b"PK\x03\x04 and more", "list.xlsx", "CSV UTF-8"),
        (b"phone,surname\n1,2\n", "list.csv", "surname"),
        (b"email,langauge\na@b.example,ar\n", "list.csv", "langauge"),
        (b"email,name,Full Name\na@b.example,A,B\n", "list.csv", "Full Name"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(
    desk: Client, content: bytes, name: str, part: str
) -> None:
    file = SimpleUploadedFile(name, content)
    page = desk.post(reverse("newsletter_imports:new"), {"list_file": file}).content.decode()
    assert part in page
    assert 'role="alert"' in page
    assert not SubscriberImport.objects.exists()
    assert not list(folder().iterdir())


def test_a_file_beyond_the_limit_is_refused_and_kept_nowhere(desk: Client) -> None:
    size = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE + 1
    file = SimpleUploadedFile("list.csv", b"email\n" + b"x" * size)
    page = desk.post(reverse("newsletter_imports:new"), {"list_file": file}).content.decode()
    assert "50" in page
    assert 'role="alert"' in page
    assert not SubscriberImport.objects.exists()
    assert not list(folder().iterdir())


def test_two_lists_at_once_are_imported_one_after_another() -> None:
    desk = logged_in()
    rows = []
    for name in ("ghost.csv", "listmonk.csv"):
        upload(desk, sample(name))
        rows.append(the_row())
    with queued():
        for row in rows:
            desk.post(reverse("newsletter_imports:one", args=[row.pk]), CHOICES)
    states = [SubscriberImport.objects.get(pk=row.pk).state for row in rows]
    assert states == [ImportState.RUNNING, ImportState.QUEUED]
    assert next_import(timezone.now()) is None
    page = desk.get(reverse("newsletter_imports:one", args=[rows[1].pk])).content.decode()
    assert "Another import is running" in page
    work()
    states = [SubscriberImport.objects.get(pk=row.pk).state for row in rows]
    assert states == [ImportState.DONE, ImportState.DONE]
    assert Subscriber.objects.filter(email="huda@readers.example").exists()


def test_one_that_was_stopped_goes_on_where_it_stopped() -> None:
    desk = logged_in()
    upload(desk, sample("own.csv"))
    row = the_row()
    address = reverse("newsletter_imports:one", args=[row.pk])
    with queued():
        desk.post(address, CHOICES)
    (folder() / row.stored_file).rename(folder() / "away")
    work()
    row.refresh_from_db()
    assert (row.state, row.error) == (ImportState.FAILED, "gone")
    page = desk.get(address).content.decode()
    assert reverse("newsletter_imports:again", args=[row.pk]) in page
    assert "Upload it again" in page
    (folder() / "away").rename(folder() / row.stored_file)
    sent(desk, reverse("newsletter_imports:again", args=[row.pk]))
    row.refresh_from_db()
    assert row.state == ImportState.DONE
    assert Subscriber.objects.active().count() == 3


def test_a_list_that_nobody_confirms_is_forgotten_with_its_file() -> None:
    desk = logged_in()
    upload(desk, sample("own.csv"))
    desk.post(reverse("newsletter_imports:forget", args=[the_row().pk]))
    assert not SubscriberImport.objects.exists()
    upload(desk, sample("own.csv"))
    now = timezone.now()
    jobs.forget_lists(now + timedelta(hours=23))
    assert SubscriberImport.objects.count() == 1
    jobs.forget_lists(now + timedelta(hours=25))
    assert not SubscriberImport.objects.exists()
    assert not list(folder().iterdir())


def test_reports_are_forgotten_after_a_month_and_the_numbers_stay(desk: Client) -> None:
    upload(desk, sample("own.csv"))
    row = the_row()
    sent(desk, reverse("newsletter_imports:one", args=[row.pk]), CHOICES)
    jobs.forget_lists(timezone.now() + timedelta(days=31))
    assert not list(folder().iterdir())
    assert the_row().totals["added"] == 3
    address = reverse("newsletter_imports:report", args=[row.pk])
    assert desk.get(address).status_code == 404
    page = desk.get(reverse("newsletter_imports:one", args=[row.pk])).content.decode()
    assert address not in page


def test_an_import_that_nobody_works_on_holds_up_no_other() -> None:
    now = timezone.now()
    stuck = SubscriberImport.objects.create(
        name="a.csv", digest="a", state="running", stored_file="gone.csv", started_at=now,
        changed_at=now, file_format="own",
    )  # fmt: skip
    jobs.forget_lists(now + timedelta(minutes=61))
    stuck.refresh_from_db()
    assert (stuck.state, stuck.error) == (ImportState.FAILED, "unexpected")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.NEWSLETTER_MANAGER, Role.ADMINISTRATOR}))
@pytest.mark.parametrize("name", ["index", "new", "sample", "one", "forget", "again", "report"])
def test_the_doors_are_closed_to_all_but_managers_and_administrators(role: Role, name: str) -> None:
    upload(logged_in(), sample("own.csv"))
    client = logged_in(role=role)
    args = [] if name in {"index", "new", "sample"} else [the_row().pk]
    for method in (client.get, client.post):
        answer = method(reverse(f"newsletter_imports:{name}", args=args))
        assert (answer.status_code, answer.get("Location")) == (302, reverse("wagtailadmin_home"))
    assert the_row().state == ImportState.READY


@pytest.mark.parametrize("name", ["new", "one", "forget", "again", "report"])
def test_what_shows_or_takes_people_asks_for_the_password_again(name: str) -> None:
    desk = logged_in()
    upload(desk, sample("own.csv"))
    row = the_row()
    if name == "report":
        sent(desk, reverse("newsletter_imports:one", args=[row.pk]), CHOICES)
    proved(desk, seconds_ago=600)
    args = [] if name == "new" else [row.pk]
    method = desk.post if name in {"forget", "again"} else desk.get
    answer = method(reverse(f"newsletter_imports:{name}", args=args))
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]


def test_the_sample_is_a_list_that_is_taken() -> None:
    desk = logged_in()
    answer = desk.get(reverse("newsletter_imports:sample"))
    file = SimpleUploadedFile("sample.csv", answer.content)
    sent(desk, reverse("newsletter_imports:new"), {"list_file": file})
    assert the_row().totals == {
        "added": 3, "updated": 0, "unchanged": 0, "left": 1, "refused": 0, "duplicate": 0,
    }  # fmt: skip


def test_looking_changes_nothing() -> None:
    desk = logged_in()
    upload(desk, sample("own.csv"))
    row = the_row()
    before = SubscriberImport.objects.values().get()
    for name in ("one", "forget", "again", "report"):
        for method in (desk.get, desk.head):
            method(reverse(f"newsletter_imports:{name}", args=[row.pk]))
    assert SubscriberImport.objects.values().get() == before
    assert next_import(timezone.now()) is None
