"""A contributor meets nothing of another entity, by any door of the admin."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from i18nfield.strings import LazyI18nString
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.test.utils.form_data import nested_form_data, streamfield

from blog.models import BlogIndexPage
from cms.access.roles import Role
from cms.models import CustomImage
from tests.factories import people
from tests.journeys.editing_form import filled

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from cms.models import ContentPage
    from tests.cms.walls.conftest import Side
    from tests.house import House

CLOSED = {302, 403, 404}


def text(response: HttpResponse) -> str:
    return b"".join(response).decode() if response.streaming else response.content.decode()


def shows(response: HttpResponse, whose: Side) -> bool:
    return whose.mark in text(response) or whose.mark.lower() in text(response)


def is_closed(response: HttpResponse) -> bool:
    """Refused, and without a word about what was asked for."""
    return response.status_code in CLOSED


# -- lists: ours is there, theirs is not ----------------------------------------------------------

LISTS = {
    "search": "/admin/pages/search/?q={mark}",
    "search results": "/admin/pages/search/results/?q={mark}",
    "pages of a type": "/admin/pages/usage/blog/articlepage/",
    "ageing report": "/admin/reports/aging-pages/",
    "ageing report, exported": "/admin/reports/aging-pages/?export=csv",
    "workflows report": "/admin/reports/workflow/",
    "workflow tasks report": "/admin/reports/workflow_tasks/",
    "workflows report, exported": "/admin/reports/workflow/?export=csv",
    "site history": "/admin/reports/site-history/",
    "site history, exported": "/admin/reports/site-history/?export=csv",
    "types report": "/admin/reports/page-types-usage/",
    "locked pages": "/admin/reports/locked/",
    "page chooser search": "/admin/choose-page/search/?q={mark}&page_type=wagtailcore.page",
    "admin API": "/admin/api/main/pages/?limit=20",
    "admin API of drafts": "/admin/api/main/pages/?type=blog.ArticlePage&limit=20",
    "admin API search": "/admin/api/main/pages/?search={mark}",
    "pictures": "/admin/images/",
    "pictures found": "/admin/images/?q={mark}",
    "picture chooser": "/admin/images/chooser/",
    "picture chooser search": "/admin/images/chooser/results/?q={mark}",
    "admin API of pictures": "/admin/api/main/images/",
    "documents": "/admin/documents/",
    "documents found": "/admin/documents/?q={mark}",
    "document chooser": "/admin/documents/chooser/",
    "document chooser search": "/admin/documents/chooser/results/?q={mark}",
    "admin API of documents": "/admin/api/main/documents/",
    "home": "/admin/",
}


@pytest.mark.parametrize("door", LISTS)
def test_no_list_shows_what_is_of_another_entity(
    desk: Client, ours: Side, theirs: Side, door: str
) -> None:
    answer = desk.get(LISTS[door].format(mark=theirs.mark))
    # What was looked for is repeated to the one who looked; on its own it names nothing.
    found = re.sub(rf'(q=|value="|<em>|&quot;|“){theirs.mark}("|</em>|&quot;|”)?', "", text(answer))
    rows = [
        line.strip()
        for line in found.splitlines()
        if theirs.mark in line or theirs.user.email in line
    ]
    assert not rows


OURS_IS_FOUND = {
    "search": "/admin/pages/search/?q=OURSMARK",
    "workflows report": "/admin/reports/workflow/",
    "page chooser search": "/admin/choose-page/search/?q=OURSMARK&page_type=wagtailcore.page",
    "admin API": "/admin/api/main/pages/?type=blog.ArticlePage&limit=20",
    "pictures": "/admin/images/",
    "picture chooser": "/admin/images/chooser/",
    "admin API of pictures": "/admin/api/main/images/",
    "documents": "/admin/documents/",
    "document chooser": "/admin/documents/chooser/",
    "admin API of documents": "/admin/api/main/documents/",
}


@pytest.mark.parametrize("door", OURS_IS_FOUND)
def test_lists_show_what_is_their_own(desk: Client, ours: Side, door: str) -> None:
    answer = desk.get(OURS_IS_FOUND[door])
    assert answer.status_code == 200
    assert shows(answer, ours)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_explorer_shows_a_section_with_the_entitys_own_pages_only(
    desk: Client, site: House, ours: Side, theirs: Side, language: str
) -> None:
    section = site.section(BlogIndexPage, language)
    for name in ("wagtailadmin_explore", "wagtailadmin_explore_results"):
        answer = desk.get(reverse(name, args=[section.pk]))
        assert answer.status_code == 200
        assert shows(answer, ours)
        assert not shows(answer, theirs)


def test_the_page_chooser_shows_a_section_with_the_entitys_own_pages_only(
    desk: Client, site: House, ours: Side, theirs: Side
) -> None:
    section = site.section(BlogIndexPage, "ar")
    answer = desk.get(reverse("wagtailadmin_choose_page_child", args=[section.pk]))
    assert shows(answer, ours)
    assert not shows(answer, theirs)


def test_the_page_chooser_cannot_stand_on_a_page_of_another_entity(
    desk: Client, theirs: Side
) -> None:
    assert is_closed(desk.get(reverse("wagtailadmin_choose_page_child", args=[theirs.draft.pk])))


# -- one page, by its number ----------------------------------------------------------------------


def of_a_page(page: Page) -> dict[str, str]:
    """The admin's addresses about one page and its revisions, by what they do."""
    first, last = page.revisions.order_by("pk").first(), page.latest_revision
    pk = page.pk
    names: dict[str, tuple[str, list[Any]]] = {
        "edit": ("edit", [pk]),
        "preview on edit": ("preview_on_edit", [pk]),
        "view draft": ("view_draft", [pk]),
        "delete": ("delete", [pk]),
        "unpublish": ("unpublish", [pk]),
        "move": ("move", [pk]),
        "copy": ("copy", [pk]),
        "history": ("history", [pk]),
        "history results": ("history_results", [pk]),
        "usage": ("usage", [pk]),
        "revisions index": ("revisions_index", [pk]),
        "revision": ("revisions_view", [pk, first.pk]),
        "revert": ("revisions_revert", [pk, first.pk]),
        "unschedule": ("revisions_unschedule", [pk, first.pk]),
        "comparison": ("revisions_compare", [pk, first.pk, last.pk]),
        "comparison with live": ("revisions_compare", [pk, "live", "latest"]),
        "workflow history": ("workflow_history", [pk]),
        "privacy": ("set_privacy", [pk]),
        "convert alias": ("convert_alias", [pk]),
        "workflow cancellation": ("confirm_workflow_cancellation", [pk]),
        "child of it": ("add_subpage", [pk]),
    }
    found = {what: reverse(f"wagtailadmin_pages:{n}", args=a) for what, (n, a) in names.items()}
    found["explorer"] = reverse("wagtailadmin_explore", args=[pk])
    found["admin API"] = f"/admin/api/main/pages/{pk}/"
    found["admin API, children"] = f"/admin/api/main/pages/?child_of={pk}"
    found["admin API, explorer"] = f"/admin/api/main/pages/?child_of={pk}&for_explorer=1"
    found["submit for translation"] = f"/admin/localize/submit/page/{pk}/"
    found["bulk"] = f"/admin/bulk/wagtailcore/page/publish/?id={pk}"
    found["bulk delete"] = f"/admin/bulk/wagtailcore/page/delete/?id={pk}"
    found["bulk move"] = f"/admin/bulk/wagtailcore/page/move/?id={pk}"
    found["bulk unpublish"] = f"/admin/bulk/wagtailcore/page/unpublish/?id={pk}"
    found["chosen"] = reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={pk}"
    return found


