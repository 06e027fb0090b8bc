"""The issue as PDF and its dates as a calendar: only what is public, in both languages."""

from __future__ import annotations

import re
import threading
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cms.export.run import export
from newsletter.actions import print_sheet as print_sheets
from newsletter.actions.print_sheet import issue_sheet
from newsletter.models import IssuePage
from newsletter.rendering.dates_file import LONGEST, calendar_file
from newsletter.sheet.content import Run, Sheet, SheetItem, SheetSection, Words
from newsletter.sheet.press import pdf_of
from newsletter.sheet.runs import paragraphs
from newsletter.tasks import print_sheet
from tests.house import LANGUAGES
from tests.newsletter.web.issues import full_issue, words

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from tests.house import House

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
WORDS = Words("Publisher", "Barza", "Monthly", "Editorial", "Column", "Statements", "Read",
              "Page {page} of {pages}")  # fmt: skip


def prefix(language: str) -> str:
    return "" if language == LANGUAGES[0] else f"/{language}"


def inside(pdf: bytes) -> bytes:
    """The PDF with its packed streams unpacked."""
    unpacked = [pdf]
    for match in STREAM.finditer(pdf):
        try:
            unpacked.append(zlib.decompress(match[1]))
        except zlib.error:
            continue
    return b"\n".join(unpacked)


def as_pdf(text: str) -> bytes:
    """As strings of a PDF are written beyond ASCII (ISO 32000-1, 7.9.2.2)."""
    return b"\xfe\xff" + text.encode("utf-16-be")


def small_sheet(language: str = "en", **values: Any) -> Sheet:
    fields: dict[str, Any] = {
        "language": language, "direction": "rtl" if language == "ar" else "ltr",
        "title": "Title", "summary": "Summary", "month": "October 2026", "days": ("1", "2"),
        "made": (2026, 11, 1), "url": "https://barza.example/n/", "short": "barza.example/n",
        "words": WORDS, **values,
    }  # fmt: skip
    return Sheet(**fields)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_public_issue_has_a_tagged_pdf_in_its_language(
    client: Client, site: House, language: str
) -> None:
    issue = full_issue(language)
    answer = client.get(f"{prefix(language)}/newsletter/2026-10.pdf")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Language"] == language
    assert f'{issue.get_url()}>; rel="canonical"' in answer["Link"]
    assert not answer.cookies
    pdf = answer.content
    assert pdf.startswith(b"%PDF-1.7")
    told = inside(pdf)
    assert b"pdfuaid:part" in told  # PDF/UA-1
    assert b"/MarkInfo" in told
    assert re.search(rb"/Lang\s*\(" + language.encode(), told)
    assert b"/StructTreeRoot" in told
    assert issue.title.encode() in told  # XMP
    assert b"https://survey.example/" in told
    assert b"/events.example/" in told
    assert b"A picture of a test" in told or b"/Alt" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_of_the_pdf_are_what_the_issue_shows(
    client: Client, site: House, now: datetime, language: str
) -> None:
    """Asked of typst itself, whose text the PDF holds as glyphs."""
    text = words(language)
    sheet = issue_sheet(full_issue(language), now).sheet
    written = sheet.as_json()
    for shown in ("title", "summary", "article", "blurb", "column", "announced", "place", "week"):
        assert text[shown] in written.replace("\\\\", "\\"), shown
    for hidden in (text["hidden"], text["draft"], "Nothing of it public", "unpublished"):
        assert hidden not in written


