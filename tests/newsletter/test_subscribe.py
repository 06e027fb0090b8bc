"""Coming onto the list: asked for on the site, confirmed in one's own mailbox (N8)."""

from __future__ import annotations

import re
from datetime import timedelta
from email import policy
from email.parser import BytesParser
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml.html import fromstring

from cms.notices.models import Notice
from newsletter.actions.forget_unconfirmed import forget_unconfirmed
from newsletter.mailboxes import normal_address
from newsletter.models import Audience, SignUp, Subscriber, SubscriberLanguage, SubscriberStatus
from newsletter.tokens import sign_up_id_of, sign_up_token_for, token_for
from newsletter.views.sign_up import SIGN_UPS
from tests.cms.work.queue import queued, work
from tests.factories import newsletter
from tests.house import LANGUAGES
from tests.newsletter.proofs import proof

if TYPE_CHECKING:
    from datetime import datetime


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

in_both_languages = pytest.mark.parametrize("language", LANGUAGES)

ADDRESS = "reader@readers.example"
#: Before the day's end in Dubai, so that days do not change within a test.
NOON = "2026-11-10T08:00:00Z"


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


@pytest.fixture
def letters(django_capture_on_commit_callbacks: Any) -> Any:
    """Has the mails sent that a block asked for, and gives them."""

    class Letters:
        def __enter__(self) -> list[Any]:
            self.before = len(mail.outbox)
            self.sent: list[Any] = []
            self.waiting = django_capture_on_commit_callbacks(execute=True)
            self.waiting.__enter__()
            return self.sent

        def __exit__(self, *error: Any) -> None:
            self.waiting.__exit__(*error)
            self.sent += mail.outbox[self.before :]

    return Letters


def door(name: str = "subscribe", language: str = "ar", *args: str) -> str:
    with translation.override(language):
        return reverse(name, args=args)


def ask(
    email: str = ADDRESS,
    language: str = "ar",
    *,
    page: str = "",
    client: Client | None = None,
    **more: str,
) -> Any:
    """Sends the form of the letter, of the page in `page` or in the language asked for."""
    return (client or Client()).post(
        door(language=page or language),
        {"email": email, "language": language, "proof": proof(), **more},
    )


def of_the_media(email: str = ADDRESS, **more: str) -> dict[str, str]:
    """What the form of the media list sends."""
    person = {"name": "نورة", "outlet": "صحيفة البحر"}
    return {"email": email, "language": "both", "proof": proof(), **person, **more}


def link_in(letter: Any) -> str:
    (link,) = re.findall(r"http://localhost(/\S+)", letter.body)
    return str(link)


# --- the way -------------------------------------------------------------------------------------


@in_both_languages
def test_a_reader_signs_up_and_confirms(language: str, letters: Any, client: Client) -> None:
    with letters() as sent:
        answer = ask(language=language, client=client)
    assert (answer.status_code, answer["Location"]) == (303, door("subscribe_sent", language))
    assert client.get(answer["Location"]).status_code == 200
    (letter,) = sent
    assert letter.to == [ADDRESS]
    assert letter.extra_headers["Content-Language"] == language
    one = Subscriber.objects.get()
    assert one.status == SubscriberStatus.PENDING

    address = link_in(letter)
    assert address.startswith("/en/") == (language == "en")
    page = client.get(address)
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["X-Robots-Tag"] == "noindex"
    assert "no-store" in page["Cache-Control"]
    assert ADDRESS not in page.content.decode()
    answer = client.post(address)
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert door("subscription", language, token_for(one.pk)) in client.get(address).content.decode()

    one.refresh_from_db()
    assert one.status == SubscriberStatus.ACTIVE
    assert one.language == language
    assert one.audience == Audience.INDIVIDUAL
    assert one.confirmed_at is not None
    assert not client.cookies


def test_the_media_say_for_whom_they_write(letters: Any, client: Client) -> None:
    data = of_the_media()
    with letters() as sent:
        assert client.post(door("subscribe_media"), data).status_code == 303
    client.post(link_in(sent[0]))
    one = Subscriber.objects.get()
    assert (one.audience, one.name, one.outlet) == (Audience.MEDIA, "نورة", "صحيفة البحر")
    assert one.language == SubscriberLanguage.BOTH


