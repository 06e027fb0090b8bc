"""Builds static/fonts and the faces of the sharing pictures, the same bytes every time.

    npm ci --ignore-scripts && python fonts.py [FOLDER [FOLDER OF DRAWN]]

The Arabic faces also carry digits and punctuation of their own family: without them a single
colon in an Arabic heading makes the browser fetch a whole Latin face.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
PACKAGES = HERE / "node_modules" / "@fontsource"
OUTPUT = HERE.parent / "static" / "fonts"
#: Faces that pictures are drawn with, of both scripts whole; no browser gets them.
DRAWN = HERE.parent / "cms" / "social_cards" / "fonts"


def _span(first: int, last: int) -> frozenset[int]:
    return frozenset(range(first, last + 1))


# Signs both scripts need: ASCII digits and punctuation, guillemets, dashes, quotes, arrows.
SIGNS = (
    _span(0x20, 0x40)
    | _span(0x5B, 0x60)
    | _span(0x7B, 0x7E)
    | frozenset({0xA0, 0xA9, 0xAB, 0xAE, 0xB0, 0xB1, 0xB7, 0xBB, 0xD7, 0xF7})
    | _span(0x2010, 0x2015)
    | _span(0x2018, 0x201E)
    | frozenset({0x2022, 0x2026, 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2122})
    | frozenset({0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2264, 0x2265})
)
LATIN = SIGNS | _span(0x41, 0x5A) | _span(0x61, 0x7A) | _span(0xA1, 0xFF) | {0x131, 0x152, 0x153}
# Letters, marks and digits of Arabic, and the letters that loan words bring (پ چ ژ ڤ ک گ ی …).
ARABIC = (
    _span(0x0609, 0x060D)
    | frozenset({0x0615, 0x061B, 0x061F})
    | _span(0x0621, 0x063A)
    | _span(0x0640, 0x0656)
    | _span(0x0660, 0x066D)
    | _span(0x0670, 0x0671)
    | frozenset({0x0679, 0x067E, 0x0686, 0x0688, 0x0691, 0x0698, 0x06A4, 0x06A9, 0x06AF})
    | frozenset({0x06BA, 0x06BE, 0x06C1, 0x06CC, 0x06D2, 0x06D4})
    | _span(0x200C, 0x200F)
    | frozenset({0xFDF2, 0xFDFA, 0xFDFB, 0xFDFC})
)


@dataclass(frozen=True, slots=True)
class Face:
    """One file to build. `package` is the npm package's short name, `weight` a CSS weight."""

    package: str
    weight: int
    arabic: bool

    @property
    def target(self) -> str:
        return f"{self.package}-{self.weight}.woff2"

    def source(self, script: str) -> Path:
        name = f"{self.package}-{script}-{self.weight}-normal.woff2"
        return PACKAGES / self.package / "files" / name


FACES = (
    Face("noto-kufi-arabic", 400, arabic=True),
    Face("noto-kufi-arabic", 600, arabic=True),
    Face("alexandria", 600, arabic=True),
    Face("roboto", 400, arabic=False),
    Face("roboto", 600, arabic=False),
    Face("inter", 600, arabic=False),
)
DRAWN_FAMILY = "alexandria"
DRAWN_WEIGHTS = (400, 600)


def subset(source: Path, characters: frozenset[int]) -> TTFont:
    """The font with only these characters, every layout feature kept, hinting dropped."""
    options = Options()
    options.layout_features = ["*"]
    options.hinting = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    return font


def merged(arabic: TTFont, signs: TTFont) -> TTFont:
    """One font of both; the character sets must not overlap. Metrics are the Arabic font's."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [str(Path(folder) / "arabic.ttf"), str(Path(folder) / "signs.ttf")]
        arabic.save(paths[0])
        signs.save(paths[1])
        font = Merger().merge(paths)
    for stamp in ("created", "modified"):
        setattr(font["head"], stamp, getattr(arabic["head"], stamp))
    font.recalcTimestamp = False
    return font


def build(face: Face, folder: Path) -> Path:
    """Writes one face into `folder` and returns its path."""
    if face.arabic:
        font = merged(
            subset(face.source("arabic"), ARABIC - SIGNS), subset(face.source("latin"), SIGNS)
        )
    else:
        font = subset(face.source("latin"), LATIN)
    font.flavor = "woff2"
    path = folder / face.target
    font.save(path)
    return path


def build_drawn(package: str, weight: int, folder: Path) -> Path:
    """Writes one face for drawing, as TTF: every FreeType reads that."""
    face = Face(package, weight, arabic=True)
    font = merged(
        subset(face.source("arabic"), ARABIC - SIGNS - LATIN), subset(face.source("latin"), LATIN)
    )
    path = folder / f"{package}-{weight}.ttf"
    font.save(path)
    return path


def main(folder: Path = OUTPUT, drawn: Path = DRAWN) -> None:
    """Builds every face and copies each family's licence beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        build(face, folder)
        licence = folder / f"{face.package}-OFL.txt"
        shutil.copyfile(PACKAGES / face.package / "LICENSE", licence)
    drawn.mkdir(parents=True, exist_ok=True)
    for weight in DRAWN_WEIGHTS:
        build_drawn(DRAWN_FAMILY, weight, drawn)
    shutil.copyfile(PACKAGES / DRAWN_FAMILY / "LICENSE", drawn / f"{DRAWN_FAMILY}-OFL.txt")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
