"""Administrators see who did what; the log itself knows nobody's name or address."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from allauth.mfa import signals
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone, translation
from openpyxl import load_workbook
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, PageLogEntry

from cms.access.roles import Role
from cms.audit.events import AuditEvent
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client, RequestFactory

    from cms.models import User
    from tests.house import House

TRAIL = "/admin/reports/audit/"


def events(user: User | None = None) -> list[str]:
    rows = ModelLogEntry.objects.filter(action__startswith="audit.").order_by("pk")
    if user is not None:
        rows = rows.filter(object_id=str(user.pk))
    return [row.action for row in rows]


def everything_logged() -> str:
    """All columns of both logs, as text."""
    rows: list[Any] = []
    for model in (ModelLogEntry, PageLogEntry):
        rows += [list(row) for row in model.objects.get_queryset().values_list()]
    return json.dumps(rows, default=str, ensure_ascii=False)


@pytest.fixture
def administrator(site: House) -> User:
    return people.user(Role.ADMINISTRATOR, language="en")


@pytest.fixture
def looking(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


def test_logging_in_and_out_is_told(site: House, client: Client) -> None:
    user = people.user(Role.EDITOR)
    client.force_login(user)
    client.post("/admin/logout/")
    assert events(user)[-2:] == [AuditEvent.LOGGED_IN, AuditEvent.LOGGED_OUT]
    assert ModelLogEntry.objects.filter(action=AuditEvent.LOGGED_IN, user=user).exists()


def test_a_failed_log_in_is_told_once_a_minute_and_without_the_address(
    site: House, client: Client
) -> None:
    user = people.user(Role.EDITOR, email="known@house.example")
    for address in (user.email, user.email, "stranger@elsewhere.example"):
        client.login(username=address, password="wrong")
    failed = ModelLogEntry.objects.filter(action=AuditEvent.LOGIN_FAILED)
    assert sorted(row.object_id for row in failed) == ["0", str(user.pk)]
    told = everything_logged()
    assert "known@" not in told
    assert "stranger@" not in told


def test_roles_are_told_from_either_side(site: House) -> None:
    user = people.user()
    editors = Group.objects.get(name=Role.EDITOR.group_name)
    user.groups.add(editors)
    user.groups.clear()
    editors.user_set.add(user)
    editors.user_set.remove(user)
    given, taken = AuditEvent.ROLE_GIVEN, AuditEvent.ROLE_TAKEN
    assert [e for e in events(user) if "role" in e] == [given, taken, given, taken]
    row = ModelLogEntry.objects.filter(action=given).first()
    assert row is not None
    assert row.data == {"roles": ["editor"]}


def test_what_happens_to_an_account_is_told(site: House) -> None:
    user = people.user(first_name="Whoever", email="whoever@house.example")
    number = user.pk
    user.is_active = False
    user.save()
    user.is_active = True
    user.is_superuser = True
    user.save()
    user.entity = made.entity()
    user.set_password("another-long-password")
    user.save()
    user.delete()
    told = [
        row.action
        for row in ModelLogEntry.objects.filter(object_id=str(number)).order_by("pk")
        if row.action.startswith("audit.")
    ]
    assert told == [
        AuditEvent.USER_CREATED, AuditEvent.USER_DEACTIVATED, AuditEvent.USER_ACTIVATED,
        AuditEvent.ALL_RIGHTS_GIVEN, AuditEvent.ENTITY_CHANGED, AuditEvent.PASSWORD_CHANGED,
        AuditEvent.USER_DELETED,
    ]  # fmt: skip
    assert "hoever" not in everything_logged()


def test_a_rewritten_hash_is_no_new_password(site: House) -> None:
    user = people.user()
    user.set_password("another-long-password")
    user.save(update_fields=["password"])
    assert AuditEvent.PASSWORD_CHANGED not in events(user)


def test_users_switched_off_by_the_dozen_are_told(site: House, editing: Client) -> None:
    users = [people.user(), people.user()]
    ids = "&".join(f"id={user.pk}" for user in users)
    answer = editing.post(
        f"/admin/bulk/cms/user/set_active_state/?{ids}", {"mark_as_active": "False"}
    )
    assert answer.status_code == 302
    for user in users:
        user.refresh_from_db()
        assert not user.is_active
        assert events(user)[-1] == AuditEvent.USER_DEACTIVATED


def test_wagtails_own_rows_about_users_have_no_names(site: House, editing: Client) -> None:
    user = people.user(first_name="Somebody", email="somebody@house.example")
    form = {"email": user.email, "first_name": "Somebody", "last_name": "Else", "is_active": "on"}
    answer = editing.post(f"/admin/users/edit/{user.pk}/", form)
    assert answer.status_code == 302
    assert ModelLogEntry.objects.filter(action="wagtail.edit", object_id=str(user.pk)).exists()
    assert "omebody" not in everything_logged()


def test_a_wrong_second_factor_is_told_once_a_minute(site: House, rf: RequestFactory) -> None:
    user = people.user(Role.EDITOR)
    for _try in range(3):
        signals.authentication_failed.send(sender=object, request=rf.get("/"), user=user)
    assert events(user)[-2:] == [AuditEvent.ROLE_GIVEN, AuditEvent.SECOND_FACTOR_FAILED]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_read_the_trail(role: Role, site: House, client: Client) -> None:
    entity = made.entity() if role is Role.CONTRIBUTOR else None
    client.force_login(people.user(role, entity=entity))
    for address in (TRAIL, f"{TRAIL}results/", f"{TRAIL}?export=csv"):
        answer = client.get(address)
        assert answer.status_code == 302, address
        assert answer["Location"] == "/admin/"
    assert TRAIL not in client.get("/admin/").content.decode()


def test_pages_and_people_stand_together_by_time(looking: Client, administrator: User) -> None:
    user = people.user(first_name="Amna", email="amna@house.example")
    page = posts.article_page("ar", title="عن المشاركة")
    page.save_revision(user=user, log_action=True)
    text = looking.get(TRAIL).content.decode()
    assert "عن المشاركة" in text
    assert "Amna" in text  # by her name, as long as she is there
    assert "+04:00" in text
    assert TRAIL in looking.get("/admin/").content.decode()


@pytest.fixture
def rows(looking: Client, administrator: User) -> Iterator[Any]:
    """Reads the trail as CSV, as a function of the query."""

    def read(**query: Any) -> list[dict[str, str]]:
        answer = looking.get(TRAIL, {"export": "csv", **query})
        assert answer.status_code == 200
        data = b"".join(answer.streaming_content).decode()
        return list(csv.DictReader(io.StringIO(data)))

    return read


def test_the_trail_is_asked_by_who_what_when_and_object(rows: Any, administrator: User) -> None:
    user = people.user(first_name="Hessa", email="hessa@house.example")
    page = posts.article_page("ar", title="وثيقة الميثاق")
    page.save_revision(user=user, log_action=True)
    assert {row["Object"] for row in rows(user=user.pk)} == {"وثيقة الميثاق"}
    assert len(rows(action=AuditEvent.USER_CREATED.value)) == 2
    assert {row["Object"] for row in rows(thing="الميثاق")} == {"وثيقة الميثاق"}
    assert {row["Number of the object"] for row in rows(thing="hessa@")} == {str(user.pk)}
    tomorrow = (timezone.localdate() + timedelta(days=2)).isoformat()
    assert rows(timestamp_from=tomorrow) == []
    of_pages = rows(object_type=_type_of_pages(), user=user.pk)
    assert [row["Number of the object"] for row in of_pages] == [str(page.pk)]


def _type_of_pages() -> int:
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Page

    return int(ContentType.objects.get_for_model(Page).pk)


def test_deeds_are_said_as_deeds_in_arabic(site: House, administrator: User) -> None:
    page = posts.article_page("ar")
    for action in ("wagtail.create", "wagtail.publish", "wagtail.lock", "wagtail.unlock"):
        log(instance=page, action=action, user=administrator)
    said = {
        "ar": ["تم الإنشاء", "تم النشر", "تم القفل", "تم فتح القفل"],
        "en": ["Created", "Published", "Locked", "Unlocked"],
    }
    for language, messages in said.items():
        with translation.override(language):
            told = [row.message for row in PageLogEntry.objects.filter(page=page).order_by("pk")]
            assert [str(message) for message in told[-4:]] == messages


def test_drafts_saved_in_one_sitting_are_one_line(rows: Any, now: datetime) -> None:
    writer, other = people.user(), people.user()
    page = posts.article_page("ar")
    for user, minutes in ((writer, 60), (writer, 30), (writer, 25), (writer, 20), (other, 19)):
        PageLogEntry.objects.log_action(
            page, "wagtail.edit", user=user, timestamp=now - timedelta(minutes=minutes)
        )
    saved = {"thing": page.title, "action": "wagtail.edit"}
    told = [row["Number of the user"] for row in rows(**saved)]
    assert told == [str(other.pk), str(writer.pk), str(writer.pk)]
    assert len(rows(**saved, drafts="each")) == 5


def test_an_export_is_told_and_computes_nothing(
    rows: Any, looking: Client, administrator: User
) -> None:
    page = posts.article_page("ar", title="=HYPERLINK(1)")
    page.save_revision(user=administrator, log_action=True)
    told = rows()
    assert "'=HYPERLINK(1)" in {row["Object"] for row in told}
    moments = [datetime.fromisoformat(row["When"]) for row in told]
    assert moments == sorted(moments, reverse=True)
    assert {moment.utcoffset() for moment in moments} == {timedelta(hours=4)}
    exported = ModelLogEntry.objects.filter(action=AuditEvent.EXPORTED).get()
    assert exported.user_id == administrator.pk
    assert exported.data == {"path": TRAIL, "format": "csv"}


def test_the_same_is_had_as_xlsx(looking: Client, administrator: User) -> None:
    page = posts.article_page("ar", title="+cmd|' /C calc'!A0")
    page.save_revision(user=administrator, log_action=True)
    answer = looking.get(TRAIL, {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert "'+cmd|' /C calc'!A0" in {cell.value for cell in cells}


def test_wagtails_own_exports_compute_nothing_either(
    site: House, editing: Client, editor: User
) -> None:
    page = posts.article_page("ar", title="@SUM(1+1)")
    page.save_revision(user=editor, log_action=True)
    for address in ("/admin/reports/site-history/", "/admin/reports/aging-pages/"):
        answer = editing.get(address, {"export": "csv"})
        text = b"".join(answer.streaming_content).decode()
        assert "@SUM(1+1)" in text
        for row in csv.reader(io.StringIO(text)):
            assert not [cell for cell in row if cell.startswith("@")]
    assert ModelLogEntry.objects.filter(action=AuditEvent.EXPORTED).count() == 2


def test_the_commands_of_the_house_need_no_user(site: House) -> None:
    call_command("roles", verbosity=0)
    people.user(Role.EDITOR)
    assert ModelLogEntry.objects.filter(action=AuditEvent.ROLE_GIVEN, user=None).exists()
