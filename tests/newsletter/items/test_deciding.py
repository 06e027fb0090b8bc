"""Managers edit, accept, merge, decline and undo; of two at once the second is told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from blog.models import NewsPage
from cms.access.roles import Role
from newsletter.actions.tell_entities import tell_entities
from newsletter.models import EntityItem, ItemCall
from tests.factories import newsletter, people
from tests.newsletter.items import asking

pytestmark = pytest.mark.usefixtures("site")

BOTH = asking.ARABIC | asking.ENGLISH


@pytest.fixture
def who() -> Any:
    return asking.contact()


@pytest.fixture
def call(who: Any) -> ItemCall:
    return asking.called(who)


@pytest.fixture
def desk() -> Client:
    return asking.at_desk()


def told(answer: Any) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def test_an_accepted_item_becomes_a_news_draft_in_each_of_its_languages(
    call: ItemCall, who: Any, desk: Client
) -> None:
    words = BOTH | {
        "link": "https://example.gov.ae/x",
        "picture_alt_ar": "ش",
        "picture_alt_en": "S",
    }
    item = asking.sent(call, who, **words, picture=asking.png())
    asking.decide(desk, item, "accept", sort="app")
    drafts = {page.locale.language_code: page for page in NewsPage.objects.all()}
    assert set(drafts) == {"ar", "en"}
    assert item.pages == {code: page.pk for code, page in drafts.items()}
    arabic, english = drafts["ar"], drafts["en"]
    assert arabic.translation_key == english.translation_key
    for page in drafts.values():
        assert not page.live
        assert (page.entity, page.image, page.news_kind) == (who.entity, item.picture, "app")
        assert page.current_workflow_state is not None
        assert "https://example.gov.ae/x" in page.full_html()
    assert (arabic.title, english.title) == (words["title_ar"], words["title_en"])
    assert words["text_en"] in english.body_text()


def test_an_item_in_one_language_makes_one_draft(call: ItemCall, who: Any, desk: Client) -> None:
    item = asking.sent(call, who, **asking.ENGLISH)
    asking.decide(desk, item, "accept", sort="trend")
    assert set(item.pages) == {"en"}
    assert NewsPage.objects.get().language == "en"


@pytest.mark.parametrize("title", ["🎉 🎉", "؟!…", "\u200b", "ط" * 160])
def test_no_title_is_too_odd_for_a_draft(
    call: ItemCall, who: Any, desk: Client, title: str
) -> None:
    for _twice in range(2):
        item = asking.sent(call, who, title_ar=title, text_ar="نص")
        asking.decide(desk, item, "accept", sort="service")
    slugs = set(NewsPage.objects.values_list("slug", flat=True))
    assert len(slugs) == 2
    assert all(slugs)


def test_the_draft_is_the_entitys_and_no_other_contributors(
    call: ItemCall, who: Any, desk: Client
) -> None:
    item = asking.sent(call, who)
    asking.decide(desk, item, "accept", sort="service")
    page = NewsPage.objects.get()
    section = reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    for entity, seen in ((who.entity, True), (people.entity(), False)):
        client = asking.at_desk(people.user(Role.CONTRIBUTOR, entity=entity))
        listed = client.get(section).content.decode()
        assert (page.title in listed) is seen
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        if not seen:
            assert client.get(edit).status_code != 200


def test_what_looks_like_html_is_text_in_the_draft(call: ItemCall, who: Any, desk: Client) -> None:
    item = asking.sent(call, who, title_en="<i>x</i>", text_en="<script>alert(1)</script>\n{{ 7 }}")
    asking.decide(desk, item, "accept", sort="service")
    page = NewsPage.objects.get()
    assert page.title == "<i>x</i>"
    assert "<script>" not in page.full_html()
    assert "&lt;script&gt;" in page.full_html()


def test_the_houses_words_stand_beside_the_entitys(call: ItemCall, who: Any, desk: Client) -> None:
    item = asking.sent(call, who, **BOTH)
    data = BOTH | {"title_en": "A better title"}
    asking.decide(desk, item, "edit", **data)
    assert (item.title_en, item.word("title_en")) == (BOTH["title_en"], "A better title")
    shown = desk.get(reverse("newsletter_items:item", args=[item.pk])).content.decode()
    assert "A better title" in shown
    assert BOTH["title_en"] in shown
    asking.decide(desk, item, "accept", sort="service")
    assert NewsPage.objects.get(locale__language_code="en").title == "A better title"
    link = Client().get(asking.address("entity_items", asking.token_of(call, who)))
    assert BOTH["title_en"] in link.content.decode()


def test_words_that_are_not_whole_are_refused_and_kept(
    call: ItemCall, who: Any, desk: Client
) -> None:
    item = asking.sent(call, who, **BOTH)
    answer = asking.decide(desk, item, "edit", **(BOTH | {"text_en": "", "title_en": "مطبوع"}))
    assert answer.status_code == 422
    assert "مطبوع" in answer.content.decode()
    assert item.edited == {}


def test_the_reason_of_a_decline_reaches_the_contact_in_their_language(desk: Client) -> None:
    who = asking.contact(language="en")
    call = asking.called(who)
    item = asking.sent(call, who)
    asking.decide(desk, item, "decline", reason="نشرنا مثلها في أكتوبر.")
    assert item.state == "declined"
    letter = asking.letters(who)[-1]
    assert "About your item" in letter
    assert "نشرنا مثلها في أكتوبر." in letter
    link = Client().get(asking.address("entity_items", asking.token_of(call, who)))
    assert "نشرنا مثلها في أكتوبر." in link.content.decode()


def test_a_decline_without_a_reason_is_none(call: ItemCall, who: Any, desk: Client) -> None:
    item = asking.sent(call, who)
    answer = asking.decide(desk, item, "decline", reason=" ")
    assert answer.status_code == 422
    assert item.state == "received"
    assert len(asking.letters(who)) == 1


@pytest.mark.parametrize("second", ["accept", "decline", "edit", "merge"])
@pytest.mark.parametrize("first", ["accept", "decline", "edit"])
def test_the_second_of_two_managers_is_told_and_changes_nothing(
    call: ItemCall, who: Any, first: str, second: str
) -> None:
    item, other = asking.sent(call, who), asking.sent(call, who, **asking.ENGLISH)
    fields: dict[str, dict[str, Any]] = {
        "accept": {"sort": "service"},
        "decline": {"reason": "سبب مكتوب"},
        "edit": asking.ARABIC | {"title_ar": "عنوان محرر"},
        "merge": BOTH | {"of_merged": item.version},
    }
    seen = {"version": item.version}
    asking.decide(asking.at_desk(), item, first, **fields[first])
    stored = EntityItem.objects.values().get(pk=item.pk)
    pages = Page.objects.count()
    late = asking.at_desk()
    args = [item.pk, other.pk] if second == "merge" else [item.pk]
    address = reverse(f"newsletter_items:{second}", args=args)
    data = (seen if second != "merge" else {"version": other.version}) | fields[second]
    answer = late.post(address, data)
    assert EntityItem.objects.values().get(pk=item.pk) == stored
    assert Page.objects.count() == pages
    if answer.status_code == 302:
        assert told(answer)
    else:
        assert answer.status_code in {409, 422}
        typed = "reason" if second == "decline" else "title_ar"
        assert fields[second][typed] in answer.content.decode()


def _changed_by_entity(item: EntityItem, call: ItemCall, who: Any) -> int:
    """The version that whoever had opened it before has seen."""
    new = asking.ARABIC | {"title_ar": "عنوان جديد", "version": item.version}
    Client().post(asking.address("entity_item", asking.token_of(call, who), item.pk), new)
    return item.version


def test_what_the_entity_changed_is_read_before_it_is_decided_on(
    call: ItemCall, who: Any, desk: Client
) -> None:
    item = asking.sent(call, who)
    seen = _changed_by_entity(item, call, who)
    answer = desk.post(
        reverse("newsletter_items:accept", args=[item.pk]), {"version": seen, "sort": "app"}
    )
    assert told(answer)
    assert not NewsPage.objects.exists()


def test_who_came_too_late_to_decline_reads_the_new_words_and_declines_then(
    call: ItemCall, who: Any, desk: Client
) -> None:
    item = asking.sent(call, who)
    seen = _changed_by_entity(item, call, who)
    address = reverse("newsletter_items:decline", args=[item.pk])
    late = desk.post(address, {"version": seen, "reason": "سبب مكتوب"})
    assert "عنوان جديد" in late.content.decode()
    form = late.context["decline_form"]
    desk.post(address, {name: form[name].value() for name in form.fields})
    item.refresh_from_db()
    assert (item.state, item.reason) == ("declined", "سبب مكتوب")


def test_two_items_become_one_with_the_words_of_both(desk: Client) -> None:
    one, two = asking.contact(), asking.contact()
    call = asking.called(one, two)
    stays = asking.sent(call, one)
    goes = asking.sent(call, two, **asking.ENGLISH, picture=asking.png(), picture_alt_en="Screen")
    address = reverse("newsletter_items:merge", args=[goes.pk, stays.pk])
    form = desk.get(address).context["form"]
    assert form["title_ar"].value() == stays.title_ar
    assert form["title_en"].value() == goes.title_en
    data = {name: form[name].value() or "" for name in form.fields}
    assert desk.post(address, data | {"picture_alt_ar": "شاشة"}).status_code == 302
    goes.refresh_from_db()
    stays.refresh_from_db()
    assert (goes.state, goes.merged_into) == ("merged", stays)
    assert (stays.state, stays.languages) == ("received", ["ar", "en"])
    asking.decide(desk, stays, "accept", sort="achievement")
    for page in NewsPage.objects.all():
        page.save_revision().publish()
    link = Client().get(asking.address("entity_items", asking.token_of(call, two)))
    assert NewsPage.objects.get(locale__language_code="en").get_url() in link.content.decode()


def test_what_went_into_an_item_that_is_declined_waits_again(call: ItemCall, who: Any) -> None:
    stays, goes = asking.sent(call, who), asking.sent(call, who, **asking.ENGLISH)
    desk = asking.at_desk()
    data = BOTH | {"version": stays.version, "of_merged": goes.version}
    desk.post(reverse("newsletter_items:merge", args=[goes.pk, stays.pk]), data)
    asking.decide(desk, stays, "decline", reason="سبب")
    goes.refresh_from_db()
    assert (goes.state, goes.merged_into) == ("received", None)


@pytest.mark.parametrize("what", ["accept", "decline", "merge"])
def test_a_decision_is_undone_while_nothing_is_published(
    call: ItemCall, who: Any, desk: Client, what: str
) -> None:
    item, other = asking.sent(call, who), asking.sent(call, who, **asking.ENGLISH)
    if what == "merge":
        data = BOTH | {"version": other.version, "of_merged": item.version}
        desk.post(reverse("newsletter_items:merge", args=[item.pk, other.pk]), data)
    else:
        asking.decide(desk, item, what, sort="service", reason="سبب")
    item.refresh_from_db()
    assert item.state != "received"
    asking.decide(desk, item, "undo")
    assert (item.state, item.pages, item.reason, item.merged_into) == ("received", {}, "", None)
    assert not NewsPage.objects.exists()
    assert (len(asking.letters(who)) == 3) is (what == "decline")


def test_a_draft_that_editors_worked_on_stays_with_them(
    call: ItemCall, who: Any, desk: Client
) -> None:
    item = asking.sent(call, who)
    asking.decide(desk, item, "accept", sort="service")
    page = NewsPage.objects.get()
    page.title = "عنوان المحررين"
    page.save_revision()
    asking.decide(desk, item, "undo")
    assert item.state == "received"
    assert NewsPage.objects.get().pk == page.pk


def test_what_is_published_stays_decided(call: ItemCall, who: Any, desk: Client) -> None:
    item = asking.sent(call, who)
    asking.decide(desk, item, "accept", sort="service")
    NewsPage.objects.get().save_revision().publish()
    answer = asking.decide(desk, item, "undo")
    assert told(answer)
    assert item.state == "accepted"
    assert NewsPage.objects.get().live


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_entity_sees_where_it_was_published_and_is_told_of_the_issue_once(
    language: str, desk: Client
) -> None:
    who = asking.contact(language=language)
    call = asking.called(who)
    item = asking.sent(call, who, **BOTH)
    asking.decide(desk, item, "accept", sort="service")
    token = asking.token_of(call, who)
    accepted = Client().get(asking.address("entity_items", token, language=language))
    assert {"ar": "مقبول", "en": "Accepted"}[language] in accepted.content.decode()
    now = timezone.now()
    tell_entities(now)
    assert len(asking.letters(who)) == 1
    pages = list(NewsPage.objects.all())
    issues = {}
    for page in pages:
        page.save_revision().publish()
        issues[page.language] = newsletter.issue_page(
            page.language, month=date(2026, 11, 1), pages=[page]
        )
    for _twice in range(2):
        tell_entities(now + timedelta(minutes=10))
    letters = asking.letters(who)
    assert len(letters) == 2
    own = next(page for page in pages if page.language == language)
    assert own.get_url() in letters[-1]
    assert issues[language].get_url() in letters[-1]
    shown = Client().get(asking.address("entity_items", token, language=language)).content.decode()
    for page in (*pages, *issues.values()):
        assert page.get_url() in shown
    assert {"ar": "نوفمبر 2026", "en": "Newsletter of November 2026"}[language] in shown


def test_a_page_that_is_not_public_any_more_is_not_called_published(
    call: ItemCall, who: Any, desk: Client
) -> None:
    item = asking.sent(call, who)
    asking.decide(desk, item, "accept", sort="service")
    page = NewsPage.objects.get()
    page.save_revision().publish()
    page.refresh_from_db()
    page.unpublish()
    shown = Client().get(asking.address("entity_items", asking.token_of(call, who)))
    assert page.get_url() not in shown.content.decode()


def test_the_first_screen_tells_managers_what_waits(call: ItemCall, who: Any) -> None:
    asking.sent(call, who)
    address = reverse("newsletter_items:call", args=[call.pk])
    home = reverse("wagtailadmin_home")
    assert address in asking.at_desk().get(home).content.decode()
    other = people.user(Role.TRANSLATOR)
    assert address not in asking.at_desk(other).get(home).content.decode()