def test_who_reads_it_may_be_told(letters: Any, client: Client) -> None:
    with letters() as sent:
        ask(audience=Audience.UNIVERSITY)
    client.post(link_in(sent[0]))
    assert Subscriber.objects.get().audience == Audience.UNIVERSITY


@in_both_languages
def test_who_wants_both_languages_is_asked_in_that_of_the_page(language: str, letters: Any) -> None:
    with letters() as sent:
        ask(language="both", page=language)
    assert sent[0].extra_headers["Content-Language"] == language


@in_both_languages
@pytest.mark.parametrize("name", ["subscribe", "subscribe_media"])
def test_a_form_with_faults_keeps_what_was_written_and_names_each(
    name: str, language: str, client: Client
) -> None:
    data = {"email": "no address", "language": "xx", "name": "نورة", "outlet": ""}
    answer = client.post(door(name, language), data)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'value="no address"' in text
    assert 'href="#id_email"' in text
    assert 'href="#id_language"' in text
    assert text.count('aria-invalid="true"') == (3 if name == "subscribe_media" else 2)
    if name == "subscribe_media":
        assert 'value="نورة"' in text
        assert 'href="#id_outlet"' in text
    assert not Subscriber.objects.exists()


# --- nothing happens by itself -------------------------------------------------------------------


def test_looking_changes_nothing(letters: Any, client: Client) -> None:
    with letters() as sent:
        ask()
    before = _everything()
    with letters() as more:
        for address in (
            link_in(sent[0]), door(), door("subscribe_media"), door("subscribe_sent"),
            f"{door()}?email=other@readers.example&language=ar",
        ):  # fmt: skip
            assert client.get(address).status_code == 200
            assert client.head(address).status_code == 200
    assert more == []
    assert _everything() == before


def _everything() -> list[Any]:
    return [list(model.objects.values()) for model in (Subscriber, SignUp, Notice)]


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(method: str, client: Client) -> None:
    for address in (door(), door("subscribe_confirm", "ar", sign_up_token_for(1))):
        assert getattr(client, method)(address).status_code == 405


def test_a_link_is_over_after_three_days(letters: Any, client: Client, clock: Any) -> None:
    with letters() as sent:
        ask()
    clock.shift(timedelta(days=3))
    assert client.get(link_in(sent[0])).status_code == 410
    client.post(link_in(sent[0]))
    assert Subscriber.objects.get().status == SubscriberStatus.PENDING


def test_a_link_is_good_until_then(letters: Any, client: Client, clock: Any) -> None:
    with letters() as sent:
        ask()
    clock.shift(timedelta(days=3) - timedelta(seconds=1))
    client.post(link_in(sent[0]))
    assert Subscriber.objects.get().status == SubscriberStatus.ACTIVE


@given(st.integers(min_value=1, max_value=2**62))
def test_a_token_leads_back_to_its_sign_up_alone(pk: int) -> None:
    token = sign_up_token_for(pk)
    assert sign_up_id_of(token) == pk
    # Neither opens the other's door.
    assert sign_up_id_of(token_for(pk)) is None
    assert token != token_for(pk)


def test_a_forged_token_is_not_found_and_confirms_nothing(letters: Any, client: Client) -> None:
    with letters():
        ask()
    one = Subscriber.objects.get()
    number = SignUp.objects.get().pk
    for token in ("none", f"{number}.forged", token_for(one.pk), token_for(number)):
        address = door("subscribe_confirm", "ar", token)
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    one.refresh_from_db()
    assert one.status == SubscriberStatus.PENDING


def test_a_link_of_a_sign_up_that_is_gone_is_over(client: Client) -> None:
    assert client.get(door("subscribe_confirm", "ar", sign_up_token_for(99))).status_code == 410
    assert client.post(door("subscribe_confirm", "ar", sign_up_token_for(99))).status_code == 302


