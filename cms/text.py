"""What a text says when its spelling, markup or length must not matter.

Pure functions on plain strings, for Arabic and Latin alike. Characters that cannot be seen,
and Arabic marks that hang on their neighbours, are written as code points.
"""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser
from typing import Final

ELLIPSIS: Final = "…"
_NOT_BEFORE_ELLIPSIS: Final = " .,،;؛:-–—([{«“‘…"

_FSI, _PDI = "\u2068", "\u2069"
_BIDI_CONTROLS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Those of the bidi controls that stay in force until something closes them.
_BIDI_OPEN_OR_CLOSE: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")

# Spacing forms of tashkeel: compatibility decomposition would turn each into a space + mark
# and so break the word in two.
_SPACING_TASHKEEL: Final = re.compile("[\ufc5e-\ufc63\ufe70-\ufe7f]")
# Tatweel, small waw and yeh, end of ayah, rub el hizb, sajdah, high hamza, small nun.
_ORNAMENTS: Final = frozenset("\u0640\u0674\u06dd\u06de\u06e5\u06e6\u06e9\u08c9\u08d3")
_HAMZA_ABOVE: Final = "\u0654"
_HAMZA_SEAT: Final = re.compile("[\u0648\u064a]\u0654+")
_ONE_SPELLING: Final = str.maketrans(
    {
        **dict.fromkeys("\u0671\u0672\u0673\u0675\u0773\u0774", "\u0627"),  # alefs → ا
        **dict.fromkeys("\u0649\u06cc\u06d2", "\u064a"),  # maqsura, Persian and Urdu yeh → ي
        **dict.fromkeys("\u0629\u06be\u06c1\u06c3\u06d5", "\u0647"),  # ta marbuta, hehs → ه
        **dict.fromkeys("\u06a9\u06aa", "\u0643"),  # Persian and swash kaf → ك
        "\u0621": None,  # hamza on the line
        **{chr(zero + digit): str(digit) for zero in (0x0660, 0x06F0) for digit in range(10)},
    }
)


# The Arabic blocks of letters in use; presentation forms are normalised away before.
_ARABIC: Final = re.compile("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff]")
_INLINE_TAG: Final = re.compile(
    "a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong"
    "|sub|sup|time|u|var|wbr"
)


def _is_arabic(char: str) -> bool:
    return _ARABIC.match(char) is not None


def _says_nothing(char: str) -> bool:
    """Whether a reader who compares two spellings would not miss `char`."""
    category = unicodedata.category(char)
    if category == "Mn":
        return char != _HAMZA_ABOVE and (_is_arabic(char) or "\ufe00" <= char <= "\ufe0f")
    return category == "Cf" or (category == "Cc" and not char.isspace()) or char in _ORNAMENTS


def without_unseen(text: str) -> str:
    """Without Unicode's format characters: marks of direction, joiners, byte order marks.

    They come along, unseen, with what is copied out of Arabic text, from contacts and sheets.
    """
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


def fold(text: str) -> str:
    """The one form in which texts are compared and searched; not for showing to readers.

    Equal after folding are: vowelled and bare, stretched and plain, all alefs, yeh and maqsura,
    heh and ta marbuta, Arabic and Persian letters, the different seats of hamza (which is dropped
    with a waw or yeh that carries it), Arabic-Indic, Persian and ASCII digits, presentation
    forms, letter case, runs of white space. Latin accents are kept. Idempotent.
    """
    text = _SPACING_TASHKEEL.sub("", text)
    # Caseless compatibility matching as the Unicode Standard defines it (section 3.13, D146).
    text = unicodedata.normalize("NFD", text).casefold()
    text = unicodedata.normalize("NFKD", text).casefold()
    text = unicodedata.normalize("NFKD", text)
    text = "".join(char for char in text if not _says_nothing(char)).translate(_ONE_SPELLING)
    text = _HAMZA_SEAT.sub("", text).replace(_HAMZA_ABOVE, "")
    return unicodedata.normalize("NFC", " ".join(text.split()))


