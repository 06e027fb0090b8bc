"""The form behind the link: without account or script; nothing typed is ever lost."""

from __future__ import annotations

import json
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.models import CustomImage
from newsletter.item_forms import ItemForm
from newsletter.models import EntityContact, EntityItem, ItemCall
from newsletter.tokens import sign_up_token_for, token_for
from tests.newsletter.items import asking

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def who() -> Any:
    return asking.contact()


@pytest.fixture
def call(who: Any) -> ItemCall:
    return asking.called(who, guidance="نرجو رقمًا واحدًا.")


@pytest.fixture
def token(call: ItemCall, who: Any) -> str:
    return asking.token_of(call, who)


def page(token: str, language: str = "ar") -> Any:
    return Client().get(asking.address("entity_items", token, language=language))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_it_says_who_asks_until_when_and_is_kept_by_nobody(token: str, language: str) -> None:
    answer = page(token, language)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert {"ar": "نوفمبر 2026", "en": "November 2026"}[language] in shown
    assert {"ar": " هـ", "en": " AH"}[language] in shown
    assert "نرجو رقمًا واحدًا." in shown
    assert {"ar": "حتى 10 ميغابايت", "en": "up to 10 MB"}[language] in shown
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    other = {"ar": "en", "en": "ar"}[language]
    assert f'href="{asking.address("entity_items", token, language=other)}"' in shown


@pytest.mark.parametrize("words", [asking.ARABIC, asking.ENGLISH, asking.ARABIC | asking.ENGLISH])
def test_an_item_comes_in_one_language_or_in_both(
    call: ItemCall, who: Any, words: dict[str, str]
) -> None:
    item = asking.sent(call, who, **words, link="https://example.gov.ae/x")
    assert {name: getattr(item, name) for name in words} == words
    assert (item.entity, item.contact, item.state) == (who.entity, who, "received")
    assert item.languages == [code for code in ("ar", "en") if f"title_{code}" in words]
    shown = page(asking.token_of(call, who)).content.decode()
    assert next(iter(words.values())) in shown


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, "title_ar"),
        ({"title_en": "Only a title"}, "text_en"),
        ({"text_ar": "نص بلا عنوان"}, "title_ar"),
        (asking.ARABIC | {"title_en": "Half"}, "text_en"),
        (asking.ARABIC | {"link": "javascript:alert(1)"}, "link"),
        (asking.ARABIC | {"link": "ftp://example.ae/x"}, "link"),
        (asking.ARABIC | {"title_ar": "ط" * 161}, "title_ar"),
        (asking.ARABIC | {"text_ar": "ط" * 2001}, "text_ar"),
    ],
)
def test_an_error_names_the_field_and_loses_nothing(
    token: str, fields: dict[str, str], wrong: str, language: str
) -> None:
    answer = asking.send(token, language=language, **fields)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {wrong}
    shown = answer.content.decode()
    assert f'href="#id_{wrong}"' in shown
    for value in fields.values():
        assert value in shown
    assert not EntityItem.objects.exists()


def test_the_same_form_sent_twice_adds_one_item(token: str) -> None:
    data = asking.form(**asking.ARABIC)
    for _twice in range(2):
        answer = Client().post(asking.address("entity_items", token), data)
        assert answer.status_code == 303
    assert EntityItem.objects.count() == 1


@pytest.mark.parametrize("second", [{"title_ar": "خدمة ثانية"}, {"link": "https://a.gov.ae/b"}])
def test_a_form_that_is_sent_again_with_other_words_adds_another_item(
    token: str, second: dict[str, str]
) -> None:
    """Who goes back in the browser and writes the next item over the first."""
    data = asking.form(**asking.ARABIC)
    for words in (data, data | second, data | second, data):
        assert Client().post(asking.address("entity_items", token), words).status_code == 303
    assert EntityItem.objects.count() == 2


def test_the_key_of_a_form_is_each_entitys_own_and_each_months(call: ItemCall, who: Any) -> None:
    other = asking.contact()
    later = asking.called(who, other, month=date(2026, 12, 1))
    data = asking.form(**asking.ARABIC)
    for token in (asking.token_of(call, who), *(asking.token_of(later, x) for x in (who, other))):
        assert Client().post(asking.address("entity_items", token), data).status_code == 303
    assert EntityItem.objects.count() == 3