DOORS = [
    "edit", "preview on edit", "view draft", "delete", "unpublish", "move", "copy", "history",
    "history results", "usage", "revisions index", "revision", "revert", "unschedule",
    "comparison", "comparison with live", "workflow history", "privacy", "convert alias",
    "workflow cancellation", "child of it", "explorer", "admin API", "admin API, children",
    "admin API, explorer", "submit for translation", "bulk", "bulk delete", "bulk move",
    "bulk unpublish", "chosen",
]  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
def test_no_door_of_another_entitys_page_opens(
    desk: Client, ours: Side, theirs: Side, door: str
) -> None:
    for page in (theirs.draft, theirs.live, theirs.english):
        address = of_a_page(page)[door]
        for answer in (desk.get(address), desk.get(address, follow=True), desk.post(address)):
            assert not shows(answer, theirs), address
    for page in (theirs.draft, theirs.live, theirs.english):
        stored = type(page).objects.get(pk=page.pk)
        assert (stored.live, stored.title, stored.path) == (
            page.live,
            page.title.replace("تعديل لم ينشر", "منشور"),
            page.path,
        )


@pytest.mark.parametrize("door", ["edit", "history", "comparison", "usage", "copy", "view draft"])
def test_the_same_doors_of_their_own_page_open(desk: Client, ours: Side, door: str) -> None:
    assert desk.get(of_a_page(ours.live)[door]).status_code == 200


