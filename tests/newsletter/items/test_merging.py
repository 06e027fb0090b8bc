"""Two items become one: each entity keeps what is its own, and both are named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from blog.models import NewsPage
from cms.models import CustomImage, Entity
from tests.newsletter.items import asking

if TYPE_CHECKING:
    from newsletter.models import EntityItem, ItemCall

pytestmark = pytest.mark.usefixtures("site")

PICTURE = {"picture_alt_ar": "شاشة الخدمة"}


@pytest.fixture
def host() -> Any:
    """Whose item stays."""
    return asking.contact()


@pytest.fixture
def guest() -> Any:
    """Whose item goes into the other."""
    return asking.contact()


@pytest.fixture
def call(host: Any, guest: Any) -> ItemCall:
    return asking.called(host, guest)


def sent(call: ItemCall, who: Any, **more: Any) -> EntityItem:
    return asking.sent(call, who, **asking.ARABIC, **more)


def merged(goes: EntityItem, stays: EntityItem, **changed: str) -> Any:
    """As the manager does who sends the words that the screen begins with."""
    desk = asking.at_desk()
    address = reverse("newsletter_items:merge", args=[goes.pk, stays.pk])
    form = desk.get(address).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    answer = desk.post(address, data | changed)
    goes.refresh_from_db()
    stays.refresh_from_db()
    return answer


def named(who: Any) -> str:
    with translation.override("ar"):
        return str(Entity.objects.get(pk=who.entity_id))


def accepted(item: EntityItem) -> NewsPage:
    asking.decide(asking.at_desk(), item, "accept", sort="service")
    page: NewsPage = NewsPage.objects.get()
    return page


def test_the_one_picture_is_shown_by_the_draft_and_to_its_own_entity_alone(
    call: ItemCall, host: Any, guest: Any
) -> None:
    stays = sent(call, host)
    goes = sent(call, guest, picture=asking.png(), **PICTURE)
    merged(goes, stays)
    for who, item, status in ((host, stays, 404), (guest, goes, 200)):
        token = asking.token_of(call, who)
        assert (
            Client().get(asking.address("entity_item_picture", token, item.pk)).status_code
            == status
        )
    own = Client().get(asking.address("entity_items", asking.token_of(call, host)))
    assert PICTURE["picture_alt_ar"] not in own.content.decode()
    desk = asking.at_desk().get(reverse("newsletter_items:item", args=[stays.pk]))
    assert "entity-items__picture" in desk.content.decode()
    assert accepted(stays).image == goes.picture


@pytest.mark.parametrize("what", ["withdraws", "changes"])
def test_who_takes_back_what_another_went_into_leaves_that_ones_picture_alone(
    call: ItemCall, host: Any, guest: Any, what: str
) -> None:
    stays = sent(call, host)
    goes = sent(call, guest, picture=asking.png(), **PICTURE)
    merged(goes, stays)
    token = asking.token_of(call, host)
    if what == "withdraws":
        Client().post(asking.address("entity_item_withdraw", token, stays.pk))
    else:
        own = asking.address("entity_item", token, stays.pk)
        data = asking.ARABIC | PICTURE | {"version": stays.version, "picture": asking.png()}
        assert Client().post(own, data).status_code == 303
    goes.refresh_from_db()
    assert goes.picture is not None
    assert goes.picture.alt.data["ar"] == PICTURE["picture_alt_ar"]
    assert CustomImage.objects.count() == (1 if what == "withdraws" else 2)


def test_the_description_of_the_picture_is_asked_for_and_kept(
    call: ItemCall, host: Any, guest: Any
) -> None:
    stays = sent(call, host)
    goes = sent(call, guest, picture=asking.png(), **PICTURE)
    refused = merged(goes, stays, picture_alt_ar="")
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"picture_alt_ar"}
    merged(goes, stays, picture_alt_ar="شاشة بكلمات المحررين")
    image = accepted(stays).image
    assert image is not None
    assert image.alt.data["ar"] == "شاشة بكلمات المحررين"


def test_the_words_begin_with_the_description_of_the_picture_that_stays(
    call: ItemCall, host: Any, guest: Any
) -> None:
    stays = sent(call, host, picture=asking.png(), **PICTURE)
    english = asking.ENGLISH | {"picture_alt_en": "A chart"}
    goes = asking.sent(call, guest, **english, picture=asking.png())
    address = reverse("newsletter_items:merge", args=[goes.pk, stays.pk])
    shown = asking.at_desk().get(address)
    form = shown.context["form"]
    assert form["picture_alt_ar"].value() == PICTURE["picture_alt_ar"]
    assert not form["picture_alt_en"].value()
    # The manager sees what will be left out.
    assert shown.content.decode().count("entity-items__picture") == 2


def test_the_draft_names_both_entities_and_has_the_links_of_both(
    call: ItemCall, host: Any, guest: Any
) -> None:
    stays = sent(call, host, link="https://host.gov.ae/x")
    goes = sent(call, guest, link="https://guest.gov.ae/y")
    merged(goes, stays)
    page = accepted(stays)
    assert page.entity == host.entity
    html = page.full_html()
    for who, link in ((host, "https://host.gov.ae/x"), (guest, "https://guest.gov.ae/y")):
        before, _found, after = html.partition(f'href="{link}"')
        assert before
        assert named(who) in after.partition("</a>")[0]


def test_a_link_that_came_from_the_other_is_not_called_the_ones_own(
    call: ItemCall, host: Any, guest: Any
) -> None:
    stays = sent(call, host)
    goes = sent(call, guest, link="https://guest.gov.ae/y")
    merged(goes, stays)
    html = accepted(stays).full_html()
    assert html.count("https://guest.gov.ae/y") == 1
    label = html.partition('href="https://guest.gov.ae/y"')[2].partition("</a>")[0]
    assert named(guest) in label
    assert named(host) not in label


def test_an_entity_without_a_link_is_named_too(call: ItemCall, host: Any, guest: Any) -> None:
    stays, goes = sent(call, host), sent(call, guest)
    merged(goes, stays)
    assert named(guest) in accepted(stays).full_html()


def test_what_waits_again_has_no_decision_any_more(call: ItemCall, host: Any, guest: Any) -> None:
    stays, goes = sent(call, host), sent(call, guest)
    merged(goes, stays)
    assert goes.decided_at is not None
    asking.decide(asking.at_desk(), stays, "decline", reason="سبب")
    goes.refresh_from_db()
    assert goes.state == "received"
    assert goes.decided_by is None
    assert goes.decided_at is None