def test_confirming_twice_is_confirming_once(letters: Any, client: Client, clock: Any) -> None:
    with letters() as sent:
        ask()
    client.post(link_in(sent[0]))
    first = list(Subscriber.objects.values())
    clock.shift(timedelta(hours=1))
    client.post(link_in(sent[0]))
    assert list(Subscriber.objects.values()) == first


def test_who_has_left_comes_back_by_a_new_link_only(
    letters: Any, client: Client, clock: Any
) -> None:
    with letters() as sent:
        ask()
    client.post(link_in(sent[0]))
    one = Subscriber.objects.get()
    client.post(door("unsubscribe", "ar", token_for(one.pk)))
    client.post(link_in(sent[0]))  # a scanner, or a second press of an old button
    one.refresh_from_db()
    assert one.status == SubscriberStatus.UNSUBSCRIBED
    assert client.get(link_in(sent[0])).status_code == 410

    clock.shift(timedelta(hours=2))
    with letters() as again:
        ask()
    one.refresh_from_db()
    assert one.status == SubscriberStatus.UNSUBSCRIBED
    client.post(link_in(again[0]))
    one.refresh_from_db()
    assert one.status == SubscriberStatus.ACTIVE


def test_of_a_journalist_who_has_left_neither_name_nor_organisation_is_kept(
    letters: Any, client: Client
) -> None:
    data = of_the_media()
    with letters() as sent:
        client.post(door("subscribe_media"), data)
    client.post(link_in(sent[0]))
    one = Subscriber.objects.get()
    client.post(door("unsubscribe", "ar", token_for(one.pk)))
    one.refresh_from_db()
    assert (one.status, one.name, one.outlet) == (SubscriberStatus.UNSUBSCRIBED, "", "")
    assert list(SignUp.objects.values_list("name", "outlet")) == [("", "")]


def test_a_link_of_the_media_list_that_is_over_leads_to_the_media_list(
    letters: Any, client: Client, clock: Any
) -> None:
    data = of_the_media()
    with letters() as sent:
        client.post(door("subscribe_media"), data)
    clock.shift(timedelta(days=4))
    page = client.get(link_in(sent[0])).content.decode()
    assert f'href="{door("subscribe_media")}"' in page
    assert f'href="{door()}"' not in page


@in_both_languages
def test_the_language_switch_stays_with_the_readers_link(
    language: str, letters: Any, client: Client
) -> None:
    with letters() as sent:
        ask(language=language)
    address = link_in(sent[0])
    other = "en" if language == "ar" else "ar"
    token = address.strip("/").rpartition("/")[2]
    page = client.get(address).content.decode()
    assert f'href="{door("subscribe_confirm", other, token)}"' in page
    # No search engine is told of it.
    assert 'rel="canonical"' not in page
    assert 'rel="alternate" hreflang' not in " ".join(page.split())


def test_the_short_form_keeps_what_it_does_not_ask_for(letters: Any, client: Client) -> None:
    """Of a reader who is on the list and gives the address once more on the home page."""
    known: dict[str, Any] = {"audience": Audience.UNIVERSITY, "abroad": True, "name": "نورة"}
    one = newsletter.subscriber(email=ADDRESS, language="ar", **known)
    with letters() as sent:
        ask(language="en")
    client.post(link_in(sent[0]))
    one.refresh_from_db()
    assert one.language == SubscriberLanguage.ENGLISH
    assert {name: getattr(one, name) for name in known} == known


def test_the_long_form_says_anew_as_whom_someone_reads(letters: Any, client: Client) -> None:
    one = newsletter.subscriber(email=ADDRESS, audience=Audience.MEDIA, outlet="صحيفة البحر")
    with letters() as sent:
        ask(audience=Audience.PARTNER)
    client.post(link_in(sent[0]))
    one.refresh_from_db()
    assert (one.audience, one.outlet) == (Audience.PARTNER, "")


