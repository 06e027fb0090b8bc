"""On a page's screen of links, those who may edit the page make and withdraw them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from cms.access.roles import Role
from cms.previews.actions.share import share
from cms.previews.models import PreviewLink
from tests.factories import blog as posts
from tests.factories import people

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from tests.house import House

ADDRESS = re.compile(r'value="(http[^"]+/preview/[^"]+)"')


@pytest.fixture
def page(site: House) -> Any:
    page = posts.article_page("ar", live=False, title="مسودة للمشاركة")
    page.save_revision()
    return page


def screen(page: Any) -> str:
    return reverse("barza_preview_links", args=[page.pk])


def test_an_editor_makes_a_link_and_sees_its_address_once(client: Client, page: Any) -> None:
    client.force_login(people.user(Role.EDITOR))
    answer = client.post(screen(page), {"note": "مكتب المدير العام", "hours": "72"})
    found = ADDRESS.search(answer.content.decode())
    assert found
    assert 'dir="ltr"' in answer.content.decode()
    assert client.get(urlsplit(found[1]).path).status_code == 200
    again = client.get(screen(page)).content.decode()
    assert not ADDRESS.search(again)
    assert "مكتب المدير العام" in again


def test_an_editor_withdraws_a_link(client: Client, page: Any, now: datetime) -> None:
    editor = people.user(Role.EDITOR)
    client.force_login(editor)
    shared = share(page, user=editor, now=now)
    withdraw = reverse("barza_preview_withdraw", args=[shared.link.pk])
    assert client.get(withdraw).status_code == 405
    assert client.post(withdraw).status_code == 302
    assert client.get(urlsplit(shared.address).path).status_code == 404


@pytest.mark.parametrize("hours", ["", "0", "-1", "1000", "many"])
def test_only_the_offered_times_are_taken(client: Client, page: Any, hours: str) -> None:
    client.force_login(people.user(Role.EDITOR))
    answer = client.post(screen(page), {"note": "ملاحظة", "hours": hours})
    assert answer.status_code == 200
    assert not PreviewLink.objects.exists()
    assert "ملاحظة" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.NEWSLETTER_MANAGER, Role.DIRECTOR_GENERAL])
def test_who_may_not_edit_the_page_may_not_share_it(
    role: Role, client: Client, site: House, page: Any, now: datetime
) -> None:
    client.force_login(people.user(role))
    shared = share(page, user=None, now=now)
    assert client.get(screen(page)).status_code == 302
    assert client.post(screen(page), {"hours": "72"}).status_code == 302
    client.post(reverse("barza_preview_withdraw", args=[shared.link.pk]))
    assert PreviewLink.objects.get().revoked_at is None


def test_a_contributor_shares_their_own_page_and_no_stranger_s(
    client: Client, site: House, now: datetime
) -> None:
    contributor = people.contributor()
    own = posts.article_page("ar", live=False, entity=contributor.entity, owner=contributor)
    foreign = posts.article_page("ar", live=False, entity=people.entity(), title="عنوان الجهة")
    client.force_login(contributor)
    assert client.post(screen(own), {"hours": "24"}).status_code == 200
    assert PreviewLink.objects.get().page_id == own.pk
    for answer in (client.get(screen(foreign)), client.post(screen(foreign), {"hours": "24"})):
        assert answer.status_code in {302, 403, 404}
        assert "عنوان الجهة" not in answer.content.decode()
    assert PreviewLink.objects.count() == 1


def test_nobody_shares_without_logging_in(client: Client, page: Any) -> None:
    answer = client.post(screen(page), {"hours": "24"})
    assert answer.status_code == 302
    assert "login" in answer["Location"]
    assert not PreviewLink.objects.exists()


def test_the_editor_of_a_page_has_the_button(client: Client, page: Any) -> None:
    client.force_login(people.user(Role.EDITOR))
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert screen(page) in answer.content.decode()