def test_get_and_head_change_nothing(call: ItemCall, who: Any, token: str) -> None:
    item = asking.sent(call, who)
    before = EntityItem.objects.values().get()
    for name, args in (
        ("entity_items", ()),
        ("entity_item", (item.pk,)),
        ("entity_item_withdraw", (item.pk,)),
    ):
        for method in ("get", "head", "options"):
            getattr(Client(), method)(asking.address(name, token, *args))
    assert EntityItem.objects.values().get() == before


def test_html_is_text(call: ItemCall, who: Any) -> None:
    words = {"title_ar": "<b>عنوان</b>", "text_ar": "<script>alert(1)</script> {{ x }}"}
    item = asking.sent(call, who, **words)
    assert (item.title_ar, item.text_ar) == (words["title_ar"], words["text_ar"])
    shown = page(asking.token_of(call, who)).content.decode()
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_titles_are_one_line_without_signs_that_turn_the_direction(
    call: ItemCall, who: Any
) -> None:
    item = asking.sent(
        call, who, title_ar="أول\r\nBcc: x\u202e ثانٍ", text_ar="سطر\r\nسطر\x00 آخر"[:9]
    )
    assert item.title_ar == "أول Bcc: x ثانٍ"
    assert item.text_ar == "سطر\nسطر"


def test_a_picture_is_kept_in_the_entitys_collection_with_its_description(
    call: ItemCall, who: Any, token: str
) -> None:
    item = asking.sent(call, who, **asking.ARABIC, picture=asking.png(), picture_alt_ar="شاشة")
    image = CustomImage.objects.get()
    assert item.picture == image
    assert image.collection == who.entity.collection
    assert image.alt.data["ar"] == "شاشة"
    assert image.file_size
    assert image.file_hash
    seen = Client().get(asking.address("entity_item_picture", token, item.pk))
    assert (seen.status_code, seen["Content-Type"]) == (200, "image/webp")
    assert "no-store" in seen["Cache-Control"]
    assert Client().get(image.file.url).status_code == 404


def test_a_picture_without_a_description_is_asked_for_one(token: str) -> None:
    words = asking.ARABIC | asking.ENGLISH | {"picture_alt_ar": "شاشة"}
    answer = asking.send(token, **words, picture=asking.png())
    assert set(answer.context["form"].errors) == {"picture_alt_en"}
    assert not CustomImage.objects.exists()


BOMB = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xea\x60\x00\x00\xea\x60\x08\x02\x00\x00\x00"
    + b"\x00" * 40
)
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 400


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("big.png", b"\x89PNG\r\n\x1a\n" + b"0" * 20_000_000, {"ar": "10", "en": "At most 10"}),
        ("bomb.png", BOMB, {"ar": "", "en": ""}),
        ("paper.png", b"%PDF-1.7\n%%EOF", {"ar": "PNG", "en": "is not what its name says"}),
        ("drawing.svg", b"<svg/>", {"ar": "SVG", "en": "SVG drawings are not taken"}),
        ("empty.png", b"", {"ar": "", "en": "The file is empty"}),
        ("IMG_1.HEIC", HEIC, {"ar": "AVIF, GIF", "en": "Allowed are: AVIF, GIF, JPG"}),
        ("IMG_1.jpg", HEIC, {"ar": "JPG", "en": "is not what its name says (JPG)"}),
    ],
    ids=["of 20 MB", "a bomb", "a renamed PDF", "a drawing", "empty", "HEIC", "a renamed HEIC"],
)
def test_a_file_that_is_no_fit_picture_is_refused_and_the_words_stay(
    token: str, language: str, name: str, data: bytes, words: dict[str, str]
) -> None:
    file = SimpleUploadedFile(name, data, "image/png")
    answer = asking.send(
        token, language=language, **asking.ARABIC, picture=file, picture_alt_ar="شاشة"
    )
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"picture"}
    shown = answer.content.decode()
    assert words[language] in shown
    assert asking.ARABIC["text_ar"] in shown
    assert not EntityItem.objects.exists()
    assert not CustomImage.objects.exists()


