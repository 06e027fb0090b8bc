"""Where the faults of texts are shown: side panel, message after publication, report."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from django.urls import reverse

from cms.access.roles import Role
from cms.desk import texts
from cms.desk.actions.check_page import check_page, latest_text
from cms.desk.faults import FaultKind
from cms.desk.models import PageFault
from tests.factories.blog import article_page
from tests.factories.cms import body
from tests.factories.people import contributor, entity, user
from tests.journeys.editing_form import filled

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from cms.models import User

pytestmark = pytest.mark.usefixtures("site")

REPORT = reverse("desk_text_checks")
FOREIGN = "We listen first and then decide."


def faulty(language: str = "ar", **fields: Any) -> Any:
    text = FOREIGN if language == "ar" else "نصغي أولاً ثم نقرر معاً."
    fields = {"summary": "ملخص." if language == "ar" else "Summary."} | fields
    return article_page(language, body=body(("paragraph", f"<p>{text}</p>")), **fields)


def report(client: Client, who: User, query: str = "") -> str:
    client.force_login(who)
    answer = client.get(f"{REPORT}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_editor_shows_the_faults_of_the_draft_with_the_way_to_each(client: Client) -> None:
    page = faulty()
    client.force_login(user(Role.EDITOR, language="en"))
    text = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    panel = text[text.index("data-desk-checks") : text.index("data-checks-panel")]
    assert "Text in another language" in panel
    assert FOREIGN.rstrip(".") in panel
    assert f'href="#:w:contentpath=body.{page.body[0].id}"' in panel


def test_wagtails_checks_have_the_houses_rules_beside_their_own(client: Client) -> None:
    client.force_login(user(Role.EDITOR))
    page = faulty()
    text = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    config = text[text.index('id="checker-axe-configuration"') :]
    for rule in ("barza-foreign-text", "barza-link-text", "barza-dead-link", "heading-order"):
        assert rule in config


def test_the_preview_loads_the_rules_and_readers_never_do(client: Client) -> None:
    page = faulty()
    client.force_login(user(Role.EDITOR))
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    client.post(preview, filled())
    shown = client.get(f"{preview}?in_preview_panel=true").content.decode()
    assert "content_checks.js" in shown
    public = client.get(page.url).content.decode()
    assert "wagtail-userbar" not in public
    assert "content_checks.js" not in public


def test_publishing_is_never_refused_but_serious_faults_are_told(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    page = faulty()
    client.force_login(user(Role.EDITOR, language="en"))
    data = filled(title=page.title, slug=page.slug, summary=FOREIGN)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data, follow=True)
    text = answer.content.decode()
    assert "desk-told" in text
    assert "Text in another language" in text
    page.refresh_from_db()
    assert page.summary == FOREIGN
    kept = set(PageFault.objects.filter(page_id=page.pk).values_list("kind", flat=True))
    assert FaultKind.FOREIGN_TEXT in kept


def test_a_check_that_fails_holds_up_neither_editing_nor_publishing(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(page: Any, now: datetime) -> list[Any]:
        raise ValueError

    monkeypatch.setattr(texts, "faults_of", fails)
    page = faulty()
    client.force_login(user(Role.EDITOR, language="en"))
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "This text could not be checked" in client.get(edit).content.decode()
    answer = client.post(edit, filled(title=page.title, slug=page.slug, summary=FOREIGN))
    assert answer.status_code == 302
    assert "could not be checked" in caplog.text


def test_a_sound_text_is_published_without_a_word(client: Client) -> None:
    page = article_page("ar")
    client.force_login(user(Role.EDITOR))
    data = filled(title=page.title, slug=page.slug)
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data, follow=True)
    assert "desk-told" not in answer.content.decode()


def test_the_fragment_is_of_the_latest_draft_and_for_its_editors_alone(client: Client) -> None:
    mine, theirs = entity(), entity()
    page = article_page("ar", entity=theirs)
    page.summary = FOREIGN
    page.save_revision()
    url = reverse("desk_page_checks", args=[page.pk])
    client.force_login(user(Role.EDITOR))
    assert FOREIGN.rstrip(".") in client.get(url).content.decode()
    assert client.post(url).status_code == 405
    client.force_login(contributor(of=mine))
    answer = client.get(url, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code in {403, 404}
    client.logout()
    assert client.get(url).status_code == 302


def test_the_report_lists_what_one_may_see_by_kind_and_language(
    client: Client, now: datetime
) -> None:
    mine, theirs = entity(), entity()
    for owner, title in ((mine, "مقالنا"), (theirs, "سرّ غيرنا")):
        check_page(faulty(title=title, entity=owner).pk, now=now)
    check_page(faulty("en", title="English one").pk, now=now)
    text = report(client, contributor(of=mine))
    assert "مقالنا" in text
    assert "سرّ" not in text
    editor = user(Role.EDITOR)
    assert "سرّ" in report(client, editor)
    assert "مقالنا" not in report(client, editor, "?language=en")
    assert "English one" in report(client, editor, "?language=en&kind=foreign-text")
    assert "English one" not in report(client, editor, "?kind=missing-alt")


def test_those_who_write_no_pages_have_no_report(client: Client) -> None:
    client.force_login(user(Role.REVIEWER))
    assert client.get(REPORT).status_code == 302


def test_the_report_goes_out_as_a_table_that_computes_nothing(
    client: Client, now: datetime
) -> None:
    check_page(faulty(title='=HYPERLINK("http://x";"y")').pk, now=now)
    client.force_login(user(Role.EDITOR, language="en"))
    answer: Any = client.get(f"{REPORT}?export=csv")
    text = b"".join(answer.streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["Kind of fault"] for row in rows} == {"Text in another language", "No translation"}
    for row in rows:
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())
    book = client.get(f"{REPORT}?export=xlsx")
    assert book.status_code == 200


def test_checking_twice_leaves_the_same_rows_and_mending_removes_them(now: datetime) -> None:
    page = faulty()
    check_page(page.pk, now=now)
    first = list(PageFault.objects.order_by("pk").values())
    check_page(page.pk, now=now)
    assert list(PageFault.objects.order_by("pk").values()) == first
    page.body = body(("paragraph", "<p>نصغي أولاً.</p>"))
    page.save()
    check_page(page.pk, now=now)
    assert {row.kind for row in PageFault.objects.all()} == {FaultKind.MISSING_TRANSLATION}
    page.delete()
    assert not PageFault.objects.exists()


def test_a_draft_is_checked_where_there_is_one(now: datetime) -> None:
    page = article_page("ar", summary="ملخص.")
    page.summary = FOREIGN
    page.save_revision()
    page.refresh_from_db()
    assert latest_text(page).summary == FOREIGN
    check_page(page.pk, now=now)
    assert PageFault.objects.filter(kind=FaultKind.FOREIGN_TEXT).exists()


def test_publishing_a_translation_clears_the_other_ones_fault(
    now: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    arabic = article_page("ar", summary="ملخص.")
    check_page(arabic.pk, now=now)
    assert PageFault.objects.filter(page=arabic).exists()
    english = article_page("en", of=arabic, summary="Summary.", live=False)
    with django_capture_on_commit_callbacks(execute=True):
        english.save_revision().publish()
    assert not PageFault.objects.filter(page=arabic).exists()
    english.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        english.unpublish()
    assert PageFault.objects.filter(page=arabic).exists()


def test_one_page_that_cannot_be_read_stops_nothing(
    now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    from cms.desk import jobs

    first, second = faulty(), faulty()

    def fails(page_id: int, *, now: datetime) -> int:
        if page_id == first.pk:
            raise ValueError
        return check_page(page_id, now=now)

    with patch.object(jobs, "check_page", fails):
        jobs.check_pages(now)
    assert PageFault.objects.filter(page_id=second.pk).exists()
    assert str(first.pk) in caplog.text
