"""Who may see and do what on the screens of translation, and through the package behind them."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.test import Client
from openpyxl import load_workbook
from wagtail import hooks
from wagtail.models import Page
from wagtail_localize.models import TranslationSource
from wagtail_localize.operations import translate_object

from cms.access.roles import Role
from cms.due import DUE_HOOK, DueGroup
from cms.translating.due_items import SHOWN, due_items
from cms.translating.models import Standing
from cms.translating.overview import overview
from tests.cms.translating.made import again, source, state, translation, write
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import toolkit as guides
from tests.factories.people import contributor, user

if TYPE_CHECKING:
    from blog.models import ArticlePage
    from cms.models import User
    from tests.house import House

REPORT = "/admin/translating/"


@pytest.fixture
def translator(db: None) -> User:
    return user(Role.TRANSLATOR)


def stale(editor: User, title: str = "عنوان ثان") -> tuple[ArticlePage, ArticlePage]:
    page = source()
    twin = translation(page, user=editor)
    return write(page, title=title), again(twin)


def translating_contributor() -> User:
    """Somebody of an entity who was given the package's one right besides."""
    someone = contributor()
    right = Permission.objects.get(codename="submit_translation")
    someone.user_permissions.add(right)
    return someone


def test_a_translator_clears_the_stale_list(
    site: House, editor: User, translator: User, client: Client
) -> None:
    _page, twin = stale(editor)
    client.force_login(translator)
    listed = client.get(REPORT, {"standing": "stale"})
    assert [row.page_id for row in listed.context["rows"]] == [twin.pk]
    beside = client.get(f"{REPORT}{twin.pk}/")
    assert "عنوان ثان" in beside.content.decode()
    assert client.get(f"/admin/pages/{twin.pk}/edit/").status_code == 200
    done = client.post(f"{REPORT}{twin.pk}/mark/", {"next": REPORT})
    assert done["Location"] == REPORT
    assert list(client.get(REPORT, {"standing": "stale"}).context["rows"]) == []
    assert state(twin).approved_by == translator


def test_the_mark_stands_on_both_pages_and_in_the_listing(
    site: House, editor: User, editing: Client
) -> None:
    page, twin = stale(editor)
    assert "data-translating-mark" in editing.get(f"/admin/pages/{twin.pk}/edit/").content.decode()
    assert f"{REPORT}{twin.pk}/" in editing.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    for language in ("ar", "en"):
        listing = editing.get(f"/admin/pages/{posts.blog_index_page(language).pk}/")
        assert "translating-standing--stale" in listing.content.decode()


def test_the_panel_marks_what_is_new_in_the_source(
    site: House, editor: User, editing: Client
) -> None:
    page = source(body=made.body(("paragraph", "<p>باق</p>")), summary="ملخص.")
    twin = translation(page, user=editor)
    write(page, summary="ملخص جديد.")
    pair = editing.get(f"{REPORT}{twin.pk}/").context["pair"]
    marked = {part.key.split(".")[0]: part.new for part in pair.source.parts}
    assert marked == {"title": False, "summary": True, "body": False}
    assert editing.get(pair.changes_url).status_code == 200


def test_the_buttons_of_the_panel_are_accepted(site: House, editor: User) -> None:
    _page, twin = stale(editor)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    screen = strict.get(f"/admin/pages/{twin.pk}/edit/").content.decode()
    form = screen[screen.index(f'action="/admin/translating/{twin.pk}/mark/"') :]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form[: form.index("</form>")])
    assert token is not None
    strict.post(f"{REPORT}{twin.pk}/mark/", {"csrfmiddlewaretoken": token[1]})
    assert state(twin).stale_since is None


def test_the_panel_speaks_the_language_of_the_text(
    site: House, editor: User, editing: Client
) -> None:
    _page, twin = stale(editor)
    screen = editing.get(f"/admin/pages/{twin.pk}/edit/").content.decode()
    assert '<div class="translating-text" lang="ar" dir="rtl">' in screen


def test_inputs_have_language_and_direction_of_the_page(
    site: House, editor: User, editing: Client
) -> None:
    page, twin = stale(editor)
    for one, language, direction in ((page, "ar", "rtl"), (twin, "en", "ltr")):
        form = editing.get(f"/admin/pages/{one.pk}/edit/").context["form"]
        for name in ("title", "summary", "seo_title", "search_description"):
            attrs = form.fields[name].widget.attrs
            assert (attrs["lang"], attrs["dir"]) == (language, direction), name
        assert form.fields["slug"].widget.attrs["dir"] == "ltr"
    new = editing.get(f"/admin/pages/add/blog/articlepage/{posts.blog_index_page('en').pk}/")
    assert new.context["form"].fields["title"].widget.attrs["dir"] == "ltr"