def test_an_item_is_changed_with_its_picture_and_withdrawn(
    call: ItemCall, who: Any, token: str
) -> None:
    item = asking.sent(call, who, **asking.ARABIC, picture=asking.png(), picture_alt_ar="شاشة")
    own = asking.address("entity_item", token, item.pk)
    shown = Client().get(own).content.decode()
    assert asking.ARABIC["title_ar"] in shown
    new = {"title_ar": "عنوان آخر", "text_ar": "نص آخر", "version": item.version}
    answer = Client().post(own, new | {"without_picture": "on"})
    assert answer.status_code == 303
    item.refresh_from_db()
    assert (item.title_ar, item.picture) == ("عنوان آخر", None)
    assert not CustomImage.objects.exists()
    late = Client().post(own, new)
    assert late.status_code == 409
    assert "عنوان آخر" in late.content.decode()
    Client().post(asking.address("entity_item_withdraw", token, item.pk))
    item.refresh_from_db()
    assert item.state == "withdrawn"
    assert Client().get(own).status_code == 404
    late = Client().post(own, new | {"text_ar": "كُتب في نافذة أخرى", "version": item.version})
    assert late.status_code == 409
    assert "كُتب في نافذة أخرى" in late.content.decode()
    item.refresh_from_db()
    assert (item.state, item.text_ar) == ("withdrawn", "نص آخر")


def test_a_picture_of_its_own_takes_the_place_of_the_former(
    call: ItemCall, who: Any, token: str
) -> None:
    item = asking.sent(call, who, **asking.ARABIC, picture=asking.png(), picture_alt_ar="شاشة")
    former = item.picture
    data = asking.ARABIC | {"version": item.version, "picture_alt_ar": "شاشة أخرى"}
    Client().post(
        asking.address("entity_item", token, item.pk), data | {"picture": asking.png((50, 40))}
    )
    item.refresh_from_db()
    assert item.picture is not None
    assert former is not None
    assert item.picture.pk != former.pk
    assert CustomImage.objects.count() == 1


@pytest.mark.parametrize("language", ["ar", "en"])
def test_after_the_deadline_it_says_so_kindly_and_keeps_what_was_typed(
    call: ItemCall, who: Any, token: str, language: str
) -> None:
    item = asking.sent(call, who)
    asking.over(call)
    shown = page(token, language).content.decode()
    assert "letter@barza.example" in shown
    assert 'name="title_ar"' not in shown
    assert item.title_ar in shown
    late = asking.send(token, language=language, **asking.ENGLISH)
    assert late.status_code == 409
    assert asking.ENGLISH["text_en"] in late.content.decode()
    own = asking.address("entity_item", token, item.pk)
    changed = Client().post(own, asking.ENGLISH | {"version": item.version})
    assert changed.status_code == 409
    Client().post(asking.address("entity_item_withdraw", token, item.pk))
    assert EntityItem.objects.get().state == "received"


def test_the_link_shows_what_became_of_it_for_a_year_and_then_nothing(
    call: ItemCall, who: Any, token: str
) -> None:
    item = asking.sent(call, who)
    ItemCall.objects.update(deadline=asking.local_day(-300))
    assert item.title_ar in page(token).content.decode()
    ItemCall.objects.update(deadline=asking.local_day(-410))
    for gone in (page(token), asked_by_program(token)):
        assert gone.status_code == 410
        assert item.title_ar not in gone.content.decode()
    assert gone.json()["errors"]


def test_a_link_has_its_limits(token: str) -> None:
    answers = [asking.send(token) for _sending in range(31)]
    assert {answer.status_code for answer in answers[:30]} == {422}
    assert answers[30].status_code == 429
    assert int(answers[30]["Retry-After"]) > 0


def test_an_entity_sends_only_so_many(call: ItemCall, who: Any, token: str) -> None:
    for _item in range(20):
        asking.sent(call, who)
    more = asking.send(token, **asking.ENGLISH)
    assert more.status_code == 409
    assert asking.ENGLISH["title_en"] in more.content.decode()


def test_colleagues_see_each_others_items_and_no_other_entity_does(
    call: ItemCall, who: Any
) -> None:
    colleague, stranger = asking.contact(who.entity), asking.contact()
    for more in (colleague, stranger):
        asking.called(more, month=(call.month + timedelta(days=31 * more.pk)).replace(day=1))
        call.recipients.create(contact=more, asked_at=timezone.now())
    item = asking.sent(call, who, **asking.ARABIC, picture=asking.png(), picture_alt_ar="شاشة")
    ours = asking.token_of(call, colleague)
    theirs = asking.token_of(call, stranger)
    assert item.title_ar in page(ours).content.decode()
    assert item.title_ar not in page(theirs).content.decode()
    for name in ("entity_item", "entity_item_withdraw", "entity_item_picture"):
        url = asking.address(name, theirs, item.pk)
        assert Client().get(url).status_code == 404
        assert Client().post(url, asking.ARABIC).status_code in {404, 405}
    item.refresh_from_db()
    assert (item.state, item.version) == ("received", 1)


