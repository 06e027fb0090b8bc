"""Titles in any script become addresses that can be read aloud."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.slugs import MAX_LENGTH, RESERVED, is_valid, slug_for, transliterate
from tests.leaks.routes import public_routes

_DAY = date(2026, 11, 22)
_ARABIC = st.text(st.characters(min_codepoint=0x0621, max_codepoint=0x06D5), min_size=1)
_TITLES = st.one_of(st.text(st.characters(codec="utf-8")), _ARABIC)


def _slug(title: str, *taken: str) -> str:
    return slug_for(title, kind="news", day=_DAY, taken=taken.__contains__)


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("حكومة", "hukuma"),
        ("الحكومة الرقمية", "al-hukuma al-raqamiya"),
        ("المشاركة", "al-musharaka"),
        ("الخدمات الذكية", "al-khadamat al-dhakiya"),
        ("هيئة البيانات المفتوحة", "haya al-bayanat al-maftuha"),
        ("التواصل الاجتماعي", "al-tawasul al-ijtimai"),
        ("في", "fi"),
        ("علي", "ali"),
    ],
)
def test_words_of_the_house_have_their_vowels(arabic: str, latin: str) -> None:
    assert transliterate(arabic) == latin


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("والبيانات", "wal-bayanat"),
        ("بالمشاركة", "bil-musharaka"),
        ("للحكومة", "lil-hukuma"),
        ("كالمدن", "kal-mudun"),
        ("فالمجتمع", "fal-mujtama"),
        ("وبالتعاون", "wabil-taawun"),
        ("وللمجتمع", "walil-mujtama"),
        ("وتعزيز", "wa-taziz"),
        ("ولتعزيز", "wa-li-taziz"),
        ("وتحديد", "wa-tahdid"),
        ("ولتوزيع", "wa-li-tawzi"),
        ("بإلهام", "bi-ilham"),
        ("والتي", "wa-allati"),
        ("للجنة", "li-lajna"),
        ("وزارة", "wizara"),
        ("بناء", "bina"),
        ("التزام", "iltizam"),
        ("والد", "walid"),
        ("ال", "al"),
    ],
)
def test_article_and_particles_are_told_from_first_letters(arabic: str, latin: str) -> None:
    assert transliterate(arabic) == latin


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("رقميين", "raqamiyin"),
        ("مسؤوليات", "masuliyat"),
        ("مبادرات", "mubadarat"),
        ("خدمتها", "khidmatha"),
        ("مجتمعنا", "mujtamana"),
        ("عالميا", "alamian"),
        ("العليا", "al-ulya"),
    ],
)
def test_endings_are_derived_from_words_of_the_house(arabic: str, latin: str) -> None:
    assert transliterate(arabic) == latin


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("مكتبة", "maktaba"),
        ("هاتف", "hatif"),
        ("هواتف", "hawatif"),
        ("قانون", "qanun"),
        ("سياحة", "siyaha"),
        ("استقبال", "istiqbal"),
        ("اقتصاد", "iqtisad"),
        ("مناقشات", "munaqashat"),
        ("تبادل", "tabadul"),
        ("توزيع", "tawzi"),
        ("سؤال", "sual"),
        ("الإنسان", "al-insan"),
        ("مستشفى", "mustashfa"),
        ("متعاقد", "mutaaqid"),
        ("متحف", "mathaf"),
    ],
)
def test_other_words_are_vowelled_by_the_shape_of_their_syllables(arabic: str, latin: str) -> None:
    assert transliterate(arabic) == latin


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("مُدَرِّب", "mudarrib"),
        ("أُسَرٌ", "usar"),
        ("عَلَيْهِ", "alayhi"),
        ("كَبِيرًا", "kabiran"),
        ("نُور", "nur"),
    ],
)
def test_vowel_marks_are_followed_where_they_are_written(arabic: str, latin: str) -> None:
    assert transliterate(arabic) == latin


@pytest.mark.parametrize(
    ("careless", "careful"),
    [
        ("حكومه", "حكومة"),
        ("الاداره", "الإدارة"),
        ("الى", "إلى"),
        ("الحـــكومة", "الحكومة"),
        ("حکومة", "حكومة"),
        ("\u202bالحكومة\u202c", "الحكومة"),
        ("مسئول", "مسؤول"),
    ],
)
def test_careless_spelling_gets_the_same_address(careless: str, careful: str) -> None:
    assert transliterate(careless) == transliterate(careful)


def test_digits_are_kept_as_ascii() -> None:
    assert transliterate("رؤية ٢٠٣٠ و۲۰۴۰") == "ruya 2030 wa-2040"


@given(_ARABIC)
def test_arabic_words_never_pile_up_consonants(word: str) -> None:
    letters = "بتجحدرزسصضطظفقكلمن"
    latin = transliterate("".join(letters[ord(char) % len(letters)] for char in word))
    assert not re.search("[^aiu-]{3}", latin)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("من التعليق إلى القرار", "min-al-taliq-ila-al-qarar"),
        ("From comments to decisions", "from-comments-to-decisions"),
        ("Café déjà vu: the government's plan", "cafe-deja-vu-the-governments-plan"),
        ("دليل استخدام الـAPI", "dalil-istikhdam-al-api"),
        ("نشرة نوفمبر ٢٠٢٦", "nashra-nufambir-2026"),
        ("Straße & Ελλάδα", "strasse-ellada"),
        ("Open data 🎉", "open-data"),
    ],
)
def test_a_title_becomes_a_readable_address(title: str, slug: str) -> None:
    assert _slug(title) == slug


@pytest.mark.parametrize("title", ["", "2030", "٢٠٣٠", "🎉🎉", "?!", "و", "A1"])
def test_a_title_without_three_letters_is_named_by_kind_and_day(title: str) -> None:
    assert _slug(title) == "news-2026-11-22"


def test_a_long_title_is_cut_between_words_and_leaves_no_article_hanging() -> None:
    slug = _slug("the quick brown fox jumps over the lazy dog and then runs in the evening sun")
    assert slug == "the-quick-brown-fox-jumps-over-the-lazy-dog-and-then-runs"


def test_a_single_endless_word_is_cut_inside() -> None:
    assert _slug("a" * 200) == "a" * 60


def test_a_taken_address_is_counted_on_from_two() -> None:
    assert _slug("حكومة", "hukuma") == "hukuma-2"
    assert _slug("حكومة", "hukuma", "hukuma-2") == "hukuma-3"
    assert _slug("2030", "news-2026-11-22") == "news-2026-11-22-2"


def test_a_title_that_is_a_reserved_word_is_counted_on_too() -> None:
    assert _slug("Search") == "search-2"


def test_an_address_is_not_sought_for_ever() -> None:
    with pytest.raises(ValueError, match="taken"):
        slug_for("حكومة", kind="news", day=_DAY, taken=lambda slug: True)


def test_a_kind_that_cannot_stand_in_an_address_is_refused() -> None:
    with pytest.raises(ValueError, match="kind"):
        slug_for("", kind="خبر", day=_DAY, taken=lambda slug: False)


@given(_TITLES)
def test_every_title_gets_a_valid_address(title: str) -> None:
    slug = _slug(title)
    assert is_valid(slug)
    assert len(slug) <= 62


@given(st.lists(st.one_of(_TITLES, st.sampled_from(["حكومة", "حكومه", "page", "a" * 90]))))
def test_no_two_titles_share_an_address(titles: list[str]) -> None:
    slugs: set[str] = set()
    for title in titles:
        slugs.add(slug_for(title, kind="article", day=_DAY, taken=slugs.__contains__))
    assert len(slugs) == len(titles)


@given(st.text(alphabet="ABCxyz -_'.,éü", max_size=40))
def test_an_address_is_an_address_of_itself(title: str) -> None:
    slug = _slug(title)
    assert _slug(slug) == slug


@pytest.mark.parametrize(
    "slug", ["open-data", "a", "2030-plan", "e-participation", "a" * MAX_LENGTH]
)
def test_ascii_words_joined_by_single_hyphens_are_valid(slug: str) -> None:
    assert is_valid(slug)


@pytest.mark.parametrize(
    "slug",
    [
        *("", "-", "a-", "-a", "a--b", "A", "a b", "a_b", "é", "حكومة", "a\n", "a/b"),
        *("2030", "2026-11-22", "٢٠٣٠", "a" * (MAX_LENGTH + 1), "ar", "en"),
        *sorted(RESERVED),
    ],
)
def test_anything_else_is_not_valid(slug: str) -> None:
    assert not is_valid(slug)


def test_no_page_gets_an_address_that_the_site_itself_answers() -> None:
    """Readers would get the site's own screen, and never the page."""
    # A name with an ending, as "newsletter/2026-10.pdf", is no page's: slugs have no dot.
    routes = [one.route for one in public_routes() if not one.route.endswith(r"\.pdf$")]
    routes = [route for route in routes if not route.endswith(r"\.ics$")]
    first = {route.lstrip("^").partition("/")[0] for route in routes}
    assert {"people", "sitemap", "search"} <= first
    assert [part for part in sorted(first) if is_valid(part)] == []


def test_codes_of_further_languages_are_refused_when_named() -> None:
    assert is_valid("fr")
    assert not is_valid("fr", languages=("ar", "en", "fr"))
    assert not is_valid("zh-hans", languages=("zh-Hans",))
