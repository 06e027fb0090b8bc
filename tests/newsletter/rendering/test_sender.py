"""Who the letter says it is from, as an operator may write it in MAIL_FROM."""

from __future__ import annotations

import email
import email.policy
from typing import TYPE_CHECKING

import pytest

from newsletter.actions.sender import sender_of_settings
from newsletter.rendering.head import head_of
from newsletter.rendering.identity import message_id
from newsletter.rendering.message import Addressee, message_template
from tests.newsletter.letters import SENT_AT, make_letter

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

    from newsletter.letter import Sender


def sender(settings: SettingsWrapper, mail_from: str) -> Sender:
    settings.DEFAULT_FROM_EMAIL = mail_from
    return sender_of_settings()


@pytest.mark.parametrize(
    ("mail_from", "name"),
    [
        ("البرزة · Barza <letter@barza.example>", "البرزة · Barza"),
        ("Barza, the house <letter@barza.example>", "Barza, the house"),
        ('"Barza, the house" <letter@barza.example>', "Barza, the house"),
        (r'"The \"Barza\"" <letter@barza.example>', 'The "Barza"'),
        ("<letter@barza.example>", ""),
        ("letter@barza.example", ""),
    ],
)
def test_a_name_is_shown_without_the_signs_that_enclose_it(
    settings: SettingsWrapper, mail_from: str, name: str
) -> None:
    found = sender(settings, mail_from)
    assert (found.name, found.address) == (name, "letter@barza.example")


def test_a_host_in_arabic_letters_makes_correct_mails(settings: SettingsWrapper) -> None:
    settings.PUBLIC_URL = "http://localhost"
    found = sender(settings, "البرزة <letter@البرزة.امارات>")
    host = "xn--mgbcd5af9h.xn--mgbaam7a8h"
    assert found.address == f"letter@{host}"
    assert found.list_id == f"newsletter.{host}"
    named = message_id("1", "0", secret=b"s", domain=found.address.rpartition("@")[2])
    head = head_of(make_letter("ar", sender=found))
    reader = Addressee(address="r@example.org", token="1.t", message_id=named)
    octets = message_template(head, html="x", plain="x").address_to(reader, date=SENT_AT)
    mail = email.message_from_bytes(octets, policy=email.policy.strict)
    assert mail["From"].addresses[0].addr_spec == f"letter@{host}"
    assert mail["Message-ID"] == named
