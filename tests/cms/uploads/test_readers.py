"""Who gets the bytes of a picture or a document: what only a draft uses is no stranger's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.access.roles import Role
from cms.previews.actions.revoke import revoke
from cms.previews.actions.share import share
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import people

if TYPE_CHECKING:
    from datetime import datetime

    from pytest_django import Settings

    from cms.models import CustomDocument, CustomImage
    from tests.house import House

pytestmark = pytest.mark.django_db


@dataclass
class Shown:
    """A file, the way a page shows it, and the address its readers ask for."""

    file: CustomImage | CustomDocument
    address: str
    fields: dict[str, Any]

    def page(self, **more: Any) -> Any:
        return posts.article_page("ar", **self.fields, **more)

    def status(self, client: Client | None = None) -> int:
        answer = (client or Client()).get(self.address)
        answer.close()
        return int(answer.status_code)


def picture_of_page() -> Shown:
    file = made.picture()
    return Shown(file, f"{settings.MEDIA_URL}{file.file.name}", {"image": file})


def picture_in_body() -> Shown:
    file = made.picture()
    body = made.body(("picture", {"image": file.pk}))
    return Shown(file, str(file.get_rendition("fill-40x40|format-webp").url), {"body": body})


def download() -> Shown:
    file = made.document()
    body = made.body(("download", {"document": file.pk}))
    return Shown(file, str(file.url), {"body": body})


def linked_document() -> Shown:
    file = made.document()
    text = f'<p><a linktype="document" id="{file.pk}">الخطة</a></p>'
    return Shown(file, str(file.url), {"body": made.body(("paragraph", text))})


@pytest.fixture(params=[picture_of_page, picture_in_body, download, linked_document])
def shown(request: pytest.FixtureRequest, site: House) -> Shown:
    found: Shown = request.param()
    return found


def test_a_file_in_no_page_is_no_strangers(shown: Shown) -> None:
    assert shown.status() == 404


def test_a_file_is_public_while_a_page_that_shows_it_is(shown: Shown, now: datetime) -> None:
    page = shown.page(live=False)
    assert shown.status() == 404
    page.save_revision().publish()
    assert shown.status() == 200
    page.refresh_from_db()
    page.unpublish()
    assert shown.status() == 404


def test_a_file_of_a_draft_over_a_public_page_waits_for_publication(shown: Shown) -> None:
    page: Any = posts.article_page("ar")
    for name, value in shown.fields.items():
        setattr(page, name, value)
    revision = page.save_revision()
    assert shown.status() == 404
    revision.publish()
    assert shown.status() == 200


def test_a_file_taken_out_of_its_page_is_gone_with_the_publication(shown: Shown) -> None:
    page = shown.page()
    page.save_revision().publish()
    assert shown.status() == 200
    page.image, page.body = None, made.body(("paragraph", "<p>نص</p>"))
    page.save_revision().publish()
    assert shown.status() == 404


def test_the_file_of_an_expired_page_is_gone_at_its_second(shown: Shown, now: datetime) -> None:
    shown.page(expire_at=now + timedelta(hours=1))
    with time_machine.travel(now + timedelta(hours=1, seconds=-1), tick=False):
        assert shown.status() == 200
    with time_machine.travel(now + timedelta(hours=1), tick=False):
        assert shown.status() == 404


def test_one_public_use_is_enough(shown: Shown) -> None:
    shown.page(live=False)
    shown.page()
    assert shown.status() == 200


def test_the_file_of_a_private_page_is_its_readers(shown: Shown) -> None:
    page = shown.page()
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="for-partners"
    )
    assert shown.status() == 404
    reader = Client()
    reader.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/",
        {"password": "for-partners", "return_url": page.url},
    )
    assert shown.status(reader) == 200
    answer = reader.get(shown.address)
    answer.close()
    assert answer["Cache-Control"] == "private, no-store"


def test_a_collection_opened_for_some_asks_for_its_own_password_only(shown: Shown) -> None:
    collection = Collection.get_first_root_node().add_child(name="partners")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    shown.file.collection = collection
    shown.file.save()
    shown.page()
    assert shown.status() in {302, 404}
    reader = Client()
    reader.force_login(people.user(Role.TRANSLATOR))
    assert shown.status(reader) == 200


def test_those_who_work_with_drafts_see_their_files(shown: Shown) -> None:
    shown.page(live=False)
    for role in (Role.EDITOR, Role.TRANSLATOR, Role.REVIEWER, Role.DIRECTOR_GENERAL):
        client = Client()
        client.force_login(people.user(role))
        assert shown.status(client) == 200, role


def test_a_contributor_sees_the_files_of_their_entity_and_no_others(shown: Shown) -> None:
    ours, theirs = people.contributor(), people.contributor()
    assert ours.entity is not None
    shown.file.collection = Collection.objects.get(entity=ours.entity)
    shown.file.save()
    client = Client()
    client.force_login(ours)
    assert shown.status(client) == 200
    client.force_login(theirs)
    assert shown.status(client) == 404


def test_someone_with_an_account_and_no_work_here_is_a_stranger(shown: Shown) -> None:
    client = Client()
    client.force_login(people.user())
    assert shown.status(client) == 404


def test_whoever_opened_a_preview_sees_its_files_until_it_closes(
    shown: Shown, now: datetime
) -> None:
    page = shown.page(live=False)
    page.save_revision()
    other = picture_of_page()
    shared = share(page, user=people.user(Role.EDITOR), now=now, lifetime=timedelta(hours=3))
    reader = Client()
    assert reader.get(urlsplit(shared.address).path).status_code == 200
    assert shown.status(reader) == 200
    assert other.status(reader) == 404
    assert shown.status() == 404
    with time_machine.travel(now + timedelta(hours=3), tick=False):
        assert shown.status(reader) == 404
    revoke(shared.link, user=people.user(Role.EDITOR), now=now)
    assert shown.status(reader) == 404


def test_a_preview_opens_the_files_of_its_own_version_only(shown: Shown, now: datetime) -> None:
    """What is written later, by autosave into the same revision, is not in the link."""
    page: Any = posts.article_page("ar", live=False)
    revision = page.save_revision()
    shared = share(page, user=people.user(Role.EDITOR), now=now)
    for name, value in shown.fields.items():
        setattr(page, name, value)
    page.save_revision(overwrite_revision=revision)
    reader = Client()
    assert reader.get(urlsplit(shared.address).path).status_code == 200
    assert shown.status(reader) == 404


def test_several_previews_stand_open_beside_each_other(site: House, now: datetime) -> None:
    every = [picture_of_page(), download()]
    reader = Client()
    for shown in every:
        page = shown.page(live=False)
        page.save_revision()
        shared = share(page, user=people.user(Role.EDITOR), now=now)
        reader.get(urlsplit(shared.address).path)
    assert [shown.status(reader) for shown in every] == [200, 200]


@pytest.mark.parametrize("value", ["", "x", "a.b.c", "0" * 4000])
def test_an_invented_cookie_opens_nothing(site: House, value: str) -> None:
    shown = picture_of_page()
    reader = Client()
    for number in range(30):
        reader.cookies[f"preview-{number}"] = value
    assert shown.status(reader) == 404


def test_portraits_and_logos_are_public_with_their_entry(site: House) -> None:
    portrait, logo = picture_of_page(), picture_of_page()
    person, entity = made.person(portrait=portrait.file), made.entity(logo=logo.file)
    assert [portrait.status(), logo.status()] == [200, 200]
    person.portrait = entity.logo = None
    person.save()
    entity.save()
    assert [portrait.status(), logo.status()] == [404, 404]


def test_what_anyone_may_see_may_be_kept_by_caches_for_minutes(shown: Shown) -> None:
    shown.page()
    answer = Client().get(shown.address)
    answer.close()
    assert answer["Cache-Control"] == "public, max-age=300"


def test_nginx_is_told_what_to_send_and_only_what_may_be_seen(
    settings: Settings, site: House
) -> None:
    settings.ACCEL_MEDIA = "/protected-media/"
    shown = picture_of_page()
    assert shown.status() == 404
    shown.page()
    answer = Client().get(shown.address)
    assert answer.content == b""
    assert answer["X-Accel-Redirect"] == f"/protected-media/{shown.file.file.name}"
    assert answer["Content-Type"] == "image/png"


def test_the_worker_need_not_come_for_a_file_to_be_public(shown: Shown, settings: Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    page = shown.page(live=False)
    page.save_revision().publish()
    assert shown.status() == 200
