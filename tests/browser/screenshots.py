"""`python -m tests.browser.screenshots FOLDER [--url http://localhost:8000] [--dark] [--hard]`

A picture of every template, in Arabic and English, on a phone and a desk, of a site that is
already being served; for people to look at. `--hard` takes the pages of tests/browser/hard_content
instead, which `python -m tests.browser.hard_content VAR` adds to a site.
"""

from __future__ import annotations

import argparse
import urllib.error
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.addresses import LANGUAGES, NAMES, address
from tests.browser.chromium import launched
from tests.browser.hard_content import HARD, hard_address
from tests.browser.product import Product
from tests.browser.watching import watched

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTHS = (390, 1280)
#: Pictures that load late must be there before the whole page is drawn.
LOAD_ALL = """
async () => {
  for (const image of document.images) { image.loading = "eager" }
  await document.fonts.ready
  const settled = (image) => image.complete || new Promise((done) => {
    image.addEventListener("load", done, { once: true })
    image.addEventListener("error", done, { once: true })
  })
  await Promise.all([...document.images].map(settled))
  await Promise.all([...document.images].map((image) => image.decode().catch(() => null)))
}
"""


def take(
    folder: Path,
    url: str,
    names: list[str],
    *,
    dark: bool = False,
    find: Callable[[str, str, Callable[[str], str]], str] = address,
) -> list[Path]:
    """Writes `<template>-<language>-<width>.png` into `folder`; gives the files made.

    `find` gives the path of a name in a language.
    """
    folder.mkdir(parents=True, exist_ok=True)
    product = Product(url=url.rstrip("/"), var=folder)
    made = []
    with launched() as browser:
        for name in names:
            for language in LANGUAGES:
                path = find(name, language, product.get)
                for width in WIDTHS:
                    with watched(browser, product.url, width=width) as visitor:
                        if dark:
                            visitor.page.emulate_media(color_scheme="dark")
                        visitor.go(path)
                        visitor.page.evaluate(LOAD_ALL)
                        file = folder / f"{name}-{language}-{width}.png"
                        visitor.page.screenshot(path=file, full_page=True)
                        made.append(file)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--url", default="http://localhost:8000")
    parser.add_argument("--only", nargs="*", choices=(*NAMES, *HARD))
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--hard", action="store_true")
    options = parser.parse_args()
    names = options.only or list(HARD if options.hard else NAMES)
    find = hard_address if options.hard else address
    try:
        made = take(options.folder, options.url, names, dark=options.dark, find=find)
    except urllib.error.HTTPError as error:
        parser.exit(1, f"{error.url}: {error.code}; python -m tests.browser.hard_content VAR?\n")
    except urllib.error.URLError as error:
        parser.exit(1, f"{options.url} does not answer ({error.reason}): run `make demo` first\n")
    parser.exit(0, f"{len(made)} pictures in {options.folder}\n")


if __name__ == "__main__":
    main()
