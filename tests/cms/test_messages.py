"""The message catalogue: every string of the sources is found, and every fault is named."""

from __future__ import annotations

import gettext
import io
from typing import TYPE_CHECKING

import pytest

from cms.messages.catalogue import mo_bytes, po_bytes, po_path, read, updated
from cms.messages.extraction import (
    ExtractionError,
    Key,
    SourceMessage,
    collect,
    from_python,
    from_template,
)
from cms.messages.faults import faults
from cms.messages.review import review, write

if TYPE_CHECKING:
    from pathlib import Path

Triple = tuple[str, str, str | None]


def python(source: str) -> list[Triple]:
    return [(m.context, m.singular, m.plural) for m in from_python(source, "a.py")]


def template(source: str) -> list[Triple]:
    return [(m.context, m.singular, m.plural) for m in from_template(source, "a.html")]


def messages(*found: Triple) -> dict[Key, SourceMessage]:
    listed = [SourceMessage(*triple, ("templates/a.html",)) for triple in found]
    return {message.key: message for message in sorted(listed, key=lambda m: m.key)}


def translate(locale: Path, old: str, new: str) -> None:
    path = po_path(locale, "ar")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("_('Home')", ("", "Home", None)),
        ("gettext_lazy('A ' 'b')", ("", "A b", None)),
        ("translation.gettext('Home')", ("", "Home", None)),
        ("ngettext('%(n)s page', '%(n)s pages', n)", ("", "%(n)s page", "%(n)s pages")),
        ("pgettext('month', 'May')", ("month", "May", None)),
        ("npgettext_lazy('mail', 'letter', 'letters', 'n')", ("mail", "letter", "letters")),
        ("f'{_(\"Home\")}: {x}'", ("", "Home", None)),
        ("format_html('<b>{}</b>', capfirst(_('Home')))", ("", "Home", None)),
        ("from t import gettext as _now\n_now('Home')", ("", "Home", None)),
        ("from t import ngettext as _n\n_n('page', 'pages', 2)", ("", "page", "pages")),
    ],
)
def test_python_calls_are_found(source: str, expected: Triple) -> None:
    assert python(source) == [expected]


@pytest.mark.parametrize("source", ["_(name)", "ngettext('one', two, n)", "gettext()", "x('y')"])
def test_python_calls_without_a_text_are_no_messages(source: str) -> None:
    assert python(source) == []


def test_an_f_string_to_translate_is_refused_by_file_and_line() -> None:
    with pytest.raises(ExtractionError, match=r"a\.py:2.*f-string"):
        python("x = 1\n_(f'Page {x}')")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% translate "Home" %}', ("", "Home", None)),
        ("{% trans 'Home' as home %}", ("", "Home", None)),
        ('{% translate "May" context "month" %}', ("month", "May", None)),
        ('{% translate "100% done" %}', ("", "100%% done", None)),
        ('{% include "a.html" with title=_("More") %}', ("", "More", None)),
        ('{{ title|default:_("Untitled") }}', ("", "Untitled", None)),
        (
            "{% blocktranslate with name=user.name trimmed %}\n  Hello\n  {{ name }}!\n"
            "{% endblocktranslate %}",
            ("", "Hello %(name)s!", None),
        ),
        (
            '{% blocktranslate count counter=n context "mail" %}{{ counter }} letter'
            "{% plural %}{{ counter }} letters{% endblocktranslate %}",
            ("mail", "%(counter)s letter", "%(counter)s letters"),
        ),
    ],
)
def test_template_tags_are_found(source: str, expected: Triple) -> None:
    assert template(source) == [expected]


def test_a_template_is_read_whatever_its_indentation_brackets_and_quotes() -> None:
    source = (
        "        <a href=\"(\">it's {# {% translate 'No' %} #}\n"
        '   {% translate "First" %}\n'
        "{% comment %}{% translate 'Neither' %}{% endcomment %}\n"
        '      ) \'\'\' {% if x == "(" %}{% translate "Second" %}{% endif %}\n'
    )
    assert [singular for _context, singular, _plural in template(source)] == ["First", "Second"]