def test_what_is_sent_to_anothers_page_changes_nothing(desk: Client, theirs: Side) -> None:
    before = theirs.draft.latest_revision_id
    answer = desk.post(of_a_page(theirs.draft)["edit"], filled(title="كتبه غريب"))
    theirs.draft.refresh_from_db()
    assert is_closed(answer)
    assert theirs.draft.latest_revision_id == before


def test_a_copy_of_ones_own_page_cannot_be_laid_beside_anothers(
    desk: Client, ours: Side, theirs: Side
) -> None:
    answer = desk.post(
        of_a_page(ours.draft)["copy"],
        {"new_title": "نسخة", "new_slug": "a-copy", "new_parent_page": theirs.draft.pk},
    )
    assert not shows(answer, theirs)
    assert not Page.objects.filter(slug="a-copy").exists()


def test_a_colleague_of_the_entity_edits_what_another_began(client: Client, ours: Side) -> None:
    colleague = people.contributor(ours.entity)
    client.force_login(colleague)
    assert client.get(of_a_page(ours.english)["edit"]).status_code == 200


def test_a_contributor_publishes_nothing(desk: Client, ours: Side) -> None:
    desk.post(of_a_page(ours.english)["edit"], filled(title="Published?"))
    ours.english.refresh_from_db()
    assert not ours.english.live
    assert is_closed(desk.get(of_a_page(ours.live)["unpublish"]))
    assert is_closed(desk.get(of_a_page(ours.live)["delete"]))


def test_a_contributor_of_no_entity_sees_nothing(
    client: Client, site: House, ours: Side, theirs: Side
) -> None:
    client.force_login(people.user(Role.CONTRIBUTOR))
    for address in LISTS.values():
        answer = client.get(address.format(mark="MARK"))
        assert not shows(answer, ours)
        assert not shows(answer, theirs)


# -- what one writes ------------------------------------------------------------------------------


def test_a_new_page_belongs_to_the_writers_entity_whatever_the_form_says(
    desk: Client, site: House, ours: Side, theirs: Side
) -> None:
    section = site.section(BlogIndexPage, "ar")
    address = reverse("wagtailadmin_pages:add", args=["blog", "articlepage", section.pk])
    fields = filled(title="مقال جديد من الجهة", entity=theirs.entity.pk)
    fields.pop("action-publish")
    desk.post(address, fields)
    made = section.get_children().get(title="مقال جديد من الجهة").specific
    assert made.entity == ours.entity
    assert not made.live


def test_an_existing_page_cannot_be_given_to_another_entity(
    desk: Client, ours: Side, theirs: Side
) -> None:
    fields = filled(title="عنوان جديد", entity=theirs.entity.pk)
    fields.pop("action-publish")
    desk.post(of_a_page(ours.english)["edit"], fields)
    latest = _latest(ours.english)
    assert latest.title == "عنوان جديد"
    assert latest.entity == ours.entity