def test_leaving_voids_links_that_were_on_their_way(letters: Any, client: Client) -> None:
    one = newsletter.subscriber(email=ADDRESS)
    with letters() as sent:
        ask(language="en")
    client.post(door("unsubscribe", "ar", token_for(one.pk)))
    client.post(link_in(sent[0]))
    one.refresh_from_db()
    assert one.status == SubscriberStatus.UNSUBSCRIBED


# --- who asks learns nothing ---------------------------------------------------------------------


def test_the_answer_is_the_same_whatever_is_known_of_an_address(letters: Any) -> None:
    newsletter.subscriber(email="active@readers.example")
    newsletter.subscriber(email="pending@readers.example", status=SubscriberStatus.PENDING)
    newsletter.subscriber(email="left@readers.example", status=SubscriberStatus.UNSUBSCRIBED)
    answers = set()
    with letters() as sent:
        for name in ("active", "pending", "left", "unknown", "active", "unknown"):
            client = Client()
            answer = ask(f"{name}@readers.example", client=client)
            page = client.get(answer["Location"])
            answers.add(
                (
                    answer.status_code, answer.content, str(sorted(answer.items())),
                    page.status_code, page.content, str(sorted(page.items())),
                )
            )  # fmt: skip
    assert len(answers) == 1
    # Each mailbox is told, and once.
    assert sorted(letter.to[0].partition("@")[0] for letter in sent) == [
        "active", "left", "pending", "unknown",
    ]  # fmt: skip
    assert len({re.sub(r"/confirm/\S+", "", letter.body) for letter in sent}) == 1


def test_a_stranger_changes_nothing_of_a_subscription(letters: Any) -> None:
    one = newsletter.subscriber(email=ADDRESS, language="en")
    before = Subscriber.objects.filter(pk=one.pk).values().get()
    with letters():
        ask("READER@readers.example", language="ar")
        Client().post(
            door("subscribe_media"),
            of_the_media(name="Mallory", outlet="Other"),
        )
    assert Subscriber.objects.filter(pk=one.pk).values().get() == before


def test_what_an_asker_writes_does_not_reach_the_mailbox(letters: Any) -> None:
    data = of_the_media(name="Buy now", outlet="Cheap pills")
    with letters() as sent:
        Client().post(door("subscribe_media", "en"), data)
    told = sent[0].message().as_string() + sent[0].body
    assert "Buy" not in told
    assert "pills" not in told


# --- nobody's mailbox is filled ------------------------------------------------------------------


def test_a_burst_sends_one_mail(letters: Any) -> None:
    with letters() as sent:
        for spelling in ("reader", "Reader", " reader", "reader+1", "READER+two", "r.e.ader"):
            ask(f"{spelling}@readers.example")
    assert len(sent) == 1


def test_three_mails_a_day_and_one_an_hour(letters: Any, clock: Any) -> None:
    with letters() as sent:
        for _half_hour in range(48):
            ask()
            cache.clear()  # the limit of networks is not looked at here
            clock.shift(timedelta(minutes=31))
    assert len(sent) == 3 + 1  # the fourth is of the next day
    moments = list(SignUp.objects.values_list("asked_at", flat=True))
    assert all(b - a >= timedelta(hours=1) for a, b in pairwise(moments))


def test_the_last_wish_counts_when_no_second_mail_is_sent(letters: Any, client: Client) -> None:
    with letters() as sent:
        ask(language="ar")
        ask(language="en")
    assert len(sent) == 1
    client.post(link_in(sent[0]))
    assert Subscriber.objects.get().language == SubscriberLanguage.ENGLISH


def test_a_network_that_signs_up_many_is_asked_to_wait(letters: Any) -> None:
    with letters() as sent:
        answers = [ask(f"reader-{n}@readers.example") for n in range(SIGN_UPS.most + 3)]
    assert len(sent) == SIGN_UPS.most
    assert [answer.status_code for answer in answers[-3:]] == [429, 429, 429]
    late = answers[-1]
    assert 0 < int(late["Retry-After"]) <= 600
    assert f'value="reader-{SIGN_UPS.most + 2}@readers.example"' in late.content.decode()