def test_a_block_with_another_tag_inside_is_refused_by_its_file() -> None:
    with pytest.raises(ExtractionError, match=r"a\.html"):
        template("{% blocktranslate %}a {% if b %}c{% endif %}{% endblocktranslate %}")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {
        "cms/views.py": "_('Home')\nngettext('%(n)s page', '%(n)s pages', 2)\n",
        "cms/migrations/0001_initial.py": "_('Never')\n",
        "cms/readme.txt": "{% translate 'Never' %}",
        "templates/base.html": "{% translate 'Home' %}{% translate 'Search' %}",
        "templates/mail.mjml": "<mjml>{% translate 'Read on' %}</mjml>",
        "tests/test_a.py": "_('Never')\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_sources_are_collected_with_their_files_but_not_tests_or_migrations(project: Path) -> None:
    found = collect(project)
    assert [key[1] for key in found] == ["%(n)s page", "Home", "Read on", "Search"]
    assert found["", "Home"].files == ("cms/views.py", "templates/base.html")


def test_two_plurals_of_one_singular_are_refused(project: Path) -> None:
    (project / "cms/forms.py").write_text("ngettext('%(n)s page', '%(n)s leaves', 2)")
    with pytest.raises(ExtractionError, match="another plural"):
        collect(project)


def test_a_second_run_writes_the_same_bytes(tmp_path: Path, project: Path) -> None:
    found = collect(project)
    assert write(tmp_path, "ar", found)
    assert not write(tmp_path, "ar", found)


def test_a_catalogue_names_files_but_no_lines_dates_or_tools(tmp_path: Path) -> None:
    write(tmp_path, "ar", messages(("", "Home", None)))
    text = po_path(tmp_path, "ar").read_text(encoding="utf-8")
    assert "#: templates/a.html\n" in text
    for unstable in ("Date", "Generated", "Babel", ":0", "fuzzy"):
        assert unstable not in text
    assert "nplurals=6" in text


def test_translations_stay_and_obsolete_ones_go(tmp_path: Path) -> None:
    write(tmp_path, "ar", messages(("", "Home", None), ("", "Old", None)))
    translate(tmp_path, 'msgid "Home"\nmsgstr ""', 'msgid "Home"\nmsgstr "الرئيسية"')
    write(tmp_path, "ar", messages(("", "Home", None), ("", "New", None)))
    text = po_path(tmp_path, "ar").read_text(encoding="utf-8")
    assert 'msgstr "الرئيسية"' in text
    assert "Old" not in text
    assert 'msgid "New"\nmsgstr ""' in text


def test_the_compiled_catalogue_gives_each_arabic_form_its_numbers(tmp_path: Path) -> None:
    source = messages(("", "page", "pages"), ("month", "May", None))
    path = po_path(tmp_path, "ar")
    write(tmp_path, "ar", source)
    for number in range(6):
        translate(tmp_path, f'msgstr[{number}] ""', f'msgstr[{number}] "form {number}"')
    translate(tmp_path, 'msgid "May"\nmsgstr ""', 'msgid "May"\nmsgstr "مايو"')
    write(tmp_path, "ar", source)
    arabic = gettext.GNUTranslations(io.BytesIO(path.with_suffix(".mo").read_bytes()))
    samples = {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 102: 5, 103: 3}
    for count, form in samples.items():
        assert arabic.ngettext("page", "pages", count) == f"form {form}", count
    assert arabic.pgettext("month", "May") == "مايو"


def test_a_plural_that_was_none_before_is_untranslated_again(tmp_path: Path) -> None:
    write(tmp_path, "ar", messages(("", "page", None)))
    translate(tmp_path, 'msgid "page"\nmsgstr ""', 'msgid "page"\nmsgstr "صفحة"')
    old = read(po_path(tmp_path, "ar"), "ar")
    fresh = updated(old, messages(("", "page", "pages")).values(), "ar")
    assert "صفحة".encode() not in po_bytes(fresh)
    assert po_bytes(fresh).count(b"msgstr[") == 6


def test_a_finished_catalogue_has_no_faults(tmp_path: Path) -> None:
    source = messages(("", "Home", None))
    write(tmp_path, "ar", source)
    translate(tmp_path, 'msgid "Home"\nmsgstr ""', 'msgid "Home"\nmsgstr "الرئيسية"')
    write(tmp_path, "ar", source)
    assert review(tmp_path, "ar", source) == []


def test_a_language_without_a_catalogue_misses_every_string(tmp_path: Path) -> None:
    found = review(tmp_path, "ar", messages(("", "Home", None)))
    assert found == [
        "ar: missing: “Home” (templates/a.html)",
        "ar: django.mo is older than its text",
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('msgstr "الرئيسية"', 'msgstr ""', "ar: untranslated: “Home” (templates/a.html)"),
        ('msgid "Home"', 'msgid "House"', "ar: missing: “Home” (templates/a.html)"),
        ('msgid "Home"', 'msgid "House"', "ar: no longer used: “House”"),
        ('msgid "Home"', '#, fuzzy\nmsgid "Home"', "ar: fuzzy: “Home” (templates/a.html)"),
        ('msgstr "الرئيسية"', 'msgstr "البداية"', "ar: django.mo is older than its text"),
        ("#: templates/a.html", "#: b.html", "ar: django.po is not as"),
        ("nplurals=6", "nplurals=4", "ar: django.po is not as"),
    ],
)
def test_a_review_names_the_fault(tmp_path: Path, old: str, new: str, fault: str) -> None:
    source = messages(("", "Home", None))
    write(tmp_path, "ar", source)
    translate(tmp_path, 'msgid "Home"\nmsgstr ""', 'msgid "Home"\nmsgstr "الرئيسية"')
    write(tmp_path, "ar", source)
    translate(tmp_path, old, new)
    assert any(line.startswith(fault) for line in review(tmp_path, "ar", source))