@pytest.mark.parametrize("kind", ["picture", "page", "document"])
def test_another_entitys_content_cannot_be_put_into_ones_own_text(
    desk: Client, ours: Side, theirs: Side, kind: str
) -> None:

    blocks: dict[str, Any] = {
        "page": ("page_card", {"page": theirs.draft.pk}),
        "document": ("download", {"title": "ملف", "note": "", "document": theirs.document.pk}),
    }
    fields = filled(title="يستعير ما ليس له")
    fields.pop("action-publish")
    if kind == "picture":
        fields["image"] = theirs.picture.pk
    else:
        fields = _with_body(fields, blocks[kind])
    answer = desk.post(of_a_page(ours.english)["edit"], fields)
    assert _latest(ours.english).title == "Draft OURSMARK"
    assert not shows(answer, theirs)


def _latest(page: ContentPage) -> ContentPage:
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def _with_body(fields: dict[str, Any], block: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    kept = {name: value for name, value in fields.items() if not name.startswith("body-")}
    return kept | dict(nested_form_data({"body": streamfield([block])}))


# -- files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/admin/images/{picture}/",
        "/admin/images/{picture}/delete/",
        "/admin/images/{picture}/generate_url/",
        "/admin/images/{picture}/preview/width-100/",
        "/admin/images/usage/{picture}/",
        "/admin/images/chooser/{picture}/",
        "/admin/images/chooser/chosen-multiple/?id={picture}",
        "/admin/images/chooser/{picture}/select_format/",
        "/admin/api/main/images/{picture}/",
        "/admin/documents/edit/{document}/",
        "/admin/documents/delete/{document}/",
        "/admin/documents/usage/{document}/",
        "/admin/documents/chooser/{document}/",
        "/admin/documents/chooser/chosen-multiple/?id={document}",
        "/admin/api/main/documents/{document}/",
    ],
)
def test_no_door_of_another_entitys_files_opens(desk: Client, theirs: Side, address: str) -> None:
    at = address.format(picture=theirs.picture.pk, document=theirs.document.pk)
    answer = desk.get(at, follow=True)
    assert not shows(answer, theirs)
    desk.post(at)
    assert type(theirs.picture).objects.filter(pk=theirs.picture.pk).exists()
    assert type(theirs.document).objects.filter(pk=theirs.document.pk).exists()


def test_a_new_picture_goes_into_the_entitys_own_collection(
    desk: Client, ours: Side, theirs: Side
) -> None:
    for collection in (None, theirs.entity.collection_id, 1):
        data = {
            "title": f"جديدة {collection}",
            "file": _upload(f"n{collection}.png"),
            "tags": "",
            "alt_0": "",
            "alt_1": "",
            "credit": "",
        }
        if collection:
            data["collection"] = collection
        desk.post("/admin/images/add/", data)
    made = CustomImage.objects.filter(title__startswith="جديدة")
    assert made
    assert {picture.collection for picture in made} == {ours.entity.collection}


def _upload(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, get_test_image_file().file.getvalue(), "image/png")


def test_every_entity_has_a_collection_of_its_name(ours: Side) -> None:
    assert ours.entity.collection.name == str(ours.entity.name)
    ours.entity.name = LazyI18nString({"ar": "اسم جديد", "en": "A new name"})
    ours.entity.save()
    ours.entity.collection.refresh_from_db()
    assert ours.entity.collection.name == "اسم جديد"


def test_mail_about_a_page_goes_to_no_other_entity(ours: Side, theirs: Side) -> None:
    policy = policy_registry.get_by_type(Page)
    told = policy.users_with_any_permission_for_instance({"add", "change"}, ours.draft)
    assert ours.user in told
    assert theirs.user not in told


def test_editors_see_both(client: Client, ours: Side, theirs: Side, editor: Any) -> None:
    client.force_login(editor)
    for page in (ours.draft, theirs.draft):
        assert client.get(of_a_page(page)["edit"]).status_code == 200
    listed = json.loads(client.get("/admin/api/main/pages/?type=blog.ArticlePage").content)
    assert {ours.draft.pk, theirs.draft.pk} <= {item["id"] for item in listed["items"]}
