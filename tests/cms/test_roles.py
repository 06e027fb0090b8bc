"""Roles are groups that a migration and a command make; each may do what its table says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Page, Workflow

from blog.models import ColumnIndexPage
from cms.access.roles import Role
from cms.role_grants import COLUMN_APPROVAL, EDITORIAL_REVIEW, GRANTS, apply_grants
from tests.factories import people

if TYPE_CHECKING:
    from tests.house import House


def test_every_role_has_its_group_after_the_migrations(site: House) -> None:
    assert {r.group_name for r in Role} <= set(Group.objects.values_list("name", flat=True))


def test_every_right_that_the_table_names_exists(site: House) -> None:
    for grant in GRANTS.values():
        for name in grant.models:
            app, codename = name.split(".")
            assert Permission.objects.filter(content_type__app_label=app, codename=codename), name


def test_running_the_command_again_changes_nothing(site: House) -> None:
    before = _rights()
    call_command("roles", verbosity=0)
    assert _rights() == before


def test_a_right_taken_away_comes_back_and_one_given_beside_stays(site: House) -> None:
    group = Group.objects.get(name=Role.EDITOR.group_name)
    GroupPagePermission.objects.filter(group=group).delete()
    extra = Permission.objects.get(content_type__app_label="auth", codename="view_group")
    group.permissions.add(extra)
    apply_grants()
    assert GroupPagePermission.objects.filter(group=group).exists()
    assert extra in group.permissions.all()


def test_a_group_of_a_former_name_keeps_its_members_under_the_new_one(site: House) -> None:
    manager = people.user(Role.NEWSLETTER_MANAGER)
    former = "مديرو النشرة · Newsletter managers"
    Group.objects.filter(name=Role.NEWSLETTER_MANAGER.group_name).update(name=former)
    apply_grants()
    assert not Group.objects.filter(name=former).exists()
    assert list(manager.groups.all()) == [
        Group.objects.get(name=Role.NEWSLETTER_MANAGER.group_name)
    ]


def test_the_director_general_may_publish_columns_and_nothing_else(site: House) -> None:
    user = people.user(Role.DIRECTOR_GENERAL)
    for language in ("ar", "en"):
        columns = site.section(ColumnIndexPage, language)
        assert columns.permissions_for_user(user).can_publish_subpage()
        assert not site.home(language).permissions_for_user(user).can_edit()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_columns_are_approved_by_the_director_general_all_else_by_editors(
    site: House, language: str
) -> None:
    assert site.section(ColumnIndexPage, language).get_workflow().name == COLUMN_APPROVAL
    assert site.home(language).get_workflow().name == EDITORIAL_REVIEW


def test_a_section_made_later_is_open_to_its_roles(site: House) -> None:
    kept = site.section(ColumnIndexPage, "ar")
    kept.delete()
    home = site.home("ar")
    made = home.add_child(instance=ColumnIndexPage(title="كلمات", slug="words", locale=home.locale))
    user = people.user(Role.DIRECTOR_GENERAL)
    assert made.permissions_for_user(user).can_publish_subpage()
    assert made.get_workflow().name == COLUMN_APPROVAL


def test_nothing_of_wagtails_own_groups_and_workflows_is_left(site: House) -> None:
    assert not Group.objects.filter(name__in=["Moderators", "Editors"]).exists()
    assert {w.name for w in Workflow.objects.active()} == {COLUMN_APPROVAL, EDITORIAL_REVIEW}


def _rights() -> set[object]:
    pages = GroupPagePermission.objects.values_list("group__name", "page", "permission__codename")
    models = Group.objects.values_list("name", "permissions__codename")
    return {*pages, *models, *Page.objects.values_list("pk", "workflowpage__workflow__name")}
