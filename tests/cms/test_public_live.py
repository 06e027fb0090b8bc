"""What is not public shows through no door."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from wagtail.models import PageViewRestriction

from blog.models import BlogIndexPage, NewsIndexPage
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import newsletter
from tests.factories import toolkit as guides
from tests.factories.pages import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from cms.models import ContentPage
    from tests.house import House


class Filed(NamedTuple):
    """Names under which the hidden page and its public neighbours are filed."""

    fields: dict[str, Any]
    doors: list[str]


def draft(page: ContentPage, now: datetime) -> ContentPage:
    page.live = False
    page.save()
    return page


def scheduled(page: ContentPage, now: datetime) -> ContentPage:
    page.live = False
    page.go_live_at = now + timedelta(days=1)
    page.save()
    page.save_revision(approved_go_live_at=page.go_live_at)
    return page


def expired_while_the_scheduler_stood_still(page: ContentPage, now: datetime) -> ContentPage:
    page.expire_at = now - timedelta(minutes=1)
    page.save()
    assert page.live
    return page


def unpublished(page: ContentPage, now: datetime) -> ContentPage:
    page.unpublish()
    return page


def private(page: ContentPage, now: datetime) -> ContentPage:
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )
    return page


def child_of_a_private_section(page: ContentPage, now: datetime) -> ContentPage:
    PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    return page


HIDINGS = [
    draft,
    scheduled,
    expired_while_the_scheduler_stood_still,
    unpublished,
    private,
    child_of_a_private_section,
]


@pytest.fixture
def filed(site: House) -> Filed:
    person, entity, topic = made.person(), made.entity(), made.topic()
    fields = {"authors": [person], "entity": entity, "topics": [topic]}
    doors = ["/sitemap.xml", "/api/v2/pages/", "/api/v2/pages/?limit=20&fields=*&locale=en"]
    for thing, feed in ((person, "author"), (entity, "entity"), (topic, "topic")):
        doors += [f"/en{thing.url}", f"/en/feeds/{feed}/{thing.slug}/rss.xml"]
        doors += [f"/en/feeds/{feed}/{thing.slug}/atom.xml"]
    doors += ["/en/", "/en/people/", "/en/entities/", "/en/topics/", "/en/feeds/"]
    for section in ("blog", "column", "news", "stories", "toolkit", "newsletter"):
        doors += [f"/en/{section}/", f"/en/feeds/{section}/rss.xml"]
        doors += [f"/en/feeds/{section}/atom.xml"]
    doors += ["/en/feeds/all/rss.xml", "/en/feeds/all/atom.xml"]
    return Filed(fields, doors)


MAKERS: list[Callable[..., ContentPage]] = [
    posts.article_page, posts.column_page, posts.news_page, posts.story_page,
    guides.resource_page, newsletter.issue_page,
]  # fmt: skip


@pytest.mark.parametrize("hide", HIDINGS, ids=lambda hide: hide.__name__)
def test_a_page_that_is_not_public_shows_nowhere(
    hide: Callable[[ContentPage, datetime], ContentPage],
    filed: Filed,
    now: datetime,
    client: Client,
) -> None:
    """One hidden page of each kind, with public pages about the same things beside it."""
    hidden: list[tuple[str, ContentPage]] = []
    doors = list(filed.doors)
    for make in MAKERS:
        fields = {} if make is newsletter.issue_page else dict(filed.fields)
        if hide is not child_of_a_private_section:
            neighbour = make("en", **fields)
            doors.append(neighbour.get_url())
        word = f"zzsentinel{number()}"
        page = make("en", title=word, summary=f"{word} summary", slug=word, **fields)
        if make is posts.article_page:
            # A public page whose own body leads to the hidden one, and an issue that chose it.
            body = made.body(("page_card", {"page": page.pk}))
            doors.append(made.standard_page("en", body=body).get_url())
            if hide is not child_of_a_private_section:
                doors.append(newsletter.issue_page("en", pages=[page]).get_url())
        hidden.append((word, page))
    for _word, page in hidden:
        url = page.get_url()
        hide(type(page).objects.get(pk=page.pk), now)
        doors.append(f"/api/v2/pages/{page.pk}/")
        doors.append(url)
    for door in doors:
        answer = client.get(door)
        text = answer.content.decode()
        # Forms of log-in and pages of errors repeat the address asked for, which is the reader's.
        text = text.replace(door, "")
        shown = [word for word, _page in hidden if word in text]
        assert not shown, f"{door} ({answer.status_code}) shows {shown}"


@pytest.mark.parametrize(
    "hide",
    [draft, scheduled, expired_while_the_scheduler_stood_still, unpublished],
    ids=lambda hide: hide.__name__,
)
def test_its_own_address_is_not_found(
    hide: Callable[[ContentPage, datetime], ContentPage],
    site: House,
    now: datetime,
    client: Client,
) -> None:
    page = posts.article_page("ar")
    url = page.get_url()
    assert client.get(url).status_code == 200
    hide(page, now)
    assert client.get(url).status_code == 404


def test_an_alias_shows_nowhere(site: House, now: datetime, client: Client) -> None:
    """localize makes aliases of what has no translation yet: Arabic words under /en/."""
    page = posts.article_page("ar", title="zzalias", topics=[topic := made.topic()])
    page.create_alias(
        parent=site.section(BlogIndexPage, "en"),
        update_locale=site.home("en").locale,
        update_slug="alias-of-it",
    )
    for door in (
        "/en/", "/en/blog/", "/en/feeds/all/rss.xml", "/en/feeds/blog/atom.xml",
        f"/en{topic.url}", f"/en/feeds/topic/{topic.slug}/rss.xml", "/api/v2/pages/?locale=en",
    ):  # fmt: skip
        assert "zzalias" not in client.get(door).content.decode(), door
    assert "/en/blog/alias-of-it/" not in client.get("/sitemap.xml").content.decode()
    assert client.get("/en/blog/alias-of-it/").status_code == 404


def test_the_api_does_not_name_a_withdrawn_column(site: House, client: Client) -> None:
    column = posts.column_page("en", title="zzcolumn")
    issue = newsletter.issue_page("en", column_id=column.pk)
    door = f"/api/v2/pages/{issue.pk}/"
    assert client.get(door).json()["column"]["title"] == "zzcolumn"
    column.unpublish()
    assert client.get(door).json()["column"] is None


def test_a_hidden_neighbour_is_passed_over(site: House, now: datetime, client: Client) -> None:
    first = posts.article_page("en", title="zzfirst")
    posts.article_page("en", title="zzhidden", live=False, published_at=now)
    posts.article_page("en", title="zzlast")
    text = client.get(first.get_url()).content.decode()
    assert "zzlast" in text
    assert "zzhidden" not in text


def test_a_hidden_section_is_in_no_menu(site: House, now: datetime, client: Client) -> None:
    section = site.section(NewsIndexPage, "en")
    assert "/en/news/" in client.get("/en/people/").content.decode()
    private(section, now)
    assert "/en/news/" not in client.get("/en/people/").content.decode()
