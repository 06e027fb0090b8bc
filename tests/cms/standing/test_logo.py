"""The logo and the emblem of the identity stand in the header, and everyone may load them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from cms.models import SiteIdentity
from tests.cms.standing.seen import page, part
from tests.factories import cms as made

if TYPE_CHECKING:
    from django.test import Client
    from lxml.html import HtmlElement

    from tests.house import House

ADDRESSES = ("/", "/en/people/")


@pytest.fixture
def identity(site: House) -> SiteIdentity:
    found: SiteIdentity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    return found


def header(client: Client, address: str) -> HtmlElement:
    return part(page(client, address), "site-header")


def pictures(element: HtmlElement) -> list[str]:
    """The files of every size and type that the header offers."""
    found = [image.get("src") for image in element.iter("img")]
    for source in element.iter("source", "img"):
        found += [one.split()[0] for one in (source.get("srcset") or "").split(",") if one]
    return [urlsplit(address).path for address in found]


def status(client: Client, address: str) -> int:
    answer = client.get(address)
    answer.close()
    return int(answer.status_code)


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_them_the_star_of_the_house_stands_there(
    address: str, identity: SiteIdentity, client: Client
) -> None:
    shown = header(client, address)
    assert shown.find_class("mark")
    assert not pictures(shown)


@pytest.mark.parametrize("address", ADDRESSES)
def test_both_are_shown_and_everyone_may_load_every_size(
    address: str, identity: SiteIdentity, client: Client
) -> None:
    identity.logo, identity.emblem = made.picture((300, 300)), made.picture((600, 200))
    identity.save()
    shown = header(client, address)
    (logo,) = shown.find_class("brand__logo")
    (emblem,) = shown.find_class("site-header__emblem")
    assert logo.xpath("ancestor-or-self::*/descendant-or-self::img/@alt")[0] == ""
    language = "en" if address.startswith("/en/") else "ar"
    alts = [image.get("alt") for image in shown.iter("img")]
    assert alts == ["", identity.emblem.alt[language]]
    assert emblem is not None
    assert not shown.find_class("mark")
    files = pictures(shown)
    assert len(set(files)) >= 4, "two pictures in two types at least"
    assert {status(client, file) for file in files} == {200}


def test_what_is_taken_out_is_gone_from_the_header_and_for_readers(
    identity: SiteIdentity, client: Client
) -> None:
    identity.logo = made.picture((300, 300))
    identity.save()
    (file, *_more) = pictures(header(client, "/"))
    assert status(client, file) == 200
    identity.logo = None
    identity.save()
    assert not pictures(header(client, "/"))
    assert status(client, file) == 404


def test_a_picture_that_is_deleted_leaves_the_star(identity: SiteIdentity, client: Client) -> None:
    identity.logo = made.picture((300, 300))
    identity.save()
    identity.logo.delete()
    shown = header(client, "/")
    assert shown.find_class("mark")
    assert not pictures(shown)


def test_a_logo_whose_file_is_missing_leaves_the_star(
    identity: SiteIdentity, client: Client
) -> None:
    identity.logo = made.picture((300, 300))
    identity.save()
    default_storage.delete(identity.logo.file.name)
    shown = header(client, "/")
    assert shown.find_class("mark")
    assert not pictures(shown)


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


@pytest.mark.parametrize("address", ADDRESSES)
def test_they_cost_no_page_a_query(address: str, identity: SiteIdentity, client: Client) -> None:
    before = queries(client, address)
    identity.logo, identity.emblem = made.picture((300, 300)), made.picture((600, 200))
    identity.save()
    assert queries(client, address) == before