def test_a_form_that_fills_itself_in_gets_the_usual_answer_and_nothing_else(letters: Any) -> None:
    usual = ask("other@readers.example")
    with letters() as sent:
        answer = ask(trap="https://spam.example")
    assert (answer.status_code, answer.content) == (usual.status_code, usual.content)
    assert sorted(answer.items()) == sorted(usual.items())
    assert sent == []
    assert not Subscriber.objects.filter(email=ADDRESS).exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_form_of_another_site_is_not_taken(headers: dict[str, str], letters: Any) -> None:
    with letters() as sent:
        answer = Client().post(door(), {"email": ADDRESS, "language": "ar"}, headers=headers)
    assert answer.status_code == 403
    assert f'value="{ADDRESS}"' in answer.content.decode()
    assert sent == []


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}, {}]
)
def test_a_form_of_ours_is_taken_without_a_cookie(headers: dict[str, str]) -> None:
    client = Client(enforce_csrf_checks=True)
    data = {"email": ADDRESS, "language": "ar", "proof": proof()}
    answer = client.post(door(), data, headers=headers)
    assert answer.status_code == 303
    assert not client.cookies


# --- odd addresses -------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["a", "é", "ع", "@", ".", "..", "+", "-", "_", " ", '"', "\\", "<", ">", ",", ";", ":", "%0a",
     "\n", "\r\n", "\t", "\0", "\x7f", "\u202e", "Bcc: x@y.example", "example.com", "[127.0.0.1]",
     "(c)", "=?utf-8?q?a?=", "'", "x" * 70]
)  # fmt: skip


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.one_of(
        st.emails(),
        st.lists(PIECES, min_size=1, max_size=8).map("".join),
        st.tuples(st.lists(PIECES, max_size=4).map("".join), st.just("@readers.example")).map(
            "".join
        ),
    )
)
def test_whatever_is_written_as_an_address_is_refused_or_mailed_to_it_alone(
    letters: Any, odd: str
) -> None:
    cache.clear()
    SignUp.objects.all().delete()
    with letters() as sent:
        answer = ask(odd)
    assert answer.status_code in (303, 422)
    if answer.status_code == 422:
        assert sent == []
        return
    (letter,) = sent
    raw = letter.message().as_bytes()
    read = BytesParser(policy=policy.default).parsebytes(raw)
    assert len(read["To"].addresses) == 1
    assert read["Bcc"] is None
    assert read["Cc"] is None
    assert letter.recipients() == [normal_address(odd)]


@pytest.mark.parametrize(
    "written",
    [
        "\u200freader@readers.example", "\u202areader@readers.example\u202c",
        "\u2066reader@readers.example\u2069 ", "reader@\u200breaders.example\ufeff",
    ],
)  # fmt: skip
def test_marks_that_nobody_sees_do_not_spoil_an_address(written: str, letters: Any) -> None:
    """As they come along from contacts and from Arabic text."""
    with letters() as sent:
        assert ask(written).status_code == 303
    assert sent[0].to == [ADDRESS]


@in_both_languages
@pytest.mark.parametrize(
    "written", ["root@localhost", "a@[127.0.0.1]", "a@[10.0.0.1]", "a@[IPv6:::1]"]
)
def test_nobody_has_mail_sent_within_the_house(written: str, language: str, letters: Any) -> None:
    with letters() as sent:
        answer = ask(written, language)
    assert answer.status_code == 422
    assert 'href="#id_email"' in answer.content.decode()
    assert sent == []


@in_both_languages
def test_an_address_of_another_script_is_written_to(language: str, letters: Any) -> None:
    with letters() as sent:
        assert ask("reader@بريد.امارات", language).status_code == 303
    assert sent[0].to == ["reader@xn--ngbof4h.xn--mgbaam7a8h"]
    assert Subscriber.objects.get().email == sent[0].to[0]


# --- by whom the mail is sent, and what is kept --------------------------------------------------


def test_the_mail_is_the_workers_and_sent_once_however_often_it_runs() -> None:
    with queued():
        ask()
        assert mail.outbox == []
        work()
        work()
    assert len(mail.outbox) == 1


