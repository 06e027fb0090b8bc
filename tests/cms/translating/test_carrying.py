"""Withdrawn, moved, deleted, expired: what happens to a source happens to its translation."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from blog.models import ArticlePage
from cms.translating.actions.start import start
from cms.translating.models import TranslationState
from tests.cms.translating.made import again, source, translation, write
from tests.factories import blog as posts
from tests.factories import cms as made

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from cms.models import User
    from tests.house import House


def test_unpublishing_the_source_unpublishes_the_translation_in_the_same_name(
    site: House, editor: User
) -> None:
    page = source()
    twin = translation(page, user=editor)
    again(page).unpublish(user=editor)
    assert not again(twin).live
    entries = PageLogEntry.objects.filter(action="wagtail.unpublish")
    assert {(entry.page_id, entry.user) for entry in entries} == {
        (page.pk, editor),
        (twin.pk, editor),
    }
    again(page).unpublish()
    assert entries.count() == 2


def test_unpublishing_the_translation_leaves_the_source(site: House, editor: User) -> None:
    page = source()
    twin = translation(page, user=editor)
    twin.unpublish(user=editor)
    assert again(page).live


def test_a_withdrawn_source_takes_back_what_was_approved_of_the_translation(
    site: House, editor: User
) -> None:
    page = source()
    twin = translation(page, user=editor, live=False)
    twin = write(twin, go_live_at=timezone.now() + timedelta(days=1))
    assert twin.scheduled_revision is not None
    again(page).unpublish(user=editor)
    assert again(twin).scheduled_revision is None


def test_what_expires_expires_in_both_languages_at_the_same_moment(
    site: House, editor: User
) -> None:
    page = source()
    twin = translation(page, user=editor)
    end = (timezone.now() + timedelta(days=3)).replace(microsecond=0)
    write(page, expire_at=end)
    assert again(twin).expire_at == end
    write(twin, title="A new title")  # a draft begun before does not take it back
    assert again(twin).expire_at == end
    with time_machine.travel(end + timedelta(seconds=1), tick=True):
        call_command("publish_scheduled")
        assert not again(page).live
        assert not again(twin).live
        assert again(twin).expired


def test_an_expiry_taken_back_is_taken_back_in_both(site: House, editor: User) -> None:
    page = source()
    twin = translation(page, user=editor)
    write(page, expire_at=timezone.now() + timedelta(days=3))
    write(page, expire_at=None)
    assert again(twin).expire_at is None


def test_an_end_of_the_translations_own_stays(site: House, editor: User) -> None:
    page = source()
    end = timezone.now() + timedelta(days=3)
    twin = write(translation(page, user=editor), expire_at=end)
    write(page, title="عنوان آخر")
    assert again(twin).expire_at == end


def test_the_clock_withdraws_a_translation_whose_source_has_expired(
    site: House, editor: User
) -> None:
    page = source()
    twin = translation(page, user=editor)
    end = timezone.now() + timedelta(days=1)
    ArticlePage.objects.filter(pk=page.pk).update(expire_at=end)  # by no door that we know
    with time_machine.travel(end + timedelta(seconds=1), tick=True):
        call_command("publish_scheduled")
        assert not again(twin).live
        assert again(twin).expired


def test_deleting_the_source_deletes_the_translation_and_logs_both(
    site: House, editor: User
) -> None:
    page = source()
    twin = translation(page, user=editor)
    again(page).delete(user=editor)
    assert not ArticlePage.objects.filter(pk__in=[page.pk, twin.pk]).exists()
    assert not TranslationState.objects.filter(page_id=twin.pk).exists()
    gone = PageLogEntry.objects.filter(action="wagtail.delete", user=editor)
    assert set(gone.values_list("page_id", flat=True)) == {page.pk, twin.pk}
    assert Page.find_problems() == ([], [], [], [], [])


def test_deleting_the_translation_leaves_the_source(site: House, editor: User) -> None:
    page = source()
    translation(page, user=editor).delete(user=editor)
    assert again(page).live
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_section_goes_with_its_translation_but_not_with_pages_of_the_other_language_alone(
    site: House, editor: User, now: datetime
) -> None:
    english = site.home("en").locale
    top = made.standard_page("ar")
    child = made.standard_page("ar", parent=top)
    top_twin, child_twin = (start(again(page), english, editor, now) for page in (top, child))
    again(top).delete(user=editor)
    assert not Page.objects.filter(pk__in=[top.pk, child.pk, top_twin.pk, child_twin.pk]).exists()

    top = made.standard_page("ar")
    top_twin = start(again(top), english, editor, now)
    alone = made.standard_page("en", parent=top_twin)
    again(top).delete(user=editor)
    assert Page.objects.filter(pk=alone.pk).exists()
    assert Page.objects.filter(pk=top_twin.pk).exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_moving_the_source_moves_the_translation_below_the_translated_place(
    site: House, editor: User, now: datetime
) -> None:
    english = site.home("en").locale
    place, page = made.standard_page("ar"), made.standard_page("ar")
    place_twin, twin = (start(again(one), english, editor, now) for one in (place, page))
    again(page).move(again(place), pos="last-child", user=editor)
    assert again(twin).get_parent().pk == place_twin.pk
    assert PageLogEntry.objects.filter(page=twin, action="wagtail.move", user=editor).exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_place_without_a_translation_leaves_the_translation_where_it_is(
    site: House, editor: User, now: datetime
) -> None:
    place, page = made.standard_page("ar"), made.standard_page("ar")
    twin = start(again(page), site.home("en").locale, editor, now)
    before = again(twin).get_parent().pk
    again(page).move(again(place), pos="last-child", user=editor)
    assert again(twin).get_parent().pk == before


def test_the_confirmations_say_what_else_goes(site: House, editor: User, editing: Client) -> None:
    page = source()
    translation(page, user=editor)
    for deed, said in (("delete", "translation_count"), ("unpublish", "translation_count")):
        answer = editing.get(f"/admin/pages/{page.pk}/{deed}/")
        assert answer.status_code == 200
        assert answer.context[said] == 1
    place = posts.blog_index_page("ar")
    answer = editing.get(f"/admin/pages/{page.pk}/move/{place.pk}/confirm/")
    assert answer.status_code == 200


def test_both_of_a_pair_chosen_for_deletion_are_deleted_once(
    site: House, editor: User, editing: Client
) -> None:
    page = source()
    twin = translation(page, user=editor)
    address = f"/admin/bulk/wagtailcore/page/delete/?next=%2Fadmin%2F&id={page.pk}&id={twin.pk}"
    answer = editing.post(address)
    assert answer.status_code == 302
    assert not ArticlePage.objects.filter(pk__in=[page.pk, twin.pk]).exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_admins_own_deletion_deletes_once(site: House, editor: User, editing: Client) -> None:
    page = source()
    twin = translation(page, user=editor)
    assert editing.post(f"/admin/pages/{page.pk}/delete/").status_code == 302
    assert PageLogEntry.objects.filter(page_id=twin.pk, action="wagtail.delete").count() == 1
    assert Page.find_problems() == ([], [], [], [], [])
