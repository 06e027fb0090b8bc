"""While people work in the admin, no other host hears of it."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.urls import reverse

from cms.models import ContentPage
from tests.factories import blog, cms
from tests.journeys.editing_form import add, filled

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House

pytestmark = pytest.mark.django_db

LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every attempt to reach or to look up another host; it fails, as behind a strict wall."""
    found: list[str] = []
    connect, getaddrinfo = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not str(address[0]).startswith(
            LOOPBACK
        ):
            found.append(f"connect {address[0]}")
            raise OSError("a call home")
        return connect(self, address)

    def guarded_lookup(host: Any, *rest: Any, **more: Any) -> Any:
        if host is not None and not str(host).startswith(LOOPBACK):
            found.append(f"look up {host}")
            raise OSError("a call home")
        return getaddrinfo(host, *rest, **more)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_lookup)
    return found


def screens(page: ContentPage, picture: int, document: int) -> list[str]:
    addresses = [
        reverse(name, args=arguments)
        for name, arguments in (
            ("wagtailadmin_home", ()),
            ("wagtailadmin_explore_root", ()),
            ("wagtailadmin_explore", (page.get_parent().pk,)),
            ("wagtailadmin_pages:edit", (page.pk,)),
            ("wagtailadmin_pages:history", (page.pk,)),
            ("wagtailadmin_pages:usage", (page.pk,)),
            ("wagtailadmin_pages:search", ()),
            ("wagtailadmin_choose_page", ()),
            ("wagtailimages:index", ()),
            ("wagtailimages:add_multiple", ()),
            ("wagtailimages:edit", (picture,)),
            ("wagtailimages_chooser:choose", ()),
            ("wagtaildocs:index", ()),
            ("wagtaildocs:add_multiple", ()),
            ("wagtaildocs:edit", (document,)),
            ("wagtaildocs_chooser:choose", ()),
            ("wagtailembeds:chooser", ()),
            ("wagtailadmin_account", ()),
            ("wagtailadmin_reports:site_history", ()),
            ("wagtailadmin_reports:aging_pages", ()),
            ("wagtailadmin_reports:locked_pages", ()),
            ("wagtailadmin_reports:page_types_usage", ()),
            ("wagtailusers_users:index", ()),
            ("wagtailusers_groups:index", ()),
            ("wagtailsites:index", ()),
            ("wagtailredirects:index", ()),
            ("wagtailadmin_collections:index", ()),
            ("wagtailadmin_workflows:index", ()),
        )
    ]
    return [*addresses, "/", "/en/", page.get_url() or "/"]


def test_no_screen_and_no_publication_calls_another_host(
    site: House, editing: Client, calls: list[str]
) -> None:
    page = blog.article_page("ar", title="مقال")
    opened = screens(page, cms.picture().pk, cms.document().pk)
    assert len(opened) >= 25
    for address in opened:
        assert editing.get(address, follow=True).status_code == 200, address
    parent = page.get_parent().specific
    answer = add(editing, parent, "blog/articlepage", filled())
    assert answer.status_code == 302
    assert ContentPage.objects.filter(title="مقال عن المشاركة", live=True).exists()
    assert calls == []


def test_the_screens_load_nothing_from_elsewhere(
    site: House, editing: Client, calls: list[str]
) -> None:
    page = blog.article_page("ar", title="مقال")
    for address in screens(page, cms.picture().pk, cms.document().pk):
        policy = editing.get(address, follow=True)["Content-Security-Policy"]
        assert "http" not in policy, address
        assert "*" not in policy, address


def test_a_film_elsewhere_is_a_link_that_nobody_follows_for_the_reader(
    site: House, client: Client, calls: list[str]
) -> None:
    film = {
        "title": "فيلم",
        "file": None,
        "address": "https://www.youtube.com/watch?v=abc",
        "poster": None,
        "transcript": "<p>نص</p>",
    }
    page = blog.article_page("ar", title="مقال", body=cms.body(("video", film)), live=True)
    answer = client.get(page.get_url())
    assert answer.status_code == 200
    assert "<iframe" not in answer.content.decode()
    assert calls == []
    assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None


def test_the_guard_of_this_file_notices_a_call(calls: list[str]) -> None:
    with pytest.raises(OSError, match="a call home"):
        socket.create_connection(("example.org", 443), 1)
    with socket.socket() as sock, pytest.raises(OSError, match="a call home"):
        sock.connect(("93.184.215.14", 443))
    assert calls == ["look up example.org", "connect 93.184.215.14"]
