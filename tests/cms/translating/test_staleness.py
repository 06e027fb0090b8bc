"""A translation is out of date exactly when its source says publicly what it did not say."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.operations import translate_object

from cms.translating.actions.declare import declare
from cms.translating.actions.keep import keep_all
from cms.translating.models import Standing, TranslationState, standing_of
from cms.translating.wording import digest, digest_of, without_ids
from tests.cms.translating.made import again, source, state, translation, write
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import toolkit as guides

if TYPE_CHECKING:
    from cms.models import User
    from tests.house import House

texts = st.text(max_size=30)
wordings = st.dictionaries(texts, texts | st.lists(texts, max_size=3), max_size=5)


@given(wordings, wordings)
def test_wordings_have_one_digest_exactly_when_they_are_the_same(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert (digest(one) == digest(other)) == (one == other)
    assert digest(dict(reversed(one.items()))) == digest(one)


@given(st.lists(st.tuples(st.uuids(), st.uuids(), texts), max_size=5))
def test_the_ids_of_blocks_do_not_count(blocks: list[tuple[Any, Any, str]]) -> None:
    def stream(place: int) -> list[dict[str, Any]]:
        return [
            {"type": "quote", "value": {"text": row[2], "id": "kept"}, "id": str(row[place])}
            for row in blocks
        ]

    assert without_ids(stream(0)) == without_ids(stream(1))
    assert all("id" in block["value"] for block in without_ids(stream(0)))


@given(st.booleans(), st.booleans(), st.sampled_from(["", "digest"]))
def test_what_is_stale_is_called_so_whatever_else_is_true(
    live: bool, waits: bool, declared: str
) -> None:
    row = TranslationState(source_digest=declared, awaits_publication=waits)
    assert standing_of(row, live=live) is not Standing.STALE
    row.turns_stale(timezone.now())
    assert standing_of(row, live=live) is Standing.STALE


def test_what_is_marked_but_not_public_waits_to_be_published(site: House, editor: User) -> None:
    page = source()
    twin = translation(page, user=editor)
    write(page, title="عنوان آخر")
    twin = write(twin, title="Another title", publish=False)
    declare(twin, editor, timezone.now())
    assert standing_of(state(twin), live=True) is Standing.READY
    again(twin).latest_revision.publish()
    assert standing_of(state(twin), live=True) is Standing.CURRENT


def test_a_text_saved_anew_by_the_editor_is_still_the_same_text(site: House) -> None:
    page = source(body=made.body(("paragraph", "<p>كلام</p>"), ("quote", {"text": "قول"})))
    before = digest_of(page)
    raw = [
        {"type": "paragraph", "value": '<p data-block-key="ab1cd">كلام</p>', "id": "1"},
        {"type": "quote", "value": {"text": "قول", "speaker": "", "role": ""}, "id": "2"},
    ]
    assert digest_of(write(page, body=json.dumps(raw))) == before


def test_new_text_in_the_source_makes_the_public_translation_stale(
    site: House, editor: User
) -> None:
    page = source()
    twin = translation(page, user=editor)
    assert state(twin).stale_since is None
    write(page, title="عنوان آخر", publish=False)
    assert state(twin).stale_since is None  # only its author knows
    write(page)
    assert state(twin).stale_since is not None


@pytest.mark.parametrize(
    "change",
    [{"slug": "another-address"}, {"expire_at": timezone.now() + timedelta(days=3)}, {}],
)
def test_an_address_or_a_date_makes_nothing_stale(
    site: House, editor: User, change: dict[str, Any]
) -> None:
    page = source()
    twin = translation(page, user=editor)
    write(page, **change)
    assert state(twin).stale_since is None


def test_it_says_since_when_readers_wait(site: House, editor: User) -> None:
    page = source()
    twin = translation(page, user=editor)
    write(page, summary="ملخص ثان.")
    first = state(twin).stale_since
    write(page, summary="ملخص ثالث.")
    assert state(twin).stale_since == first is not None


def test_taking_the_change_back_makes_it_current_again(site: House, editor: User) -> None:
    page = source(summary="ملخص.")
    twin = translation(page, user=editor)
    write(page, summary="ملخص ثان.")
    write(page, summary="ملخص.")
    assert state(twin).stale_since is None


def test_marking_as_up_to_date_ends_it_and_says_who(site: House, editor: User) -> None:
    page = source()
    twin = translation(page, user=editor)
    write(page, title="عنوان آخر")
    now = timezone.now()
    for _twice in range(2):
        declare(again(twin), editor, now)
    row = state(twin)
    assert (row.stale_since, row.approved_by, row.approved_at) == (None, editor, now)
    assert row.source_revision_id == again(page).live_revision_id
    assert twin.get_translations().count() == 1


def test_a_translation_published_after_the_change_is_up_to_date(site: House, editor: User) -> None:
    page = source()
    twin = translation(page, user=editor)
    write(page, title="عنوان آخر")
    write(twin, title="Another title")
    assert state(twin).stale_since is None


def test_text_written_before_the_change_and_published_after_it_is_stale(
    site: House, editor: User
) -> None:
    page = source()
    twin = translation(page, user=editor)
    write(twin, title="A title in waiting", publish=False)
    write(page, title="عنوان آخر")
    again(twin).latest_revision.publish()
    assert state(twin).stale_since is not None


def test_a_page_first_written_in_english_is_the_source_of_its_arabic(
    site: House, editor: User
) -> None:
    page = source("en", title="First in English", body=made.body(("paragraph", "<p>One.</p>")))
    twin = translation(page, user=editor, title="ترجمة عربية")
    assert state(twin).source_id == page.pk
    assert not TranslationState.objects.filter(page_id=page.pk).exists()
    write(page, title="Second thoughts")
    assert state(twin).stale_since is not None


def test_aliases_have_no_standing(site: House, editor: User) -> None:
    page = source()
    alias = page.create_alias(
        parent=site.section(type(page.get_parent().specific), "en"),
        update_locale=site.home("en").locale,
        reset_translation_key=False,
    )
    write(page, title="عنوان آخر")
    assert not TranslationState.objects.filter(page_id=alias.pk).exists()


def test_translations_that_came_by_no_door_get_their_rows_from_the_clock(
    site: House, now: Any
) -> None:
    page = posts.article_page("ar")
    twin = posts.article_page("en", of=page)
    TranslationState.objects.filter(page_id=twin.pk).delete()
    assert keep_all(now) >= 1
    assert keep_all(now) == 0
    row = state(twin)
    assert row.declared
    assert row.stale_since is None


def test_a_page_kept_in_step_is_current_only_when_all_of_it_is_translated(
    site: House, editor: User
) -> None:
    page = guides.resource_page("ar", title="دليل")
    page.save_revision().publish()
    locale = site.home("en").locale
    translate_object(page, [locale])
    twin = type(page).objects.get(locale=locale, translation_key=page.translation_key)
    step = Translation.objects.get(source__object_id=page.translation_key)
    twin.latest_revision.publish()  # as it is: with the source's text in it
    assert state(twin).stale_since is not None
    declare(again(twin), editor, timezone.now())
    assert state(twin).stale_since is None
    write(page, title="دليل جديد")
    assert state(twin).stale_since is not None
    TranslationSource.objects.get_for_instance(page).update_from_db()
    step.save_target(publish=False)
    again(twin).latest_revision.publish()
    assert state(twin).stale_since is not None