def test_fuzzy_and_empty_translations_are_not_compiled(tmp_path: Path) -> None:
    source = messages(("", "Home", None), ("", "Search", None))
    write(tmp_path, "ar", source)
    translate(tmp_path, 'msgid "Home"\nmsgstr ""', '#, fuzzy\nmsgid "Home"\nmsgstr "بيت"')
    compiled = mo_bytes(updated(read(po_path(tmp_path, "ar"), "ar"), source.values(), "ar"))
    assert "بيت".encode() not in compiled
    assert b"Search" not in compiled


COUNTED = ("%(n)s page by %(who)s", "%(n)s pages by %(who)s")
SIX = ["لا صفحات من %(who)s", "صفحة من %(who)s", "صفحتان من %(who)s"]
SIX += ["%(n)s صفحات من %(who)s", "%(n)s صفحة من %(who)s", "%(n)s صفحة من %(who)s"]


@pytest.mark.parametrize(
    ("singular", "translation"),
    [
        ("Hello %(name)s", "مرحباً %(name)s"),
        ("%s of %s", "%s من %s"),
        ("{name} and {}", "{} و{name}"),
        ("100%% of %(n)s", "%(n)s: 100%%"),
        ("<a href='%(url)s'>Read</a>", "<a href='%(url)s'>اقرأ</a>"),
        ("a < b", "أ < ب"),
        ("50% off", "خصم 50%"),
        ("RSS", "RSS"),
    ],
)
def test_a_faithful_translation_has_no_faults(singular: str, translation: str) -> None:
    assert faults(singular, None, [translation], 6) == []


@pytest.mark.parametrize(
    ("singular", "translation", "fault"),
    [
        ("Home", "", "untranslated"),
        ("Hello %(name)s", "مرحباً", "placeholders differ (lacks %(name)s)"),
        ("Hello", "مرحباً %(name)s", "placeholders differ (adds %(name)s)"),
        ("%(a)s", "%(b)s", "placeholders differ (lacks %(a)s, adds %(b)s)"),
        ("%s of %s", "%s", "placeholders differ (lacks %s)"),
        ("{name}", "{nom}", "placeholders differ (lacks {name}, adds {nom})"),
        ("<b>Read</b>", "<b>اقرأ", "HTML tags differ (lacks </b>)"),
        ("<b>Read</b>", "<i>اقرأ</b>", "HTML tags differ (lacks <b>, adds <i>)"),
        ("Read\n", "اقرأ", "line breaks at the ends differ"),
    ],
)
def test_an_unfaithful_translation_is_named(singular: str, translation: str, fault: str) -> None:
    assert faults(singular, None, [translation], 6) == [fault]


def test_none_one_and_two_may_say_the_number_in_words() -> None:
    assert faults(*COUNTED, SIX, 6) == []


def test_few_must_say_the_number() -> None:
    forms = [*SIX[:3], "صفحات من %(who)s", *SIX[4:]]
    assert faults(*COUNTED, forms, 6) == ["form 3: placeholders differ (lacks %(n)s)"]


def test_none_one_and_two_may_not_leave_out_more_than_the_number() -> None:
    assert faults(*COUNTED, ["لا صفحات", *SIX[1:]], 6) == [
        "form 0: placeholders differ (lacks %(n)s, lacks %(who)s)"
    ]


@pytest.mark.parametrize("forms", [SIX[:2], [*SIX[:5], ""]])
def test_fewer_than_six_arabic_forms_are_too_few(forms: list[str]) -> None:
    count = sum(1 for form in forms if form)
    assert faults(*COUNTED, forms, 6) == [f"{count} of 6 plural forms"]