def test_fields_in_two_languages_name_each(site: House, editing: Client) -> None:
    topic = made.topic()
    screen = editing.get(f"/admin/snippets/cms/topic/edit/{topic.pk}/").content.decode()
    for (language, name), direction in zip(settings.LANGUAGES, ("rtl", "ltr"), strict=True):
        assert f'lang="{language}">{name}</label>' in screen
        assert f'lang="{language}" dir="{direction}"' in screen


def test_one_click_begins_a_translation_and_opens_it(
    site: House, translator: User, client: Client
) -> None:
    page = source()
    client.force_login(translator)
    address = f"{REPORT}{page.pk}/begin/en/"
    assert client.get(address).status_code == 405
    answer = client.post(address)
    twin = type(page).objects.get(translation_key=page.translation_key, locale__language_code="en")
    assert answer["Location"] == f"/admin/pages/{twin.pk}/edit/"
    assert not twin.live
    assert client.post(address)["Location"] == answer["Location"]
    assert client.post(f"{REPORT}{page.pk}/begin/xx/").status_code == 404


def test_a_stranger_finds_no_page_of_another_entity_behind_any_of_these_doors(
    site: House, editor: User, client: Client
) -> None:
    story = posts.story_page("ar", title="سر الجهة")
    story.save_revision().publish()
    locale = site.home("en").locale
    translate_object(again(story), [locale])
    twin = type(story).objects.get(locale=locale, translation_key=story.translation_key)
    guide = TranslationSource.objects.get_for_instance(story)
    client.force_login(translating_contributor())
    for address in (
        f"{REPORT}{story.pk}/",
        f"{REPORT}{twin.pk}/",
        f"/admin/localize/submit/page/{story.pk}/",
        f"/admin/localize/update/{guide.pk}/",
    ):
        assert client.get(address).status_code == 404, address
    for address in (
        f"{REPORT}{story.pk}/begin/en/",
        f"{REPORT}{twin.pk}/mark/",
        f"{REPORT}{twin.pk}/together/",
        f"{REPORT}{twin.pk}/publish/",
        f"/admin/localize/submit/page/{story.pk}/",
        f"/admin/localize/update/{guide.pk}/",
    ):
        assert client.post(address, {"locales": [locale.pk]}).status_code == 404, address
    told = client.get(REPORT)
    assert "سر الجهة" not in told.content.decode()


def test_the_packages_other_ways_are_closed(site: House, editor: User, editing: Client) -> None:
    _page, twin = stale(editor)
    assert editing.get(f"/admin/localize/page/{twin.pk}/convert_to_alias/").status_code == 404
    answer = editing.get("/admin/localize/reports/translations/")
    assert answer["Location"] == REPORT
    menu = editing.get(f"/admin/pages/{twin.pk}/edit/").content.decode()
    assert "localize-convert-to-alias" not in menu


def test_submitting_by_the_package_takes_no_pages_below_along(site: House, editing: Client) -> None:
    top = made.standard_page("ar")
    made.standard_page("ar", parent=top)
    locale = site.home("en").locale
    editing.post(
        f"/admin/localize/submit/page/{top.pk}/", {"locales": [locale.pk], "include_subtree": "on"}
    )
    twin = Page.objects.get(locale=locale, translation_key=top.translation_key)
    assert twin.get_children_count() == 0
    assert Page.find_problems() == ([], [], [], [], [])


def test_bringing_pages_up_to_date_publishes_nothing(
    site: House, editor: User, editing: Client
) -> None:
    guide = guides.resource_page("ar", title="دليل قديم")
    guide.save_revision().publish()
    translate_object(again(guide), [site.home("en").locale])
    twin = type(guide).objects.get(locale=site.home("en").locale)
    row = TranslationSource.objects.get_for_instance(guide)
    editing.post(f"/admin/localize/update/{row.pk}/", {"publish_translations": "on"})
    assert not again(twin).live


def test_who_edits_nothing_has_no_report(site: House, client: Client) -> None:
    client.force_login(user(Role.REVIEWER))
    assert client.get(REPORT).status_code in {302, 403}
    client.logout()
    assert client.get(REPORT).status_code == 302


def test_every_view_that_changes_something_wants_a_post(
    site: House, editor: User, editing: Client
) -> None:
    _page, twin = stale(editor)
    for deed in ("mark", "together", "publish"):
        assert editing.get(f"{REPORT}{twin.pk}/{deed}/").status_code == 405
    assert state(twin).stale_since is not None


