"""What the gate finds before an issue is submitted, in both languages, with where to mend it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone, translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction

from blog.models import ArticlePage
from cms.desk.models import LinkAnswer
from cms.models import CustomDocument
from newsletter.actions.render_editions import manuscript_of
from newsletter.gate import appearance, domain, house, sender
from newsletter.gate.findings import Check, Finding, Verdict
from newsletter.gate.house import House
from newsletter.gate.run import findings, stops
from newsletter.models import ClickCount, IssuePage, MailingLink
from newsletter.tokens import TEST_TOKEN, click_token_for
from tests.factories import blog, cms
from tests.newsletter.mailings import letters
from tests.newsletter.mailings.name_server import NameServer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from pytest_django.fixtures import SettingsWrapper

    from cms.models import User
    from newsletter.gate.manuscript import Manuscript


def gate(month: date) -> list[Finding]:
    now = timezone.now()
    return findings(manuscript_of(month, now), now)


def of(found: Iterable[Finding], check: Check) -> list[Finding]:
    return [finding for finding in found if finding.check is check]


def verdicts(found: Iterable[Finding], check: Check) -> set[Verdict]:
    return {finding.verdict for finding in of(found, check)}


def section(*pages: object, kind: str = "news") -> dict[str, object]:
    return {
        "type": "section",
        "value": {"kind": kind, "title": "x", "pages": [{"page": p.pk} for p in pages]},  # type: ignore[attr-defined]
    }


def notes(*urls: str) -> dict[str, object]:
    rows = [{"title": "x", "url": url} for url in urls]
    return {"type": "announcements", "value": {"title": "x", "notes": rows}}


def articles() -> tuple[ArticlePage, ArticlePage]:
    return (
        ArticlePage.objects.get(title=letters.ARABIC),
        ArticlePage.objects.get(title=letters.ENGLISH),
    )


def test_a_complete_issue_passes_and_every_question_was_asked(month: date) -> None:
    found = gate(month)
    assert not stops(found)
    assert {finding.check for finding in found} == set(Check)


def test_all_words_are_there_in_both_languages(month: date) -> None:
    for finding in gate(month):
        assert set(finding.words) == {"ar", "en"}
        assert all(finding.words.values())
        for language in ("ar", "en"):
            with translation.override(language):
                assert finding.text == finding.words[language]
        assert Finding.from_json(json.loads(json.dumps(finding.to_json()))) == replace(
            finding, mend=""
        )


def test_a_month_without_an_issue_says_to_draft_it(site: object, monday: datetime) -> None:
    (finding,) = gate(monday.date())
    assert finding.verdict is Verdict.FAIL


def test_a_language_that_is_missing_stops(month: date) -> None:
    IssuePage.objects.get(month=month, locale__language_code="en").delete()
    found = gate(month)
    assert verdicts(found, Check.LANGUAGES) == {Verdict.FAIL}
    assert "English" in of(found, Check.LANGUAGES)[0].words["en"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_field_that_is_empty_in_one_language_stops_and_leads_to_its_editor(
    month: date, language: str
) -> None:
    other = {"ar": "en", "en": "ar"}[language]
    letters.change(month, other, intro="<p>Welcome</p>")
    (finding,) = of(gate(month), Check.LANGUAGES)
    assert finding.verdict is Verdict.FAIL
    assert finding.mend == f"/admin/pages/{letters.page(month, language).pk}/edit/"


def test_an_item_in_one_language_only_stops_and_is_named(month: date) -> None:
    arabic, _english = articles()
    lonely = blog.article_page("ar", title="وحيد")
    letters.change(month, "ar", sections=json.dumps([section(arabic, lonely)]))
    found = of(gate(month), Check.SAME_CONTENT)
    assert {finding.verdict for finding in found} == {Verdict.FAIL}
    assert any("وحيد" in finding.details for finding in found)


def test_sections_in_another_order_stop(month: date) -> None:
    arabic, english = articles()
    letters.change(month, "ar", sections=json.dumps([section(arabic), notes("")]))
    letters.change(month, "en", sections=json.dumps([notes(""), section(english)]))
    assert Verdict.FAIL in verdicts(gate(month), Check.SAME_CONTENT)


def test_another_link_of_an_announcement_stops_and_both_are_listed(month: date) -> None:
    arabic, english = articles()
    letters.change(month, "ar", sections=json.dumps([section(arabic), notes("https://a.ae/")]))
    letters.change(month, "en", sections=json.dumps([section(english), notes("https://b.ae/")]))
    (finding,) = of(gate(month), Check.SAME_CONTENT)
    assert finding.verdict is Verdict.FAIL
    assert finding.details == ("https://a.ae/", "https://b.ae/")


def test_a_link_to_a_page_of_the_house_is_the_same_in_each_languages_own_address(
    month: date,
) -> None:
    arabic, english = articles()
    here, there = (f"http://localhost{page.get_url()}" for page in (arabic, english))
    letters.change(month, "ar", sections=json.dumps([section(arabic), notes(here)]))
    letters.change(month, "en", sections=json.dumps([section(english), notes(there)]))
    (finding,) = of(gate(month), Check.SAME_CONTENT)
    assert finding.verdict is Verdict.PASS
    letters.change(month, "en", sections=json.dumps([section(english), notes(f"{there}x/")]))
    assert verdicts(gate(month), Check.SAME_CONTENT) == {Verdict.FAIL}


@pytest.mark.parametrize(
    ("english", "verdict"),
    [
        ("https://u.ae/ar/about", Verdict.PASS),
        ("https://u.ae/en/about", Verdict.WARN),
        ("https://other.example/en/about", Verdict.FAIL),
        ("", Verdict.FAIL),
    ],
)
def test_other_sites_may_have_a_page_for_each_language_and_someone_looks(
    month: date, english: str, verdict: Verdict
) -> None:
    here, there = articles()
    address = "https://u.ae/ar/about"
    letters.change(month, "ar", sections=json.dumps([section(here), notes(address)]))
    letters.change(month, "en", sections=json.dumps([section(there), notes(english)]))
    assert verdicts(gate(month), Check.SAME_CONTENT) == {verdict}


def test_an_item_that_was_withdrawn_stops_and_leads_to_it(month: date) -> None:
    _arabic, english = articles()
    english.unpublish()
    (finding,) = of(gate(month), Check.PUBLIC_ITEMS)
    assert finding.verdict is Verdict.FAIL
    assert finding.mend == f"/admin/pages/{english.pk}/edit/"
    assert letters.ENGLISH in finding.words["ar"]


def test_a_page_of_the_other_language_has_no_translation(month: date) -> None:
    arabic, _english = articles()
    letters.change(month, "en", sections=json.dumps([section(arabic)]))
    (finding,) = of(gate(month), Check.PUBLIC_ITEMS)
    assert finding.verdict is Verdict.FAIL
    assert "English" in finding.words["en"]


def test_a_picture_without_words_stops(month: date) -> None:
    arabic, _english = articles()
    assert arabic.image is not None
    arabic.image.alt = {"ar": "", "en": ""}
    arabic.image.save()
    found = of(gate(month), Check.PICTURES)
    assert {finding.verdict for finding in found} == {Verdict.FAIL}


def test_a_dead_link_of_the_house_stops_and_is_shown(month: date) -> None:
    arabic, english = articles()
    dead = "http://localhost/en/blog/there-is-no-such-page/"
    for language, article in (("ar", arabic), ("en", english)):
        letters.change(month, language, sections=json.dumps([section(article), notes(dead)]))
    (finding,) = of(gate(month), Check.LINKS)
    assert finding.verdict is Verdict.FAIL
    assert finding.details == (dead,)


@pytest.mark.parametrize(
    ("path", "alive"),
    [
        ("/", True),
        ("/en/", True),
        ("/blog/", True),
        ("/en/newsletter/", True),
        ("/en/people/", True),
        ("/search/", True),
        ("/en/nothing/", False),
        ("/fr/", False),
    ],
)
def test_addresses_of_the_house_are_looked_up_in_the_house(
    site: object, now: datetime, path: str, alive: bool
) -> None:
    assert House(now).answers(f"http://localhost{path}") is alive


def test_a_draft_of_the_house_does_not_answer(site: object, now: datetime) -> None:
    draft = blog.article_page("en", live=False)
    assert House(now).answers(f"http://localhost{draft.get_url()}") is False


@pytest.mark.parametrize(
    ("path", "alive"),
    [
        ("/people/nobody/", False),
        ("/en/entities/no-such-entity/", False),
        ("/feeds/blog/rss.xml", True),
        ("/en/feeds/no-such-section/rss.xml", False),
        ("/documents/999/plan.txt", False),
        ("/media/images/none.png", False),
        ("/static/icons/icon-192.png", True),
        ("/newsletter/1999-01.pdf", False),
        ("/blog", True),  # led on to the address with its last slash
        ("/admin/", False),
        ("/account/login/", False),
        ("/r/none/", False),
        (f"/subscription/{TEST_TOKEN}/", False),
    ],
)
def test_whatever_of_the_house_a_link_leads_to_has_to_be_there(
    site: object, now: datetime, path: str, alive: bool
) -> None:
    assert House(now).answers(f"http://localhost{path}") is alive


def test_a_person_answers_until_they_are_deleted(site: object, now: datetime) -> None:
    person = cms.person()
    address = f"http://localhost/en/people/{person.slug}/"
    assert House(now).answers(address) is True
    person.delete()
    assert House(now).answers(address) is False


def test_a_document_answers_where_anyone_may_download_it(site: object, now: datetime) -> None:
    document = cms.document()
    address = f"http://localhost{document.url}"
    assert House(now).answers(address) is False, "only drafts use it"
    body = cms.body(("download", {"document": document.pk}))
    blog.article_page("ar", body=body).save_revision().publish()
    assert House(now).answers(address) is True
    collection = Collection.get_first_root_node().add_child(name="closed")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="password", password="for-partners"
    )
    CustomDocument.objects.filter(pk=document.pk).update(collection=collection)
    assert House(now).answers(address) is False, "it asks for a password"


def test_a_page_that_moved_answers_at_its_old_address(site: object, now: datetime) -> None:
    page = blog.article_page("en")
    Redirect.add_redirect("/en/blog/of-old", redirect_to=page)
    assert House(now).answers("http://localhost/en/blog/of-old/") is True


def test_who_looks_through_links_goes_on_in_their_language(site: object, now: datetime) -> None:
    with translation.override("en"):
        assert House(now).answers("http://localhost/people/") is True
        assert translation.get_language() == "en"


def test_looking_through_links_counts_no_click(
    month: date, manager: User, second: User, monday: datetime, now: datetime
) -> None:
    mailing = letters.approved(month, manager, second, monday)
    link = MailingLink.objects.create(mailing=mailing, number=1, url="https://u.ae/")
    address = f"http://localhost/r/{click_token_for(link.pk, 'ar')}/"
    assert House(now).answers(address) is False
    assert not ClickCount.objects.exists()


def test_the_issue_s_own_page_and_sheet_count_as_answering(month: date) -> None:
    _note(month, f"http://localhost/newsletter/{month:%Y-%m}.pdf")
    (finding,) = of(gate(month), Check.LINKS)
    assert finding.verdict is Verdict.PASS


def test_links_beyond_what_may_be_asked_are_listed_as_not_asked(
    month: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house, "MOST", 0)
    _note(month, "http://localhost/people/")
    (finding,) = of(gate(month), Check.LINKS)
    assert finding.verdict is Verdict.UNCHECKED
    assert finding.details == ("http://localhost/people/",)


def test_links_to_other_hosts_are_listed_as_not_asked(
    month: date, settings: SettingsWrapper
) -> None:
    settings.LINK_CHECK = False
    _note(month, "https://u.ae/en")
    (finding,) = of(gate(month), Check.LINKS)
    assert finding.verdict is Verdict.UNCHECKED
    assert finding.details == ("https://u.ae/en",)
    assert not LinkAnswer.objects.exists()


def test_a_link_that_was_asked_and_is_dead_stops(month: date, settings: SettingsWrapper) -> None:
    settings.LINK_CHECK = True
    LinkAnswer.objects.create(address="https://u.ae/en", asked_at=timezone.now(), failures=1)
    _note(month, "https://u.ae/en")
    (finding,) = of(gate(month), Check.LINKS)
    assert (finding.verdict, finding.details) == (Verdict.FAIL, ("https://u.ae/en",))


def _note(month: date, url: str) -> None:
    for language, article in zip(("ar", "en"), articles(), strict=True):
        letters.change(month, language, sections=json.dumps([section(article), notes(url)]))


@pytest.mark.parametrize(
    ("octets", "verdict"),
    [(90_000, Verdict.PASS), (90_001, Verdict.WARN), (102_000, Verdict.WARN),
     (102_001, Verdict.FAIL)],
)  # fmt: skip
def test_size_warns_before_gmail_cuts_and_stops_after(
    month: date, octets: int, verdict: Verdict
) -> None:
    found = manuscript_of(month, timezone.now())
    first = replace(found.editions[0], html="x" * octets)
    (finding,) = appearance.size(replace(found, editions=(first,)))
    assert finding.verdict is verdict


@pytest.mark.parametrize(
    ("length", "verdict"), [(70, Verdict.PASS), (71, Verdict.WARN), (151, Verdict.FAIL)]
)
def test_a_subject_is_as_short_as_mail_programs_show(
    month: date, length: int, verdict: Verdict
) -> None:
    letters.change(month, "en", title="x" * length)
    assert verdicts(gate(month), Check.SUBJECT) == {verdict}


def test_a_plain_text_without_a_link_stops(month: date) -> None:
    found = manuscript_of(month, timezone.now())
    broken = tuple(replace(edition, plain="nothing") for edition in found.editions)
    assert {f.verdict for f in appearance.plain_text(replace(found, editions=broken))} == {
        Verdict.FAIL
    }


def test_a_link_that_no_mail_program_opens_cannot_be_made(month: date) -> None:
    _note(month, "javascript:alert(1)")
    assert verdicts(gate(month), Check.RENDERING) == {Verdict.FAIL}


@pytest.mark.parametrize(("way", "verdict"), [("file", Verdict.WARN), ("smtp", Verdict.FAIL)])
def test_leaving_by_http_warns_for_files_and_stops_real_letters(
    month: date, settings: SettingsWrapper, way: str, verdict: Verdict
) -> None:
    settings.NEWSLETTER_TRANSPORT = way
    assert verdicts(gate(month), Check.SENDER) == {verdict}


def test_leaving_by_https_passes(month: date, settings: SettingsWrapper) -> None:
    settings.NEWSLETTER_TRANSPORT = "smtp"
    settings.PUBLIC_URL = "https://letters.gov.ae"
    assert verdicts(gate(month), Check.SENDER) == {Verdict.PASS}


# --- the sender's domain -------------------------------------------------------------------------

GOOD = {
    "letters.gov.ae": ["v=spf1 ip4:192.0.2.1 -all"],
    "barza._domainkey.letters.gov.ae": ["v=DKIM1; k=rsa; p=MIIB"],
    "_dmarc.letters.gov.ae": ["v=DMARC1; p=reject"],
}


@pytest.fixture
def names(settings: SettingsWrapper) -> Iterator[NameServer]:
    settings.DEFAULT_FROM_EMAIL = "Barza <letter@letters.gov.ae>"
    settings.NEWSLETTER_DKIM_SELECTOR = "barza"
    with NameServer(dict(GOOD)) as server:
        settings.NEWSLETTER_RESOLVERS = [f"127.0.0.1:{server.port}"]
        yield server


def asked(month: date) -> list[Finding]:
    return list(domain.check(_manuscript(month)))


def _manuscript(month: date) -> Manuscript:
    return manuscript_of(month, timezone.now())


def test_a_domain_with_all_three_passes(month: date, names: NameServer) -> None:
    assert [finding.verdict for finding in asked(month)] == [Verdict.PASS] * 3


@pytest.mark.parametrize(
    ("name", "records"),
    [
        ("letters.gov.ae", []),
        ("letters.gov.ae", ["v=spf1 -all", "v=spf1 +all"]),
        ("letters.gov.ae", ["v=spf10 -all"]),
        ("barza._domainkey.letters.gov.ae", []),
        ("barza._domainkey.letters.gov.ae", ["v=DKIM1; p="]),
        ("_dmarc.letters.gov.ae", []),
        ("_dmarc.letters.gov.ae", ["v=DMARC1"]),
    ],
)
def test_each_record_that_is_missing_or_broken_is_warned_of(
    month: date, names: NameServer, name: str, records: list[str]
) -> None:
    names.records[name] = records
    found = [finding.verdict for finding in asked(month)]
    assert sorted(found) == sorted([Verdict.WARN, Verdict.PASS, Verdict.PASS])


def test_the_policy_of_the_domain_above_counts(month: date, names: NameServer) -> None:
    del names.records["_dmarc.letters.gov.ae"]
    names.records["_dmarc.gov.ae"] = ["v=DMARC1; p=none"]
    assert [finding.verdict for finding in asked(month)] == [Verdict.PASS] * 3


def test_without_a_selector_the_key_is_said_to_be_unchecked(
    month: date, names: NameServer, settings: SettingsWrapper
) -> None:
    settings.NEWSLETTER_DKIM_SELECTOR = ""
    assert Verdict.UNCHECKED in {finding.verdict for finding in asked(month)}


def test_a_silent_name_server_is_no_verdict_and_takes_two_seconds_at_most(
    month: date, names: NameServer
) -> None:
    names.is_silent = True
    manuscript = _manuscript(month)
    began = timezone.now()
    (finding,) = domain.check(manuscript)
    assert finding.verdict is Verdict.UNCHECKED
    assert (timezone.now() - began).total_seconds() < 2 * domain.LIMIT


def test_answers_are_remembered(month: date, names: NameServer) -> None:
    asked(month)
    before = names.questions
    asked(month)
    assert names.questions == before


def test_names_for_examples_are_never_asked(
    month: date, names: NameServer, settings: SettingsWrapper
) -> None:
    settings.DEFAULT_FROM_EMAIL = "Barza <letter@barza.example>"
    (finding,) = asked(month)
    assert finding.verdict is Verdict.UNCHECKED
    assert names.questions == 0


def test_an_invalid_sender_stops(month: date) -> None:
    found = _manuscript(month)
    head = replace(found.editions[0].head, from_address="nobody", list_id="nolist")
    broken = replace(found, editions=(replace(found.editions[0], head=head),))
    assert Verdict.FAIL in {finding.verdict for finding in sender.check(broken)}
