"""`python -m tests.browser.contact_sheet [--url http://localhost:8000] [--folder docs/images]`

Every template beside every other, on a desk and on a phone, as one picture for each language and
scheme, of a site that is already being served: `contact-sheet-<language>-<scheme>.webp`.
"""

from __future__ import annotations

import argparse
import io
import urllib.error
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from tests.browser.addresses import LANGUAGES, NAMES, address
from tests.browser.barriers import SCHEMES
from tests.browser.chromium import launched
from tests.browser.product import ROOT, Product
from tests.browser.screenshots import LOAD_ALL
from tests.browser.watching import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.barriers import Scheme

COLUMNS = 5
GAP = 16
CAPTION = 22
HEIGHT = 360  # of a cell's pictures
LIMIT = 600_000  # bytes of a sheet
GROUND = {"light": "#e1e3e5", "dark": "#3e4046"}
INK = {"light": "#232528", "dark": "#f7f7f7"}


@dataclass(frozen=True, slots=True)
class Window:
    """What is seen of a page without scrolling far, in CSS pixels."""

    width: int
    height: int

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height on the sheet."""
        return round(self.width * HEIGHT / self.height), HEIGHT


WINDOWS = (Window(1280, 1500), Window(390, 1050))
CELL = (sum(window.shown[0] for window in WINDOWS) + GAP // 2, HEIGHT + CAPTION)


def cell(browser: Browser, url: str, path: str, scheme: Scheme) -> Image.Image:
    """A page on a desk and on a phone, side by side."""
    made = Image.new("RGB", CELL, GROUND[scheme])
    across = 0
    for window in WINDOWS:
        with watched(browser, url, width=window.width, height=window.height) as visitor:
            visitor.page.emulate_media(color_scheme=scheme)
            visitor.go(path)
            visitor.page.evaluate(LOAD_ALL)
            drawn = Image.open(io.BytesIO(visitor.page.screenshot())).convert("RGB")
        made.paste(drawn.resize(window.shown, Image.Resampling.LANCZOS), (across, CAPTION))
        across += window.shown[0] + GAP // 2
    return made


def sheet(cells: dict[str, Image.Image], scheme: Scheme) -> Image.Image:
    """The cells in rows, each under its name."""
    rows = -(-len(cells) // COLUMNS)
    size = (GAP + COLUMNS * (CELL[0] + GAP), GAP + rows * (CELL[1] + GAP))
    made = Image.new("RGB", size, GROUND[scheme])
    pen, font = ImageDraw.Draw(made), ImageFont.load_default(size=14)
    for number, (name, picture) in enumerate(cells.items()):
        x = GAP + number % COLUMNS * (CELL[0] + GAP)
        y = GAP + number // COLUMNS * (CELL[1] + GAP)
        made.paste(picture, (x, y))
        pen.text((x, y), name, fill=INK[scheme], font=font)
    return made


def packed(picture: Image.Image) -> bytes:
    """The picture as WebP, as good as fits the limit; ValueError where nothing legible fits."""
    for quality in range(80, 20, -10):
        out = io.BytesIO()
        picture.save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= LIMIT:
            return out.getvalue()
    raise ValueError(f"{out.tell()} bytes are more than {LIMIT} even at quality {quality}")


def make(folder: Path, url: str) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    product = Product(url=url.rstrip("/"), var=folder)
    made = []
    with launched() as browser:
        for language in LANGUAGES:
            paths = {name: address(name, language, product.get) for name in NAMES}
            for scheme in SCHEMES:
                cells = {
                    name: cell(browser, product.url, path, scheme) for name, path in paths.items()
                }
                file = folder / f"contact-sheet-{language}-{scheme}.webp"
                file.write_bytes(packed(sheet(cells, scheme)))
                made.append(file)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.browser.contact_sheet")
    parser.add_argument("--url", default="http://localhost:8000")
    parser.add_argument("--folder", type=Path, default=ROOT / "docs" / "images")
    options = parser.parse_args()
    try:
        made = make(options.folder, options.url)
    except urllib.error.HTTPError as error:
        parser.exit(1, f"{error.url}: {error.code}: is this the site of `make demo`?\n")
    except urllib.error.URLError as error:
        parser.exit(1, f"{options.url} does not answer ({error.reason}): run `make demo` first\n")
    except ValueError as error:
        parser.exit(1, f"{error}\n")
    parser.exit(0, "".join(f"{file}: {file.stat().st_size // 1000} KB\n" for file in made))


if __name__ == "__main__":
    main()