def test_publishing_both_needs_the_right_to(
    site: House, editor: User, translator: User, client: Client
) -> None:
    _page, twin = stale(editor)
    write(twin, publish=False, title="In waiting")
    client.force_login(translator)
    assert client.post(f"{REPORT}{twin.pk}/publish/").status_code in {302, 403}
    assert again(twin).title != "In waiting"
    client.force_login(editor)
    assert client.post(f"{REPORT}{twin.pk}/publish/").status_code == 302
    assert again(twin).title == "In waiting"
    assert state(twin).stale_since is None


def test_the_report_counts_and_filters(site: House, editor: User, editing: Client) -> None:
    before = editing.get(REPORT).context["counts"]
    page, _twin = stale(editor)
    alone = source(title="وحيدة")
    posts.article_page("ar", live=False)  # a draft waits for no translation
    after = editing.get(REPORT).context["counts"]
    assert after[Standing.STALE] - before[Standing.STALE] == 1
    assert after[Standing.MISSING] - before[Standing.MISSING] == 1
    missing = editing.get(REPORT, {"standing": "missing", "into": "en"}).context["rows"]
    assert alone.pk in [row.source_id for row in missing]
    assert list(editing.get(REPORT, {"standing": "missing", "into": "ar"}).context["rows"]) == []
    kinds = editing.get(REPORT, {"kind": page._meta.verbose_name.capitalize()}).context["rows"]
    assert {row.type_id for row in kinds} <= {page.content_type_id}


def test_exports_hold_the_same_rows_and_no_formula(
    site: House, editor: User, editing: Client
) -> None:
    stale(editor, title="=1+1")
    asked = {"standing": "stale", "export": "csv"}
    lines = list(csv.reader(io.StringIO(editing.get(REPORT, asked).content.decode("utf-8-sig"))))
    assert len(lines) == 2
    assert lines[1][1] == "'=1+1"
    book = load_workbook(io.BytesIO(editing.get(REPORT, asked | {"export": "xlsx"}).content))
    cells = [[cell.value for cell in row] for row in book.active]
    assert [[value or "" for value in row] for row in cells] == lines
    assert all(cell.data_type != "f" for row in book.active for cell in row)


def test_what_waits_is_stale_first_and_never_more_than_ten(
    site: House, editor: User, translator: User, now: Any
) -> None:
    for _number in range(SHOWN + 2):
        source()
    _page, twin = stale(editor)
    items = list(due_items(translator, now))
    assert len(items) == SHOWN + 1
    assert {item.group for item in items} == {DueGroup.TRANSLATION}
    assert (items[0].page_id, items[0].urgent) == (twin.pk, True)
    assert items[-1].url == REPORT
    assert list(due_items(user(Role.REVIEWER), now)) == []
    assert list(due_items(contributor(), now)) == []


def test_an_overview_asks_the_database_as_often_for_many_pages_as_for_few(
    site: House, editor: User, translator: User, django_assert_max_num_queries: Any
) -> None:
    source()
    overview(translator)
    for _number in range(5):
        source()
    with django_assert_max_num_queries(8):
        overview(translator)


def test_the_desk_knows_where_to_ask() -> None:
    assert due_items in hooks.get_hooks(DUE_HOOK)


def test_a_page_without_a_translation_is_shown_with_the_button_that_begins_one(
    site: House, editing: Client
) -> None:
    page = source()
    screen = editing.get(f"{REPORT}{page.pk}/", {"into": "en"})
    assert screen.status_code == 200
    assert f"{REPORT}{page.pk}/begin/en/" in screen.content.decode()


def test_an_entity_does_not_call_its_own_translation_ready(
    site: House, editor: User, client: Client
) -> None:
    writer = contributor()
    page = posts.story_page("ar", live=False, entity=writer.entity, owner=writer)
    page.save_revision()
    twin = translation(again(page), user=editor, live=False, title="Their story")
    type(twin).objects.filter(pk=twin.pk).update(owner=writer)
    client.force_login(writer)
    screen = client.get(f"{REPORT}{twin.pk}/")
    assert not screen.context["pair"].may_declare
    for deed in ("mark", "together"):
        assert client.post(f"{REPORT}{twin.pk}/{deed}/").status_code in {302, 403}
        assert deed == "mark" or state(twin).together
    assert not state(twin).declared
    again(page).latest_revision.publish(user=editor)
    assert not again(twin).live


def test_who_publishes_a_pair_may_also_call_it_ready(
    site: House, editor: User, client: Client
) -> None:
    page = posts.column_page("ar", live=False)
    page.save_revision()
    twin = translation(again(page), user=editor, live=False, title="A column")
    client.force_login(user(Role.DIRECTOR_GENERAL))
    assert client.get(f"{REPORT}{twin.pk}/").context["pair"].may_declare
    client.post(f"{REPORT}{twin.pk}/mark/")
    assert state(twin).declared