def test_a_link_that_is_not_ours_or_of_who_left_opens_nothing(who: Any, token: str) -> None:
    number = token.partition(".")[0]
    for wrong in (
        "none",
        number,
        f"{token}x",
        token_for(int(number)),
        sign_up_token_for(int(number)),
    ):
        assert asking.send(wrong, **asking.ARABIC).status_code == 404
        shown = page(wrong, "en")
        assert shown.status_code == 404
        assert "was cut off or changed on its way" in shown.content.decode()
        assert "no-store" in shown["Cache-Control"]
    EntityContact.objects.update(is_active=False)
    resting = page(token, "en")
    who.delete()
    for dead in (resting, page(token, "en")):
        assert dead.status_code == 404
        assert "This link is no longer valid" in dead.content.decode()
        assert "letter@barza.example" in dead.content.decode()
    assert asked_by_program(token).json()["errors"]


# --- by program --------------------------------------------------------------------------------


def asked_by_program(token: str) -> Any:
    address = asking.address("entity_items", token)
    return Client().get(address, headers={"Accept": "application/json"})


def posted(token: str, data: Any, language: str = "en") -> Any:
    return Client().post(
        asking.address("entity_items", token, language=language),
        data if isinstance(data, str) else json.dumps(data),
        content_type="application/json",
    )


def test_a_program_sends_an_item_and_reads_its_state(token: str) -> None:
    key = str(uuid.uuid4())
    answer = posted(token, asking.ENGLISH | {"token": key})
    assert answer.status_code == 201
    item = EntityItem.objects.get()
    assert answer.json() == {"id": item.pk, "state": "received"}
    assert posted(token, asking.ENGLISH | {"token": key}).status_code == 200
    assert EntityItem.objects.count() == 1
    listed = asked_by_program(token)
    (told,) = listed.json()["items"]
    assert (told["id"], told["state"], told["title_en"]) == (
        item.pk,
        "received",
        asking.ENGLISH["title_en"],
    )
    assert listed["X-Robots-Tag"] == "noindex"


def test_a_program_is_told_what_is_wrong_by_field(token: str) -> None:
    answer = posted(token, {"title_en": "Half", "link": "no link"})
    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"text_en", "link"}
    assert answer["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    "body", [" ", "[]", '"x"', "{", '{"title_en": 5, "text_en": [1]}', "[" * 9999]
)
def test_a_program_that_sends_no_object_is_told(token: str, body: str) -> None:
    answer = posted(token, body)
    assert answer.status_code in {400, 422}
    assert answer.json()["errors"]
    assert not EntityItem.objects.exists()


@pytest.mark.parametrize(
    "odd",
    [
        {"title_en": "Half a \ud83d sign"},
        {"link": "https://a.gov.ae/\udc00"},
        {"token": "no key"},
        {"token": "\ud800"},
        {"title_en": "null \x00 byte", "text_ar": "\x85"},
    ],
)
def test_odd_signs_of_a_program_are_no_fault_of_ours(token: str, odd: dict[str, str]) -> None:
    answer = posted(token, asking.ENGLISH | odd)
    assert answer.status_code in {201, 422}
    assert asked_by_program(token).status_code == page(token).status_code == 200


def test_a_program_sends_a_picture_as_a_form(token: str) -> None:
    data = asking.form(**asking.ENGLISH, picture=asking.png(), picture_alt_en="A screen")
    answer = Client().post(
        asking.address("entity_items", token), data, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 201
    assert EntityItem.objects.get().picture is not None


def test_a_program_is_told_of_the_deadline(call: ItemCall, token: str) -> None:
    asking.over(call)
    assert posted(token, asking.ENGLISH).status_code == 409


# --- the rule ----------------------------------------------------------------------------------

WORDS = st.text(max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(title_ar=WORDS, text_ar=WORDS, title_en=WORDS, text_en=WORDS)
def test_an_item_is_whole_in_each_language_that_it_has(**words: str) -> None:
    form = ItemForm(words)
    valid = form.is_valid()
    kept = {name: form[name].value() or "" for name in words}
    assert kept == words  # typed words come back as they are
    if not valid:
        assert form.errors
        return
    stored = form.words
    whole = [code for code in ("ar", "en") if stored[f"title_{code}"] and stored[f"text_{code}"]]
    begun = [code for code in ("ar", "en") if stored[f"title_{code}"] or stored[f"text_{code}"]]
    assert whole == begun != []
    assert "\n" not in stored["title_ar"] + stored["title_en"]
