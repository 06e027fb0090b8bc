"""The banner stands on every page from its first moment until its last."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Site

from cms.models import AlertBanner, AlertLevel
from tests.cms.standing.seen import links, page
from tests.factories.cms import standard_page

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from cms.models import ContentPage
    from tests.house import House

TEXT = {"ar": "تُحدَّث الخدمة مساء اليوم.", "en": "The service is updated tonight."}
HOUR = timedelta(hours=1)


def banner(**fields: object) -> AlertBanner:
    fields.setdefault("text", TEXT)
    return AlertBanner.objects.create(site=Site.objects.get(is_default_site=True), **fields)


@pytest.mark.parametrize(("address", "language"), [("/", "ar"), ("/en/people/", "en")])
def test_it_is_shown_in_the_language_of_the_page(
    address: str, language: str, site: House, client: Client
) -> None:
    banner()
    (shown,) = page(client, address).find_class("alert-banner")
    assert TEXT[language] in shown.text_content()
    assert shown.tag == "section"
    assert shown.get("aria-label")


def test_a_missing_page_has_it_too(site: House, client: Client) -> None:
    banner()
    assert page(client, "/en/nowhere/", 404).find_class("alert-banner")


def test_without_text_there_is_none(site: House, client: Client) -> None:
    assert not page(client, "/").find_class("alert-banner")
    banner(text="")
    assert not page(client, "/").find_class("alert-banner")


@pytest.mark.parametrize(
    ("since", "until", "shown"),
    [
        (None, None, True),
        (-HOUR, HOUR, True),
        (HOUR, None, False),
        (None, -HOUR, False),
        (-2 * HOUR, -HOUR, False),
    ],
)
def test_its_time_decides(
    since: timedelta | None, until: timedelta | None, shown: bool, site: House, client: Client
) -> None:
    now = timezone.now()
    banner(
        since=now + since if since is not None else None,
        until=now + until if until is not None else None,
    )
    assert bool(page(client, "/").find_class("alert-banner")) == shown


def test_the_first_moment_is_in_and_the_last_is_out(now: datetime) -> None:
    notice = AlertBanner(text=TEXT, since=now, until=now + HOUR)
    assert not notice.is_in_force(now - timedelta(microseconds=1))
    assert notice.is_in_force(now)
    assert not notice.is_in_force(now + HOUR)


@pytest.mark.parametrize("level", AlertLevel.values)
def test_its_level_is_said_in_words_and_not_by_colour_alone(
    level: str, site: House, client: Client
) -> None:
    banner(level=level)
    (shown,) = page(client, "/en/").find_class("alert-banner")
    assert f"alert-banner--{level}" in shown.classes
    words = "Notice:" if level == "info" else "Warning:"
    assert words in shown.text_content()


def test_its_link_leads_to_the_page_in_the_readers_language_while_it_is_public(
    site: House, client: Client
) -> None:
    arabic: ContentPage = standard_page("ar")
    english: ContentPage = standard_page("en", of=arabic, live=False)
    banner(page=arabic)

    def link(address: str) -> list[tuple[str, str]]:
        return links(page(client, address).find_class("alert-banner")[0])

    assert [url for _text, url in link("/")] == [arabic.get_url()]
    assert link("/en/") == []
    english.save_revision().publish()
    assert link("/en/") == [("Read more", english.get_url())]


@pytest.mark.parametrize(
    ("address", "leaves"),
    [("https://u.ae/", True), (f"{settings.PUBLIC_URL}/blog/", False)],
)
def test_its_link_says_when_it_leaves_the_site(
    address: str, leaves: bool, site: House, client: Client
) -> None:
    banner(url=address)
    ((text, url),) = links(page(client, "/en/").find_class("alert-banner")[0])
    assert url == address
    assert ("external site" in text) == leaves


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": {"ar": "نص", "en": ""}}, "text"),
        ({"since": timezone.now(), "until": timezone.now() - HOUR}, "until"),
    ],
)
def test_half_a_notice_is_refused(fields: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        AlertBanner(**({"text": TEXT} | fields)).clean()
    assert field in refused.value.message_dict
