"""The issue as readers and their programs meet it on the site (N7)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

import html5lib
import pytest

from cms.translating.wording import digest_of
from tests.house import LANGUAGES
from tests.newsletter.web.issues import full_issue, words

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House

pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def prefix(language: str) -> str:
    return "" if language == LANGUAGES[0] else f"/{language}"


def test_the_page_shows_everything_that_was_chosen_and_is_public(
    client: Client, site: House, language: str
) -> None:
    issue, text = full_issue(language), words(language)
    page = client.get(issue.get_url()).text
    html5lib.HTMLParser(strict=True).parse(page)
    for shown in ("title", "article", "blurb", "column", "announced", "text", "week", "day"):
        assert text[shown] in page, shown
    for hidden in (text["hidden"], text["draft"], "Nothing of it public", "unpublished"):
        assert hidden not in page, hidden
    assert '<time datetime="2026-12-06">' in page
    assert '<time datetime="2026-12-10">' in page
    # the earliest first, however they were written
    assert page.index('datetime="2026-12-02"') < page.index('datetime="2026-12-06"')
    assert "*Not* _markup_ #heading &lt;b&gt;" in page


def test_the_list_of_contents_leads_to_every_section(
    client: Client, site: House, language: str
) -> None:
    page = client.get(full_issue(language).get_url()).text
    for anchor in ("editorial", "column", "articles", "announcements", "dates"):
        assert f'href="#section-{anchor}"' in page
        assert f'id="section-{anchor}"' in page
    assert "#section-news" not in page


def test_the_page_leads_to_its_pair_its_files_its_neighbours_and_to_subscribing(
    client: Client, site: House, language: str
) -> None:
    start = prefix(language)
    other = next(code for code in LANGUAGES if code != language)
    issue = full_issue(language)
    pair = full_issue(other, translation_key=issue.translation_key)
    following = full_issue(language, month="2026-11-01", slug="2026-11-issue", title="Later")
    page = client.get(issue.get_url()).text
    assert f'href="{start}/newsletter/2026-10.pdf"' in page
    assert f'href="{start}/newsletter/2026-10.ics"' in page
    assert page.count(f'href="{pair.get_url()}"') == 2  # in the head of the site and of the issue
    assert f'href="{following.get_url()}"' in page
    assert f'action="{start}/subscribe/"' in page
    assert f'href="{issue.get_url()}"' in client.get(following.get_url()).text


def test_an_empty_issue_has_no_list_of_contents(client: Client, site: House, language: str) -> None:
    issue = full_issue(language, sections="[]", intro="", column_id=None)
    page = client.get(issue.get_url()).text
    html5lib.HTMLParser(strict=True).parse(page)
    assert "#section-" not in page
    assert ".ics" not in page


def test_feeds_hold_the_editorial_and_what_the_issue_leads_to(
    client: Client, site: House, language: str
) -> None:
    issue, text = full_issue(language), words(language)
    for file in ("rss.xml", "atom.xml"):
        feed = client.get(f"{prefix(language)}/feeds/newsletter/{file}").text
        told = "".join(ElementTree.fromstring(feed).itertext())
        for shown in ("summary", "article", "blurb", "column", "announced", "day", "place"):
            assert text[shown] in told, (file, shown)
        assert issue.get_url() in told
        assert text["hidden"] not in told
        assert text["draft"] not in told


def test_the_api_tells_sections_with_their_words_and_only_what_is_public(
    client: Client, site: House, language: str
) -> None:
    issue, text = full_issue(language), words(language)
    told = client.get(f"/api/v2/pages/{issue.pk}/").json()
    assert [section["kind"] for section in told["sections"]] == [
        "articles", "announcements", "dates",
    ]  # fmt: skip
    (page,) = told["sections"][0]["pages"]
    assert (page["title"], page["summary"]) == (text["article"], text["blurb"])
    assert told["sections"][2]["notes"][0]["day"] == "2026-12-02"
    assert text["hidden"] not in str(told)
    assert text["draft"] not in str(told)
    assert client.post(f"/api/v2/pages/{issue.pk}/").status_code == 405


def test_the_archive_lists_issues_by_year(client: Client, site: House, language: str) -> None:
    start = prefix(language)
    old = full_issue(
        language, month="2025-12-01", slug="2025-12-issue", published_at="2026-01-02T09:00:00+04:00"
    )
    new = full_issue(language, published_at="2026-11-01T09:00:00+04:00")
    page = client.get(f"{start}/newsletter/").text
    html5lib.HTMLParser(strict=True).parse(page)
    order = ['id="year-2026"', f'href="{new.get_url()}"', 'id="year-2025"',
             f'href="{old.get_url()}"']  # fmt: skip
    places = [page.index(mark) for mark in order]
    assert places == sorted(places)
    year = client.get(f"{start}/newsletter/2026/").text
    assert f'href="{new.get_url()}"' in year


def test_an_issue_with_dates_has_a_digest_of_its_words(site: House, language: str) -> None:
    issue = full_issue(language)
    assert digest_of(issue) == digest_of(type(issue).objects.get(pk=issue.pk))