class _Plain(HTMLParser):
    """Collects text; whatever is not known to be inline ends a word."""

    silent: Final = frozenset(("script", "style", "template"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silence = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silence += tag in self.silent
        self._boundary(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._boundary(tag)

    def handle_endtag(self, tag: str) -> None:
        self._silence = max(0, self._silence - (tag in self.silent))
        self._boundary(tag)

    def handle_data(self, data: str) -> None:
        if not self._silence:
            self.pieces.append(data)

    def _boundary(self, tag: str) -> None:
        if not _INLINE_TAG.fullmatch(tag):
            self.pieces.append(" ")


def plain(html: str) -> str:
    """The text of rich-text HTML on one line, entities decoded; scripts and styles left out."""
    parser = _Plain()
    parser.feed(html)
    parser.close()
    return " ".join("".join(parser.pieces).split())


def _is_boundary(text: str, index: int) -> bool:
    """Whether `text` may be cut before `index` without splitting what a reader sees as one."""
    if index == 0:
        return True
    before, after = text[index - 1], text[index]
    if (
        unicodedata.category(after).startswith("M")
        or after in "\u200c\u200d"
        or before in "\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd"
        or "\U0001f3fb" <= after <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= after <= "\U000e007f"  # tags of regional flags
        or "\u1160" <= after <= "\u11ff"  # Korean jamo that continue a syllable
        or ("\u1100" <= before <= "\u115f" and "\u1100" <= after <= "\ud7a3")
    ):
        return False
    if not _is_flag_half(after):
        return True
    halves = 0
    while halves < index and _is_flag_half(text[index - 1 - halves]):
        halves += 1
    return halves % 2 == 0


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def excerpt(text: str, limit: int) -> str:
    """The beginning of `text` in at most `limit` characters, white space squeezed.

    A text that is too long is cut at a word end and closed with "…" (counted in `limit`); only a
    single word longer than the room is cut inside, between graphemes. A cut text loses its bidi
    embeddings and isolates, lest one stay open. Raises ValueError when `limit` is below 1.
    """
    if limit < 1:
        raise ValueError(f"an excerpt needs room for one character at least, not {limit}")
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    text = " ".join(_BIDI_OPEN_OR_CLOSE.sub("", text).split())
    if len(text) <= limit:
        return text
    cuts = [index for index in range(1, limit) if _is_boundary(text, index)]
    word_ends = [index for index in cuts if text[index] == " "]
    end = max(word_ends or cuts, default=0)
    while end and text[end - 1] in _NOT_BEFORE_ELLIPSIS and _is_boundary(text, end - 1):
        end -= 1
    return text[:end] + ELLIPSIS


# Words a minute read aloud from paragraphs of equal content: Arabic 138, English 228
# (Trauzettel-Klosinski and Dietz, "Standardized assessment of reading performance: the new
# International Reading Speed Texts IReST", 2012), rounded.
_ARABIC_WORDS_PER_MINUTE: Final = 140
_LATIN_WORDS_PER_MINUTE: Final = 230


def reading_minutes(text: str) -> int:
    """Whole minutes, at least 1, to read plain `text`; each word at the pace of its script.

    A number is read in the language of the word before it.
    """
    arabic = latin = 0
    in_arabic = False
    for word in text.split():
        if any(_is_arabic(char) and char.isalpha() for char in word):
            in_arabic = True
        elif any(char.isalpha() for char in word):
            in_arabic = False
        elif not any(char.isdigit() for char in word):
            continue
        arabic += in_arabic
        latin += not in_arabic
    minutes = arabic / _ARABIC_WORDS_PER_MINUTE + latin / _LATIN_WORDS_PER_MINUTE
    return max(1, int(minutes + 0.5))


def strip_bidi_controls(text: str) -> str:
    """`text` without the invisible characters that steer its direction (UAX #9, all twelve)."""
    return _BIDI_CONTROLS.sub("", text)


def isolate(text: str) -> str:
    """`text` between FSI and PDI, for places without markup: mail subjects, page titles.

    Its own direction then neither takes from nor gives to what stands around it; embeddings and
    isolates in `text` that are not closed in order are removed. An empty text stays empty.
    """
    if not text:
        return ""
    if not _is_balanced(text):
        text = _BIDI_OPEN_OR_CLOSE.sub("", text)
    return f"{_FSI}{text}{_PDI}"


def _is_balanced(text: str) -> bool:
    closers: list[str] = []
    for control in _BIDI_OPEN_OR_CLOSE.findall(text):
        if control in "\u2066\u2067\u2068":
            closers.append(_PDI)
        elif control in "\u202a\u202b\u202d\u202e":
            closers.append("\u202c")
        elif not closers or closers.pop() != control:
            return False
    return not closers