def test_addresses_that_nobody_confirmed_are_forgotten_after_a_week(
    letters: Any, client: Client, clock: Any
) -> None:
    with letters() as sent:
        ask("confirmed@readers.example")
        ask("never@readers.example")
    client.post(link_in(next(letter for letter in sent if "confirmed" in letter.to[0])))
    newsletter.subscriber(email="imported@readers.example")
    now = SignUp.objects.last().asked_at  # type: ignore[union-attr]  # two were made above
    assert _left_at(now + timedelta(days=6)) == {"confirmed", "never", "imported"}
    assert _left_at(now + timedelta(days=8)) == {"confirmed", "imported"}
    # What was confirmed is the record of it.
    assert SignUp.objects.get().confirmed_at is not None


def test_nor_is_the_mail_kept_that_was_sent_to_them(letters: Any, client: Client) -> None:
    with letters() as sent:
        ask("confirmed@readers.example")
        ask("never@readers.example")
    client.post(link_in(next(letter for letter in sent if "confirmed" in letter.to[0])))
    _left_at(SignUp.objects.latest("asked_at").asked_at + timedelta(days=8))
    assert [notice.recipient for notice in Notice.objects.all()] == ["confirmed@readers.example"]


def test_who_asked_again_meanwhile_is_not_forgotten(
    letters: Any, client: Client, clock: Any
) -> None:
    with letters():
        ask()
    clock.shift(timedelta(days=6))
    with letters() as again:
        ask()
    clock.shift(timedelta(days=2))
    forget_unconfirmed(SignUp.objects.latest("asked_at").asked_at + timedelta(days=2))
    assert SignUp.objects.count() == 1
    client.post(link_in(again[0]))
    assert Subscriber.objects.get().status == SubscriberStatus.ACTIVE


def _left_at(now: datetime) -> set[str]:
    forget_unconfirmed(now)
    return {email.partition("@")[0] for email in Subscriber.objects.values_list("email", flat=True)}


# --- where it stands -----------------------------------------------------------------------------


@in_both_languages
def test_the_home_page_and_the_press_page_have_the_form(language: str, client: Client) -> None:
    home, press = ("/", "/press/") if language == "ar" else ("/en/", "/en/press/")
    assert f'action="{door("subscribe", language)}"' in client.get(home).content.decode()
    assert f'action="{door("subscribe_media", language)}"' in client.get(press).content.decode()


def test_from_a_site_of_files_the_form_goes_to_the_cms(client: Client, settings: Any) -> None:
    settings.FORMS_URL = "https://cms.barza.example"
    assert 'action="https://cms.barza.example/subscribe/"' in client.get("/").content.decode()


def test_from_a_site_of_files_the_link_in_the_mail_leads_to_the_cms(
    letters: Any, settings: Any
) -> None:
    settings.FORMS_URL = "https://cms.barza.example"
    with letters() as sent:
        ask()
    link = door("subscribe_confirm", "ar", sign_up_token_for(SignUp.objects.get().pk))
    assert f"https://cms.barza.example{link}" in sent[0].body


@in_both_languages
@pytest.mark.parametrize("name", ["subscribe", "subscribe_media"])
def test_the_short_form_asks_for_what_its_door_requires_in_the_language_of_the_page(
    name: str, language: str, client: Client
) -> None:
    start = "/" if language == "ar" else "/en/"
    address = start if name == "subscribe" else f"{start}press/"
    page = fromstring(client.get(address).content.decode())
    (form,) = (form for form in page.forms if form.action == door(name, language))
    written = {"name": "نورة", "outlet": "صحيفة البحر", "email": ADDRESS, "proof": proof()}
    assert set(form.inputs.keys()) == {
        "email", "language", "trap", "wording", "proof",
        *(("name", "outlet") if name == "subscribe_media" else ()),
    }  # fmt: skip
    assert form.inputs["language"].value == language
    for field in set(form.inputs.keys()) & set(written):
        form.inputs[field].value = written[field]
    assert client.post(form.action, dict(form.form_values())).status_code == 303