def test_a_pdf_is_made_once_and_answered_from_the_readers_own_copy(
    client: Client, site: House
) -> None:
    issue = full_issue("en")
    first = client.get("/en/newsletter/2026-10.pdf")
    folder = f"sheets/{issue.pk}"
    (kept,) = default_storage.listdir(folder)[1]
    assert client.get("/en/newsletter/2026-10.pdf").content == first.content
    again = client.get("/en/newsletter/2026-10.pdf", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == first["Cache-Control"] == "public, max-age=300"
    issue.summary = "Corrected"
    issue.save_revision().publish()
    changed = client.get("/en/newsletter/2026-10.pdf", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]
    (now_kept,) = default_storage.listdir(folder)[1]
    assert now_kept != kept
    assert client.get(f"{settings.MEDIA_URL}{folder}/{now_kept}").status_code == 404


def test_a_sheet_is_made_when_the_issue_is_published_and_never_of_a_draft(
    site: House, django_capture_on_commit_callbacks: Any
) -> None:
    issue = full_issue("en")
    with django_capture_on_commit_callbacks(execute=True):
        issue.save_revision().publish()
    (kept,) = default_storage.listdir(f"sheets/{issue.pk}")[1]
    issue.title = "Nobody has approved this"
    with django_capture_on_commit_callbacks(execute=True):
        issue.save_revision()
    issue.refresh_from_db()
    assert kept == f"{issue_sheet(issue, timezone.now()).digest}.pdf"
    print_sheet.func(issue.pk)
    assert default_storage.listdir(f"sheets/{issue.pk}")[1] == [kept]


def test_no_sheet_is_made_of_an_issue_that_was_taken_back_before_its_turn(
    site: House, now: datetime
) -> None:
    issue = full_issue("en", title="Taken back")
    sheet = f"sheets/{issue.pk}/{issue_sheet(issue, now).digest}.pdf"
    issue.unpublish()
    print_sheet.func(issue.pk)
    assert not default_storage.exists(sheet)
    IssuePage.objects.filter(pk=issue.pk).update(live=True)
    print_sheet.func(issue.pk)
    assert default_storage.exists(sheet)


def test_many_who_come_at_once_have_the_sheet_made_once(
    site: House, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = issue_sheet(full_issue("en"), now)
    presses: list[int] = []

    def counting(*args: Any) -> bytes:
        presses.append(1)
        return pdf_of(*args)

    monkeypatch.setattr(print_sheets, "pdf_of", counting)
    together = threading.Barrier(6)

    def reader(_number: int) -> bytes:
        together.wait()
        return made.pdf()

    with ThreadPoolExecutor(6) as crowd:
        sheets = set(crowd.map(reader, range(6)))
    assert len(sheets) == len(presses) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_would_wait_too_long_for_a_sheet_is_asked_to_come_again(
    client: Client, site: House, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    full_issue(language)
    monkeypatch.setattr(print_sheets, "PATIENCE", 0.01)
    with print_sheets._making:
        answer = client.get(f"{prefix(language)}/newsletter/2026-10.pdf")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.strip()
    assert client.get(f"{prefix(language)}/newsletter/2026-10.pdf").status_code == 200


def test_half_a_file_is_made_again(client: Client, site: House) -> None:
    issue = full_issue("en")
    whole = client.get("/en/newsletter/2026-10.pdf").content
    (kept,) = default_storage.listdir(f"sheets/{issue.pk}")[1]
    with default_storage.open(f"sheets/{issue.pk}/{kept}", "wb") as file:
        file.write(whole[:500])
    assert client.get("/en/newsletter/2026-10.pdf").content == whole


@pytest.mark.parametrize("file", ["pdf", "ics"])
def test_nothing_is_made_of_an_issue_that_is_not_public(
    client: Client, site: House, file: str
) -> None:
    issue = full_issue("en")
    assert client.get(f"/en/newsletter/2026-10.{file}").status_code == 200
    for path in ("/newsletter/2026-10", "/en/newsletter/2026-09", "/en/newsletter/2026-13",
                 "/en/newsletter/2026-010", "/en/newsletter/0000-10"):  # fmt: skip
        assert client.get(f"{path}.{file}").status_code == 404, path
    issue.unpublish()
    assert client.get(f"/en/newsletter/2026-10.{file}").status_code == 404
    assert client.head(f"/en/newsletter/2026-10.{file}").status_code == 404
    assert client.post(f"/en/newsletter/2026-10.{file}").status_code == 405


def test_the_export_holds_the_files_of_every_public_issue(
    site: House, now: datetime, tmp_path: Path, client: Client
) -> None:
    full_issue("ar")
    full_issue("en", sections="[]")
    export(tmp_path / "site", now)
    pdf = tmp_path / "site" / "newsletter" / "2026-10.pdf"
    assert pdf.read_bytes() == client.get("/newsletter/2026-10.pdf").content
    assert (tmp_path / "site" / "newsletter" / "2026-10.ics").is_file()
    assert (tmp_path / "site" / "en" / "newsletter" / "2026-10.pdf").is_file()
    assert not (tmp_path / "site" / "en" / "newsletter" / "2026-10.ics").exists()


def test_nothing_of_content_is_markup(tmp_path: Path) -> None:
    odd = '#panic("x") *b* _i_ $x$ `r` <l> @r \\ [c] {d} // c /* c */ = h - l ~ "q" #sys.inputs'
    item = SheetItem(odd, odd, odd, "https://a.example/#x", odd, statements=(odd,))
    sheet = small_sheet(
        title=odd, summary=odd, month=odd, intro=((Run(odd, True, True, "https://a.example/"),),),
        column=item, sections=(SheetSection(odd, (item,)),),
    )  # fmt: skip
    assert b"pdfuaid:part" in inside(pdf_of(sheet, {}))


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_every_text_gives_a_whole_pdf_and_the_same_one_each_time(text: str, language: str) -> None:
    text = text.encode("utf-8", "ignore").decode()  # JSON of a database holds no half letters
    sheet = small_sheet(
        language, title=text or "x", sections=(SheetSection(text, (SheetItem(text, text),)),)
    )
    pdf = pdf_of(sheet, {})
    assert pdf.rstrip().endswith(b"%%EOF")
    assert pdf == pdf_of(sheet, {})


def test_an_editorial_keeps_its_looks_links_and_points() -> None:
    html = (
        '<p>One <b>bold</b> and <i>leaning</i>,\n <a href="https://a.example/">there</a>.</p>'
        '<ul><li>first</li><li><a href="javascript:x">second</a></li></ul><p> </p>one<br>two'
    )
    assert paragraphs(html) == (
        (Run("One "), Run("bold", bold=True), Run(" and "), Run("leaning", italic=True), Run(", "),
         Run("there", url="https://a.example/"), Run(".")),
        (Run("• "), Run("first")),
        (Run("• "), Run("second")),
        (Run("one"),),
        (Run("two"),),
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_come_as_a_calendar(client: Client, site: House, language: str) -> None:
    full_issue(language)
    answer = client.get(f"{prefix(language)}/newsletter/2026-10.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.decode().replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert lines.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20261206" in lines
    assert "DTEND;VALUE=DATE:20261211" in lines  # the day after the last
    place = words(language)["place"].replace(";", "\\;").replace(",", "\\,")
    assert f"LOCATION;LANGUAGE={language}:{place}" in lines
    assert answer.content == client.get(f"{prefix(language)}/newsletter/2026-10.ics").content


def test_an_issue_without_dates_has_no_calendar(client: Client, site: House) -> None:
    full_issue("en", sections="[]")
    assert client.get("/en/newsletter/2026-10.ics").status_code == 404


@given(st.text(), st.text(max_size=200), st.dates())
def test_no_text_breaks_out_of_its_line_of_the_calendar(title: str, place: str, day: date) -> None:
    one = SimpleNamespace(title=title, place=place, url="", day=day, until=None)
    if day == date.max:
        return
    data = calendar_file([one], name=title, language="ar", key="2026-10", made_at=timezone.now())
    lines = data.split(b"\r\n")
    assert all(len(line) <= LONGEST for line in lines)
    starts = [line for line in lines if line and not line.startswith(b" ")]
    names = {line.partition(b":")[0].partition(b";")[0] for line in starts}
    assert names <= {
        b"BEGIN", b"VERSION", b"PRODID", b"METHOD", b"X-WR-CALNAME", b"UID", b"DTSTAMP",
        b"DTSTART", b"DTEND", b"SUMMARY", b"TRANSP", b"LOCATION", b"END",
    }  # fmt: skip
    assert starts.count(b"BEGIN:VEVENT") == 1


def test_a_sign_that_no_face_has_makes_a_tagged_sheet_all_the_same(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told = inside(pdf_of(small_sheet(title="Party 🎉"), {}))
    assert b"/StructTreeRoot" in told
    assert b"pdfuaid:part" not in told
    assert "not PDF/UA" in caplog.text
