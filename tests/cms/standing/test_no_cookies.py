"""Readers get no cookie, as the cookie page says."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.access.roles import Role
from cms.demo.seed import CONTENT
from cms.demo.texts import read
from cms.previews.actions.share import share
from tests.cms.login.coming_in import try_password
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import people
from tests.factories import toolkit as guides

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House

ADDRESSES = (
    "/", "/blog/", "/column/", "/news/", "/stories/", "/toolkit/", "/newsletter/", "/people/",
    "/entities/", "/topics/", "/feeds/", "/sitemap/", "/search/", "/search/?q=page", "/subscribe/",
    "/nowhere/", "/feeds/all/rss.xml",
)  # fmt: skip


@pytest.mark.parametrize("start", ["", "/en"])
def test_no_public_page_sets_a_cookie(start: str, site: House, client: Client) -> None:
    language = "en" if start else "ar"
    pages = [
        make(language)
        for make in (
            made.standard_page, posts.article_page, posts.column_page, posts.news_page,
            posts.story_page, guides.resource_page,
        )
    ]  # fmt: skip
    found = {address: client.get(start + address) for address in ADDRESSES}
    found |= {page.get_url(): client.get(page.get_url()) for page in pages}
    for address, answer in found.items():
        assert answer.status_code == (404 if address == "/nowhere/" else 200), address
        assert not answer.cookies, address
        assert "Cookie" not in answer.get("Vary", ""), address
    assert not client.cookies


def test_the_cookie_page_names_all_that_those_who_work_here_get(
    site: House, client: Client
) -> None:
    editor = people.user(Role.EDITOR)
    try_password(client, editor.email)
    client.post(reverse("account_language"), {"language": "en"})
    page = posts.article_page("ar")
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    link = share(page, user=editor, now=timezone.now()).address
    client.get(urlsplit(link).path)
    got = {name.rstrip("0123456789") for name in client.cookies}
    assert {"sessionid", "csrftoken", "known-browser", "django_language"} <= got
    assert {"messages", "preview-"} <= got
    blocks = read(CONTENT / "pages" / "cookies.toml")["body"]
    (table,) = [block for block in blocks if block["type"] == "table"]
    for language in ("ar", "en"):
        rows = table[language]["rows"]
        assert got <= {row[0].removeprefix("__Host-").rstrip("…") for row in rows}


def test_the_form_of_log_in_does_set_one(site: House, client: Client) -> None:
    """Or else the test above would not see any."""
    assert client.get("/account/login/").cookies
