"""The main menu and the footer lead where editors say, in the reader's language."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site
from wagtail.users.models import UserProfile

from blog.models import BlogIndexPage, NewsIndexPage
from cms.models import FooterGroup, FooterItem, MenuItem, SiteIdentity
from tests.cms.standing.seen import links, page, part
from tests.factories import blog as posts
from tests.factories.cms import standard_page
from tests.factories.pages import section_of

if TYPE_CHECKING:
    from django.test import Client

    from cms.models import ContentPage, User
    from tests.house import House


@pytest.fixture
def identity(site: House) -> SiteIdentity:
    found: SiteIdentity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    return found


def item(identity: SiteIdentity, leads_to: ContentPage | str, **fields: object) -> MenuItem:
    where = {"url": leads_to} if isinstance(leads_to, str) else {"page": leads_to}
    return MenuItem.objects.create(identity=identity, **where, **fields)


def menu(client: Client, address: str) -> list[tuple[str, str]]:
    return links(part(page(client, address), "menu"))


def test_without_rows_the_sections_are_the_menu(identity: SiteIdentity, client: Client) -> None:
    section = section_of(BlogIndexPage, "en")
    section.show_in_menus = True
    section.save()
    assert (section.title, "/en/blog/") in menu(client, "/en/")


def test_chosen_pages_are_shown_in_their_order_and_in_the_readers_language(
    identity: SiteIdentity, client: Client
) -> None:
    news, blog = section_of(NewsIndexPage, "ar"), section_of(BlogIndexPage, "ar")
    item(identity, news, sort_order=0)
    item(identity, blog, sort_order=1, label={"ar": "مقالات", "en": "Essays"})
    assert menu(client, "/") == [(news.title, "/news/"), ("مقالات", "/blog/")]
    english = section_of(NewsIndexPage, "en").title
    assert menu(client, "/en/") == [(english, "/en/news/"), ("Essays", "/en/blog/")]


def test_a_label_in_one_language_leaves_the_title_in_the_other(
    identity: SiteIdentity, client: Client
) -> None:
    item(identity, section_of(BlogIndexPage, "ar"), label={"ar": "مقالات"})
    assert menu(client, "/en/") == [(section_of(BlogIndexPage, "en").title, "/en/blog/")]


def test_what_is_not_public_in_a_language_is_left_out_there(
    identity: SiteIdentity, client: Client
) -> None:
    arabic = standard_page("ar")
    standard_page("en", of=arabic, live=False)
    item(identity, arabic)
    item(identity, section_of(BlogIndexPage, "ar"), sort_order=1)
    assert [url for _title, url in menu(client, "/")] == [arabic.get_url(), "/blog/"]
    assert [url for _title, url in menu(client, "/en/")] == ["/en/blog/"]


@pytest.mark.parametrize("state", ["expired", "private"])
def test_what_nobody_or_not_everybody_may_read_is_left_out(
    state: str, identity: SiteIdentity, client: Client
) -> None:
    target = standard_page("ar", title="سري للغاية")
    if state == "private":
        PageViewRestriction.objects.create(page=target, restriction_type="login")
    else:
        past = timezone.now() - timedelta(hours=1)
        type(target).objects.filter(pk=target.pk).update(expire_at=past)
    item(identity, target)
    FooterItem.objects.create(identity=identity, page=target)
    assert "سري للغاية" not in page(client, "/").text_content()


def test_a_link_to_another_site_says_so_and_opens_no_tab(
    identity: SiteIdentity, client: Client
) -> None:
    item(identity, "https://u.ae/", label={"ar": "بوابة الحكومة", "en": "Government portal"})
    shown = part(page(client, "/en/"), "menu")
    assert links(shown) == [("Government portal (external site)", "https://u.ae/")]
    assert not shown.xpath(".//a[@target]")


def test_where_the_reader_is_stands_out_once(identity: SiteIdentity, client: Client) -> None:
    item(identity, Site.objects.get(is_default_site=True).root_page.specific)
    item(identity, section_of(BlogIndexPage, "ar"), sort_order=1)
    article = posts.article_page("ar")
    for address, current in (
        ("/", [("/", "page")]),
        ("/blog/", [("/blog/", "page")]),
        (article.get_url(), [("/blog/", "true")]),  # within it, but another page
        ("/people/", []),
    ):
        marked = part(page(client, address), "menu").xpath(".//a[@aria-current]")
        assert [(link.get("href"), link.get("aria-current")) for link in marked] == current


def test_the_number_of_queries_does_not_grow_with_the_items(
    identity: SiteIdentity, client: Client
) -> None:
    def queries() -> int:
        client.get("/en/people/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/en/people/")
        return len(captured)

    def add() -> None:
        arabic = standard_page("ar")
        standard_page("en", of=arabic)
        item(identity, arabic)
        FooterItem.objects.create(identity=identity, page=arabic, group=FooterGroup.HELP)

    add()
    few = queries()
    for _ in range(5):
        add()
    assert queries() == few


def test_the_footer_shows_its_groups_and_the_directory(
    identity: SiteIdentity, client: Client
) -> None:
    about, help_page = standard_page("en"), standard_page("en")
    for target, group in ((about, FooterGroup.ABOUT), (help_page, FooterGroup.HELP)):
        FooterItem.objects.create(identity=identity, page=target, group=group)
    footer = part(page(client, "/en/"), "site-footer")
    shown = {
        nav.get("aria-label"): [url for _title, url in links(nav)] for nav in footer.iter("nav")
    }
    directory = ["/en/people/", "/en/entities/", "/en/topics/"]
    assert shown["About the site"] == [about.get_url(), *directory]
    assert shown["Help"] == [help_page.get_url(), "/en/sitemap/"]


@pytest.mark.parametrize(
    ("address", "leaves"),
    [("https://u.ae/", True), (f"{settings.PUBLIC_URL}/blog/", False)],
)
def test_only_an_address_elsewhere_is_marked_as_one_that_leaves_the_site(
    address: str, leaves: bool, identity: SiteIdentity, client: Client
) -> None:
    item(identity, address, label={"ar": "وجهة", "en": "Place"})
    FooterItem.objects.create(identity=identity, url=address, label={"ar": "وجهة", "en": "Place"})
    html = page(client, "/en/")
    for name in ("menu", "site-footer"):
        shown = [text for text, url in links(part(html, name)) if url == address]
        assert shown
        assert ["external site" in text for text in shown] == [leaves] * len(shown)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "url"),
        ({"url": "https://u.ae/", "page": True}, "url"),
        ({"url": "https://u.ae/"}, "label"),
        ({"url": "https://u.ae/", "label": {"ar": "البوابة"}}, "label"),
    ],
)
def test_a_row_that_leads_nowhere_or_has_no_words_is_refused(
    fields: dict[str, object], field: str, identity: SiteIdentity
) -> None:
    if "page" in fields:
        fields = fields | {"page": section_of(BlogIndexPage, "ar")}
    with pytest.raises(ValidationError) as refused:
        MenuItem(identity=identity, **fields).clean()
    assert field in refused.value.message_dict


# --- in the admin --------------------------------------------------------------------------------


@pytest.fixture
def speaker(editing: Client, editor: User) -> Client:
    """The editor, whose language is English."""
    profile = UserProfile.get_for_user(editor)
    profile.preferred_language = "en"
    profile.save()
    return editing


def settings_form(identity: SiteIdentity, pages: list[ContentPage]) -> dict[str, str]:
    data = {"name_0": "البرزة", "name_1": "Barza", "tagline_0": "", "tagline_1": ""}
    for name, rows in (("accounts", []), ("menu_items", pages), ("footer_items", [])):
        data |= {f"{name}-TOTAL_FORMS": str(len(rows)), f"{name}-INITIAL_FORMS": "0"}
        data |= {f"{name}-MIN_NUM_FORMS": "0", f"{name}-MAX_NUM_FORMS": "1000"}
        for number, row in enumerate(rows):
            start = f"{name}-{number}-"
            data |= {f"{start}page": str(row.pk), f"{start}url": "", f"{start}ORDER": str(number)}
            data |= {f"{start}label_0": "", f"{start}label_1": "", f"{start}DELETE": ""}
    return data


@pytest.mark.parametrize("count", [7, 8])
def test_the_main_menu_takes_seven_items_and_says_why_not_eight(
    count: int, identity: SiteIdentity, speaker: Client
) -> None:
    pages: list[ContentPage] = [standard_page("ar") for _ in range(count)]
    address = reverse("wagtailsettings:edit", args=["cms", "siteidentity", identity.site_id])
    answer = speaker.post(address, settings_form(identity, pages), follow=True)
    assert answer.status_code == 200
    told = "at most seven items" in answer.content.decode()
    assert told == (count > 7)
    assert identity.menu_items.count() == (7 if count == 7 else 0)


def test_deleting_a_page_takes_its_item_and_says_so(
    identity: SiteIdentity, speaker: Client
) -> None:
    target = standard_page("ar")
    item(identity, target)
    address = reverse("wagtailadmin_pages:delete", args=[target.pk])
    asked = speaker.get(address)
    assert "1 link of the menu or footer leads here" in asked.content.decode()
    assert MenuItem.objects.count() == 1
    done = speaker.post(address, follow=True)
    assert "1 link of the menu or footer leads here" in done.content.decode()
    assert not MenuItem.objects.exists()


def test_deleting_pages_by_the_dozen_says_so_too(identity: SiteIdentity, speaker: Client) -> None:
    targets = [standard_page("ar") for _ in range(2)]
    below = standard_page("ar", targets[0])
    for page_of_item in (targets[0], below):
        item(identity, page_of_item)
    ids = "&".join(f"id={target.pk}" for target in targets)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    done = speaker.post(f"{address}?{ids}&next=/admin/", follow=True)
    assert "2 links of the menu or footer lead here" in done.content.decode()
    assert not MenuItem.objects.exists()


def test_deleting_another_page_says_nothing_of_menus(
    identity: SiteIdentity, speaker: Client
) -> None:
    item(identity, standard_page("ar"))
    other = standard_page("ar")
    asked = speaker.get(reverse("wagtailadmin_pages:delete", args=[other.pk]))
    assert "menu or footer" not in asked.content.decode()
