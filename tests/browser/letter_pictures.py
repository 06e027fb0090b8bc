"""`python -m tests.browser.letter_pictures [--var var] [--folder docs/images]`

The newest month's letter of a filled installation, as readers of each language see it on a phone
and at a desk: `letter-light.webp` and `letter-dark.webp`. Needs no server: the pictures in it
are read from the installation's folder.
"""

from __future__ import annotations

import argparse
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from tests.browser.barriers import SCHEMES
from tests.browser.chromium import launched
from tests.browser.product import ROOT, manage

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

    from tests.browser.barriers import Scheme

VARIANTS = ("ar", "en", "both")
WIDTHS = (390, 700)
HEIGHT = 2100  # of a letter's beginning, in CSS pixels
SCALE = 0.5
GAP = 16
CAPTION = 22
LIMIT = 150_000  # bytes of a sheet
GROUND = {"light": "#c3c6cb", "dark": "#3e4046"}
INK = {"light": "#232528", "dark": "#f7f7f7"}
# Run in the installation; prints the HTML of each variant, greeted by name.
LETTERS = """
import json
from django.utils import timezone
from newsletter.actions.compose import letter_of
from newsletter.actions.sender import sender_of_settings
from newsletter.models import IssuePage
from newsletter.rendering.head import head_of
from newsletter.rendering.mjml import render_html
from newsletter.rendering.places import greeting_in_html, greeting_place

found = IssuePage.objects.select_related("locale").order_by("month")
issues = {page.language: page for page in found}
shown = {}
for variant in ("ar", "en", "both"):
    letter = letter_of(issues, variant, sender_of_settings(), timezone.now())
    html = render_html(letter)
    for greeting in head_of(letter).greetings:
        name = "مريم" if greeting.language == "ar" else "Maryam"
        html = html.replace(greeting_place(greeting.language), greeting_in_html(greeting, name))
    shown[variant] = html
print("LETTERS " + json.dumps(shown))
"""


def letters(var: Path) -> dict[str, str]:
    """The HTML of each variant. Raises ProductFault where the installation has no letter."""
    printed = manage(var, "shell", "--verbosity", "0", stdin=LETTERS)
    line = next(x for x in printed.splitlines() if x.startswith("LETTERS "))
    shown: dict[str, str] = json.loads(line.removeprefix("LETTERS "))
    return shown


def drawn(browser: Browser, html: str, width: int, scheme: Scheme, media: Path) -> Image.Image:
    """The beginning of the letter at its width."""

    def answered(route: Route) -> None:
        path = re.sub(r"^https?://[^/]+/", "", route.request.url)
        name = path.removeprefix("media/")
        plain = re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", path)  # of hashed static files
        file = media / name if name != path else ROOT / plain
        route.fulfill(path=file) if file.is_file() else route.abort()

    page = browser.new_page(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)
    page.route(re.compile("^https?:"), answered)
    page.set_content(html, wait_until="networkidle")
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.close()
    size = (round(picture.width * SCALE), round(picture.height * SCALE))
    return picture.resize(size, Image.Resampling.LANCZOS)


def sheet(pictures: dict[str, Image.Image], scheme: Scheme) -> Image.Image:
    """The pictures in a row, each under its name."""
    width = GAP + sum(picture.width + GAP for picture in pictures.values())
    height = CAPTION + GAP + round(HEIGHT * SCALE)
    made = Image.new("RGB", (width, height), GROUND[scheme])
    pen, font = ImageDraw.Draw(made), ImageFont.load_default(size=14)
    across = GAP
    for name, picture in pictures.items():
        pen.text((across, 3), name, fill=INK[scheme], font=font)
        made.paste(picture, (across, CAPTION))
        across += picture.width + GAP
    return made


def packed(picture: Image.Image) -> bytes:
    """The picture as WebP, as good as fits the limit; ValueError where nothing legible fits."""
    for quality in range(80, 20, -10):
        out = io.BytesIO()
        picture.save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= LIMIT:
            return out.getvalue()
    raise ValueError(f"{out.tell()} bytes are more than {LIMIT} even at quality {quality}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.browser.letter_pictures")
    parser.add_argument("--var", type=Path, default=ROOT / "var")
    parser.add_argument("--folder", type=Path, default=ROOT / "docs" / "images")
    options = parser.parse_args()
    shown = letters(options.var)
    media = options.var / "media"
    with launched() as browser:
        for scheme in SCHEMES:
            pictures = {
                f"{variant}, {width} px": drawn(browser, shown[variant], width, scheme, media)
                for variant in VARIANTS
                for width in WIDTHS
            }
            file = options.folder / f"letter-{scheme}.webp"
            file.write_bytes(packed(sheet(pictures, scheme)))


if __name__ == "__main__":
    main()
