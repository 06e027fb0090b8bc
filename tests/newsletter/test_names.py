"""Names that are names, and what is smuggled in as one."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsletter.actions.subscribe import Wish, subscribe
from newsletter.forms import MediaSignUpForm
from newsletter.models import Audience, SignUp, SubscriberLanguage
from newsletter.names import (
    NAME_LENGTH,
    NameFault,
    fault_of_name,
    fault_of_outlet,
    plain_name,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

NOON = datetime(2026, 11, 10, 8, tzinfo=UTC)
HONEST = (
    "نورة", "د. محمد بن راشد", "أ.د.محمد", "Dr.Ahmed", "Noura Al-Ali", "O’Brien", "O'Neill",
    "Nguyễn Thị Minh", "علی\u200cرضا", "José", "李小龍", "Prof. Ali", "م. سارة (أم خالد)",
    "م/ سارة", "مُحَمَّد", "O’Neill｜Sea",
)  # fmt: skip
SMUGGLED = (
    "Buy at evil.example", "https://evil.example", "www.evil", "a@b", "javascript:alert(1)",
    "name\r\nBcc: x@y.example", "na\nme", "\u202egnp.exe", "a\u2066b", "a\x00b", "a\x1bb",
    "a\u2028b", "\ud800", "x" * (NAME_LENGTH + 1), "موقع.امارات", "data:text/html,x",
    # In characters that look like those of an address, or with what is not seen between them.
    "evil．example", "evil。example", "evil․example", "evil۔example", "ｗｗｗ．evil", "noura＠evil",
    "https：／／evil", "evil\u200c.example", "evil\u0301.example", "x.com/buy",
)  # fmt: skip
#: HTML and templates: no fault of a name, and shown as written wherever it is shown.
NAUGHTY = ("<script>alert(1)</script>", "{{ 7*7 }}", "${7*7}", "';--", "%0aBcc:x", "&lt;b&gt;")


@pytest.mark.parametrize("name", HONEST)
def test_a_name_is_taken_as_it_is(name: str) -> None:
    assert plain_name(name) == unicodedata.normalize("NFC", name)
    assert fault_of_name(name) is None


@pytest.mark.parametrize("name", SMUGGLED)
def test_what_is_no_name_is_refused(name: str) -> None:
    assert fault_of_name(plain_name(name)) is not None


@pytest.mark.parametrize("name", ["صحيفة البحر", "barq.example", "Sea Daily 24|7"])
def test_a_house_may_be_called_as_its_site_is(name: str) -> None:
    assert fault_of_outlet(name) is None


def test_a_house_is_no_address() -> None:
    assert fault_of_outlet("https://barq.example/buy") == NameFault.ADDRESS


def test_marks_of_arabic_keyboards_are_taken_out() -> None:
    assert plain_name("\u200fنورة\u200e  العلي ") == "نورة العلي"


@given(st.text(max_size=80))
def test_what_is_taken_says_what_it_seems_to_say(name: str) -> None:
    plain = plain_name(name)
    if fault_of_name(plain) is None:
        assert len(plain) <= NAME_LENGTH
        assert all(unicodedata.category(one) not in {"Cc", "Cs", "Zl", "Zp"} for one in plain)
        assert not any(unicodedata.bidirectional(one) in _OVERRIDES for one in plain)
        assert "://" not in plain
        assert plain_name(plain) == plain


_OVERRIDES = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@pytest.mark.parametrize("name", ["Buy at evil.example", "\u202eeliaD", "\u200f", "\u061c \u200e"])
def test_the_form_says_what_is_wrong_with_a_name(name: str) -> None:
    form = MediaSignUpForm(
        {"email": "a@readers.example", "language": "ar", "name": name, "outlet": "صحيفة"}
    )
    assert not form.is_valid()
    assert set(form.errors) == {"name"}


@pytest.mark.django_db
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from((*SMUGGLED, *NAUGHTY)), st.sampled_from((*SMUGGLED, *NAUGHTY)))
def test_nothing_of_a_name_is_in_the_first_mail(
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
    name: str,
    outlet: str,
) -> None:
    """Not even of one that no form has looked at."""
    SignUp.objects.all().delete()
    mail.outbox.clear()
    marked = [f"Zq{part}qZ".replace("\ud800", "") for part in (name, outlet)]
    wish = Wish(
        SubscriberLanguage.ENGLISH, "en", audience=Audience.MEDIA, name=marked[0], outlet=marked[1]
    )
    with django_capture_on_commit_callbacks(execute=True):
        subscribe("reader@readers.example", wish, NOON)
    (letter,) = mail.outbox
    told = letter.message().as_string() + letter.body + letter.subject
    assert "Zq" not in re.sub(r"/confirm/\S+", "", told)  # a signature may hold any two letters
