"""`make bench-render`: what a letter costs to render, to make a mail of, and to address.

A month of `--items` items in each language, with everything that an item can have. `templates_ms`
is Django's part of `html_ms`, `mjml_ms` that of MJML's renderer alone; `template_ms` is the mail
made ready once; `addressed_us` is CPU time for each reader; sizes are in kB. Options after
`--help`.
"""

from __future__ import annotations

import argparse
import os
import time
from datetime import datetime
from statistics import median
from typing import TYPE_CHECKING

import django

from newsletter.rendering import mjml
from newsletter.rendering.head import head_of
from newsletter.rendering.message import Addressee, message_template
from newsletter.rendering.plain import render_plain
from newsletter.rendering.sizes import sizes_of
from tests.benchmarks.report import ZONE, Row, present
from tests.newsletter.letters import letter_part, make_letter

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsletter.letter import Letter

VARIANTS = {"ar": ("ar",), "en": ("en",), "both": ("ar", "en")}


def timed(work: Callable[[], object], rounds: int) -> float:
    """Milliseconds of CPU time of this process, the median of the rounds."""
    taken = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        taken.append((time.process_time() - started) * 1000)
    return median(taken)


def measured(name: str, letter: Letter, options: argparse.Namespace) -> Row:
    rounds: int = options.rounds
    spent: list[float] = []
    renderer = mjml.mjml2html

    def clocked(*arguments: str, **named: object) -> str:
        started = time.process_time()
        html: str = renderer(*arguments, **named)
        spent.append((time.process_time() - started) * 1000)
        return html

    head, html, plain = head_of(letter), mjml.render_html(letter), render_plain(letter)
    template = message_template(head, html=html, plain=plain)
    readers = [
        Addressee(
            address=f"reader-{number}@mail.example",
            token=f"{number}.{'x' * 43}",
            message_id=f"<{number:032x}@barza.example>",
            name="مريم الشامسي" if number % 2 else "",
        )
        for number in range(options.readers)
    ]
    date = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)
    mjml.mjml2html = clocked
    try:
        whole = timed(lambda: mjml.render_html(letter), rounds)
    finally:
        mjml.mjml2html = renderer
    each = timed(lambda: [template.address_to(r, date=date) for r in readers], rounds)
    sizes = sizes_of(head, html=html, plain=plain)
    return Row(
        name,
        {
            "html_ms": whole,
            "templates_ms": timed(lambda: mjml.render_mjml(letter), rounds),
            "mjml_ms": median(spent),
            "plain_ms": timed(lambda: render_plain(letter), rounds),
            "template_ms": timed(lambda: message_template(head, html=html, plain=plain), rounds),
            "addressed_us": each * 1000 / len(readers),
            "html_kb": sizes.html / 1000,
            "plain_kb": sizes.plain / 1000,
            "message_kb": sizes.message / 1000,
        },
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench_render")
    parser.add_argument("--items", type=int, default=15, help="in each language")
    parser.add_argument("--readers", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    django.setup()

    rows = []
    for name, languages in VARIANTS.items():
        parts = tuple(letter_part(language, teasers=options.items) for language in languages)
        rows.append(measured(name, make_letter(parts=parts), options))
    present(
        "bench-render", rows, rounds=options.rounds, now=datetime.now(ZONE),
        about={"items": options.items, "readers": options.readers},
    )  # fmt: skip


if __name__ == "__main__":
    main()
