"""What is due appears and goes by itself, and an expired page is gone without anyone's doing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError
from wagtail.models import Page
from wagtail.signals import page_published

from cms.models import ContentPage
from cms.work.models import Trouble
from cms.work.publish_due import publish_due
from tests.factories.blog import article_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from tests.house import House

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def published() -> Iterator[list[Any]]:
    """The pages for which `page_published` was sent; one with "bad" in its title fails there."""
    told: list[Any] = []

    def receive(instance: Any, **_signal: Any) -> None:
        if "bad" in instance.title:
            raise RuntimeError("a receiver that fails")
        told.append(instance.pk)

    page_published.connect(receive)
    yield told
    page_published.disconnect(receive)


def scheduled(title: str, at: datetime, language: str = "en") -> ContentPage:
    """An article that was approved for `at`."""
    page = article_page(language, title=title, live=False)
    page.go_live_at = at
    page.save_revision().publish()
    page.refresh_from_db()
    assert not page.live
    return page


def test_a_page_appears_at_its_time_and_once(
    site: House, clock: time_machine.Traveller, published: list[Any]
) -> None:
    page = scheduled("In an hour", NOW + HOUR)
    published.clear()
    assert publish_due(NOW + HOUR - timedelta(seconds=1)).published == 0
    clock.move_to(NOW + HOUR)
    assert publish_due(NOW + HOUR).published == 1
    assert publish_due(NOW + HOUR).published == 0
    assert published == [page.pk]
    assert ContentPage.objects.get_queryset().public_live(NOW + HOUR).filter(pk=page.pk).exists()


def test_one_that_fails_stops_no_other_and_is_tried_later_and_forgotten_when_mended(
    site: House, clock: time_machine.Traveller, published: list[Any]
) -> None:
    bad = article_page("en", title="A bad one", live=False)
    revision = bad.save_revision()
    revision.approved_go_live_at = NOW - 2 * HOUR
    revision.save()
    good = scheduled("A good one", NOW + HOUR)
    published.clear()
    later = NOW + HOUR
    clock.move_to(later)
    outcome = publish_due(later)
    assert (outcome.published, outcome.failed) == (1, 1)
    assert published == [good.pk]
    bad.refresh_from_db()
    assert not bad.live
    trouble = Trouble.objects.get()
    assert (trouble.exception, trouble.state) == ("builtins.RuntimeError", "retrying")
    assert trouble.retry_at is not None
    assert publish_due(later).failed == 0  # not before its time
    assert publish_due(trouble.retry_at).failed == 1
    Page.objects.filter(pk=bad.pk).update(title="Mended")
    revision.content["title"] = "Mended"
    revision.save()
    clock.move_to(later + HOUR)
    assert publish_due(later + HOUR).published == 1
    assert not Trouble.objects.exists()


def test_trouble_with_a_page_that_was_deleted_is_forgotten(
    site: House, clock: time_machine.Traveller, published: list[Any]
) -> None:
    bad = article_page("en", title="A bad one", live=False)
    revision = bad.save_revision()
    revision.approved_go_live_at = NOW - HOUR
    revision.save()
    publish_due(NOW)
    assert Trouble.objects.exists()
    bad.delete()
    publish_due(NOW)
    assert not Trouble.objects.exists()


def test_an_expired_page_is_taken_back(site: House, clock: time_machine.Traveller) -> None:
    page = article_page("ar", expire_at=NOW + HOUR)
    assert publish_due(NOW).unpublished == 0
    assert publish_due(NOW + HOUR).unpublished == 1
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)


DOORS = (
    "{url}",
    "/api/v2/pages/?limit=20",
    "/api/v2/pages/{pk}/",
    "/sitemap.xml",
    "/en/feeds/blog/rss.xml",
    "/en/",
    "/en/blog/",
)


@pytest.mark.parametrize("door", DOORS)
def test_without_a_worker_an_expired_page_is_gone_at_its_second(
    door: str, site: House, clock: time_machine.Traveller, client: Client
) -> None:
    page = article_page("en", title="Soon-gone sentinel", slug="soon-gone", expire_at=NOW + HOUR)
    address = door.format(url=page.get_url(), pk=page.pk)

    def shown() -> bool:
        answer = client.get(address)
        body = answer.content.decode()
        return answer.status_code == 200 and ("sentinel" in body or "soon-gone" in body)

    clock.move_to(NOW + HOUR - timedelta(seconds=1))
    assert shown(), "this door never shows it"
    clock.move_to(NOW + HOUR)
    assert not shown()


def test_the_command_of_cron_users_is_ours_and_says_when_something_failed(
    site: House,
    clock: time_machine.Traveller,
    published: list[Any],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert get_commands()["publish_scheduled"] == "cms.work"
    scheduled("A good one", NOW + HOUR)
    clock.move_to(NOW + HOUR)
    call_command("publish_scheduled", "--dryrun")
    assert capsys.readouterr().out.startswith("publish ")
    call_command("publish_scheduled")
    assert "1 published" in capsys.readouterr().out
    bad = article_page("en", title="A bad one", live=False)
    revision = bad.save_revision()
    revision.approved_go_live_at = NOW
    revision.save()
    with pytest.raises(CommandError, match="1 failed"):
        call_command("publish_scheduled")
