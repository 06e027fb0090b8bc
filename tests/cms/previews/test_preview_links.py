"""A preview link shows one version of one page, to whoever has it, until it is closed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as trials
from hypothesis import strategies as st
from wagtail.models import PageLogEntry

from cms.access.roles import Role
from cms.catalogue import page_types
from cms.previews import tokens
from cms.previews.actions.revoke import revoke
from cms.previews.actions.share import NothingToShare, share
from cms.previews.jobs import KEPT, tidy
from cms.previews.models import PreviewLink
from tests import reading
from tests.factories import blog as posts
from tests.factories import cms as made
from tests.factories import factory_of, people

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from cms.models import ContentPage, User
    from tests.house import House

DRAFT = "مسودة لم تنشر بعد"


@pytest.fixture
def draft(site: House) -> Any:
    page = posts.article_page("ar", title=DRAFT, live=False, summary="ملخص المسودة")
    page.save_revision()
    return page


@pytest.fixture
def sharer(site: House) -> User:
    return people.user(Role.EDITOR)


def opened(client: Client, address: str) -> Any:
    return client.get(urlsplit(address).path)


def is_closed(client: Client, address: str) -> bool:
    answer = opened(client, address)
    nothing = client.get(reverse("preview", args=["nothing"]))
    return answer.status_code == 404 and answer.content == nothing.content


def test_someone_who_is_not_logged_in_reads_the_draft(
    draft: Any, sharer: User, client: Client, now: datetime
) -> None:
    shared = share(draft, user=sharer, now=now)
    answer = opened(client, shared.address)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert f"{DRAFT}</h1>" in text
    assert 'class="preview-banner"' in text
    assert [name for name in answer.cookies if not name.startswith("preview-")] == []


def test_the_answer_is_kept_and_found_nowhere(
    draft: Any, sharer: User, client: Client, now: datetime
) -> None:
    answer = opened(client, share(draft, user=sharer, now=now).address)
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "no-referrer"
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert not reading.head_links(answer, "canonical")
    assert all("hreflang" not in link for link in reading.head_links(answer, "alternate"))
    assert "og:url" not in answer.content.decode()


def test_a_closed_link_has_the_same_headers_and_tells_nothing(client: Client, site: House) -> None:
    answer = client.get(reverse("preview", args=["nothing"]))
    assert answer.status_code == 404
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("model", page_types(), ids=lambda model: model._meta.label)
def test_every_kind_of_page_can_be_shown(
    model: type[ContentPage], language: str, sharer: User, client: Client, now: datetime
) -> None:
    page: Any = factory_of(model)(language)
    answer = opened(client, share(page, user=sharer, now=now).address)
    assert answer.status_code == 200
    assert answer["Content-Language"] == language
    document = reading.page(answer)
    assert document.get("lang") == language
    assert document.get("dir") == {"ar": "rtl", "en": "ltr"}[language]
    assert b"preview-banner" in answer.content


def test_what_is_written_later_does_not_appear(
    draft: Any, sharer: User, client: Client, now: datetime
) -> None:
    shared = share(draft, user=sharer, now=now)
    draft.title = "نص جديد لم يقصد"
    draft.save_revision()
    text = opened(client, shared.address).content.decode()
    assert DRAFT in text
    assert draft.title not in text


def test_what_autosave_writes_into_the_same_revision_does_not_appear(
    draft: Any, sharer: User, client: Client, now: datetime
) -> None:
    revision = draft.save_revision(user=sharer)
    shared = share(draft, user=sharer, now=now)
    draft.title = "نص كتب في النسخة نفسها"
    assert draft.save_revision(user=sharer, overwrite_revision=revision).pk == revision.pk
    text = opened(client, shared.address).content.decode()
    assert DRAFT in text
    assert draft.title not in text


def test_a_page_without_a_revision_can_be_shared_as_it_is(
    site: House, sharer: User, client: Client, now: datetime
) -> None:
    page = posts.article_page("en", title="Live since yesterday")
    shared = share(page, user=sharer, now=now)
    assert "Live since yesterday" in opened(client, shared.address).content.decode()
    page.refresh_from_db()
    assert not page.has_unpublished_changes


def test_a_link_closes_at_its_hour(draft: Any, sharer: User, client: Client, now: datetime) -> None:
    shared = share(draft, user=sharer, now=now)
    ends = shared.link.expires_at
    assert ends == now + timedelta(hours=72)
    with time_machine.travel(ends - timedelta(seconds=1), tick=False):
        assert opened(client, shared.address).status_code == 200
    with time_machine.travel(ends, tick=False):
        assert is_closed(client, shared.address)


def test_no_link_lives_longer_than_a_week(
    draft: Any, sharer: User, client: Client, now: datetime
) -> None:
    shared = share(draft, user=sharer, now=now, lifetime=timedelta(days=400))
    assert shared.link.expires_at == now + tokens.LONGEST
    # Not even when someone writes another date into its row.
    PreviewLink.objects.update(expires_at=now + timedelta(days=400))
    with time_machine.travel(now + timedelta(days=8), tick=False):
        assert is_closed(client, shared.address)


def test_a_withdrawn_link_opens_nothing_and_keeps_no_text(
    draft: Any, sharer: User, client: Client, now: datetime
) -> None:
    shared = share(draft, user=sharer, now=now)
    other = share(draft, user=sharer, now=now)
    assert revoke(shared.link, user=sharer, now=now)
    assert not revoke(shared.link, user=sharer, now=now)
    assert is_closed(client, shared.address)
    assert opened(client, other.address).status_code == 200
    shared.link.refresh_from_db()
    assert shared.link.content is None


@pytest.mark.parametrize("what", ["page", "revision"])
def test_without_its_page_or_revision_a_link_opens_nothing(
    what: str, draft: Any, sharer: User, client: Client, now: datetime
) -> None:
    shared = share(draft, user=sharer, now=now)
    if what == "page":
        draft.delete()
    else:
        shared.link.revision.delete()
    assert is_closed(client, shared.address)


def test_the_database_does_not_hold_what_opens_the_link(
    draft: Any, sharer: User, client: Client, now: datetime
) -> None:
    shared = share(draft, user=sharer, now=now)
    row = PreviewLink.objects.values().get()
    secret = urlsplit(shared.address).path.split("/")[2].split(".")[0]
    assert len(secret) >= 32
    assert secret not in str(row)
    assert is_closed(client, reverse("preview", args=[row["digest"]]))


def test_a_secret_signed_with_another_key_or_purpose_opens_nothing(
    draft: Any, sharer: User, client: Client, now: datetime
) -> None:
    shared = share(draft, user=sharer, now=now)
    secret = urlsplit(shared.address).path.split("/")[2].split(".")[0]
    for signer in (
        tokens.TimestampSigner(salt="another.purpose", sep="."),
        tokens.TimestampSigner(salt="previews.link", sep=".", key="another key"),
    ):
        assert is_closed(client, reverse("preview", args=[signer.sign(secret)]))
    assert is_closed(client, reverse("preview", args=[secret]))


@given(data=st.data())
@trials(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_address_with_another_letter_opens_anything(
    data: st.DataObject, draft: Any, sharer: User, now: datetime
) -> None:
    shared = share(draft, user=sharer, now=now)
    token = urlsplit(shared.address).path.split("/")[2]
    place = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.characters(codec="ascii", categories=["L", "N", "P"]))
    altered = token[:place] + letter + token[place + 1 :]
    known = tokens.digest_of(token)
    assert known == shared.link.digest
    if altered != token:
        assert tokens.digest_of(altered) is None


@given(data=st.data())
@trials(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_address_shows_its_own_version_and_no_other(
    data: st.DataObject, site: House, sharer: User, client: Client, now: datetime
) -> None:
    pages = [posts.article_page("ar", live=False) for _ in range(2)]
    expected: dict[str, str] = {}
    for number in range(4):
        page: Any = data.draw(st.sampled_from(pages))
        page.title = f"عنوان مميز {number} للصفحة {page.pk}."
        page.save_revision()
        expected[share(page, user=sharer, now=now).address] = page.title
    for address in data.draw(st.permutations(list(expected))):
        text = opened(client, address).content.decode()
        assert f"{expected[address]}</h1>" in text
        others = {title for title in expected.values() if title != expected[address]}
        assert not any(title in text for title in others)


def test_links_in_a_preview_lead_to_public_pages_only(
    site: House, sharer: User, client: Client, now: datetime
) -> None:
    hidden = posts.article_page("ar", live=False, title="صفحة مخفية")
    shown = posts.article_page("ar", title="صفحة عامة")
    paragraph = (
        f'<p><a linktype="page" id="{hidden.pk}">أ</a> <a linktype="page" id="{shown.pk}">ب</a></p>'
    )
    body = made.body(
        ("paragraph", paragraph),
        ("page_card", {"page": hidden.pk}),
        ("page_card", {"page": shown.pk}),
    )
    page: Any = posts.article_page("ar", live=False, body=body)
    page.save_revision()
    answer = opened(client, share(page, user=sharer, now=now).address)
    assert answer.status_code == 200
    links = {reading.path(link) for link in reading.hrefs(answer)}
    assert shown.get_url() in links
    assert hidden.get_url() not in links
    assert "صفحة مخفية" not in answer.content.decode()


def test_a_logged_in_editor_sees_what_everyone_sees(
    draft: Any, sharer: User, client: Client, now: datetime
) -> None:
    shared = share(draft, user=sharer, now=now)
    stranger = opened(client, shared.address).content
    client.force_login(sharer)
    assert opened(client, shared.address).content == stranger


def test_openings_are_counted(draft: Any, sharer: User, client: Client, now: datetime) -> None:
    shared = share(draft, user=sharer, now=now)
    opened(client, shared.address)
    opened(client, shared.address)
    shared.link.refresh_from_db()
    assert shared.link.opened_count == 2
    assert shared.link.last_opened_at is not None


def test_the_address_takes_no_post(draft: Any, sharer: User, client: Client, now: datetime) -> None:
    path = urlsplit(share(draft, user=sharer, now=now).address).path
    assert client.post(path).status_code == 405


def test_an_alias_is_not_shared(site: House, sharer: User, now: datetime) -> None:
    page = posts.article_page("ar")
    alias = page.create_alias(parent=site.home("ar"), update_slug="stand-in")
    with pytest.raises(NothingToShare):
        share(alias, user=sharer, now=now)


def test_the_address_comes_from_the_settings(draft: Any, sharer: User, now: datetime) -> None:
    assert share(draft, user=sharer, now=now).address.startswith(
        f"{settings.WAGTAILADMIN_BASE_URL}/preview/"
    )


def test_machines_are_told_to_stay_away(client: Client, site: House) -> None:
    assert "Disallow: /preview/" in client.get("/robots.txt").content.decode()


def test_sharing_and_withdrawing_are_in_the_log(draft: Any, sharer: User, now: datetime) -> None:
    shared = share(draft, user=sharer, now=now)
    revoke(shared.link, user=sharer, now=now)
    actions = PageLogEntry.objects.filter(page=draft.pk, user=sharer)
    assert {"barza.preview.share", "barza.preview.revoke"} <= set(
        actions.values_list("action", flat=True)
    )


def test_the_clock_empties_closed_links_and_lets_them_go(
    draft: Any, sharer: User, client: Client, now: datetime
) -> None:
    shared = share(draft, user=sharer, now=now)
    tidy(now)
    assert opened(client, shared.address).status_code == 200
    after = shared.link.expires_at + timedelta(minutes=1)
    tidy(after)
    shared.link.refresh_from_db()
    assert shared.link.content is None
    tidy(after + KEPT)
    assert not PreviewLink.objects.exists()


def test_times_are_said_in_the_sites_zone(
    draft: Any, sharer: User, client: Client, now: datetime
) -> None:
    shared = share(draft, user=sharer, now=now)
    local = timezone.localtime(shared.link.expires_at)
    assert f"{local:%H:%M}" in opened(client, shared.address).content.decode()
