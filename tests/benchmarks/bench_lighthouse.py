"""`make bench-lighthouse`: what Lighthouse says of the demonstration, on a phone and on a desk.

The site is served as an installation serves it, but without encryption. Each page is asked for
several times and the median of each figure counts. Lighthouse plays a slow phone on a slow line;
what else the machine does weighs on the performance alone. Options after `--help`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from rich.console import Console

from tests.benchmarks.demonstration import add_var, filled
from tests.benchmarks.report import ZONE, Row, present
from tests.browser.addresses import LANGUAGES, NAMES, address
from tests.browser.chromium import ARGUMENTS, chromium_path
from tests.browser.product import ROOT, Product, ProductFault, served_as_installed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LIGHTHOUSE = ROOT / "frontend" / "node_modules" / "lighthouse" / "cli" / "index.js"
NODE = ROOT / ".venv" / "bin" / "node"
PAGES = ("home", "article", "story", "story-list")
SCREENS = ("phone", "desk")
ATTEMPTS = 3
RUN_LIMIT = 240.0  # seconds; one takes half a minute

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
#: Goals by category and screen.
GOALS = {
    (category, screen): 95 if category == "performance" else 100
    for category in CATEGORIES
    for screen in SCREENS
}
METRICS = {
    "first_paint_ms": "first-contentful-paint",
    "largest_paint_ms": "largest-contentful-paint",
    "blocked_ms": "total-blocking-time",
    "shift": "cumulative-layout-shift",
    "bytes": "total-byte-weight",
}
#: Longest times to the first and the largest paint, of the design system's criteria.
PAINTS_MS = {"first_paint_ms": 1800, "largest_paint_ms": 2500}
#: What an installation has and this machine has not, or only a person can say.
EXPLAINED = {
    "redirects-http": "nothing is encrypted on this machine; production sends to https",
    "is-on-https": "nothing is encrypted on this machine",
    "uses-http2": "the web server before an installation speaks HTTP/2",
    "network-server-latency": "two worker processes on a busy machine",
}


class NotMeasured(Exception):
    """Lighthouse did not run to its end; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one run says: `figures` by name, and the audits that cost points."""

    figures: dict[str, float]
    failed: tuple[str, ...]


def look(url: str, screen: str, folder: Path) -> Told:
    """One run of Lighthouse; raises NotMeasured."""
    report = folder / "report.json"
    report.unlink(missing_ok=True)
    flags = " ".join(ARGUMENTS)
    command = [
        str(NODE), str(LIGHTHOUSE), url, "--quiet", "--output=json", f"--output-path={report}",
        f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={flags}",
        *(["--preset=desktop"] if screen == "desk" else []),
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": chromium_path()}
    try:
        ran = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True,
            timeout=RUN_LIMIT, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise NotMeasured(f"{url}: no answer in {RUN_LIMIT:.0f} s") from error
    if ran.returncode or not report.exists():
        raise NotMeasured(f"{url}: {ran.stdout}{ran.stderr}")
    return told(json.loads(report.read_text(encoding="utf-8")))


def patiently(url: str, screen: str, folder: Path) -> Told:
    """As `look`; where Chromium lost its own trace, as it does on a busy machine, once more."""
    for _again in range(ATTEMPTS - 1):
        try:
            return look(url, screen, folder)
        except NotMeasured:
            continue
    return look(url, screen, folder)


def told(report: dict[str, Any]) -> Told:
    """The figures of a report, and what costs points: `category: audit`."""
    categories, audits = report["categories"], report["audits"]
    if fault := report.get("runtimeError"):
        raise NotMeasured(f"{report['finalDisplayedUrl']}: {fault['message']}")
    figures = {name: round((categories[name]["score"] or 0) * 100.0) for name in CATEGORIES}
    figures |= {name: audits[audit].get("numericValue", 0.0) for name, audit in METRICS.items()}
    failed = [
        f"{name}: {ref['id']}"
        for name in CATEGORIES
        for ref in categories[name]["auditRefs"]
        if ref["weight"] and (score := audits[ref["id"]].get("score")) is not None and score < 0.9
    ]
    return Told(figures, tuple(failed))


def row(name: str, runs: list[Told]) -> Row:
    return Row(name, {key: median(run.figures[key] for run in runs) for key in runs[0].figures})


def missed(rows: Iterable[Row]) -> list[str]:
    """The goals that were not reached, in words."""
    rows = list(rows)
    slow = [
        f"{row.name}: {paint} {row.figures[paint]:.0f}, wanted {limit}"
        for row in rows
        for paint, limit in PAINTS_MS.items()
        if row.figures[paint] > limit
    ]
    return slow + [
        f"{row.name}: {category} {row.figures[category]:.0f}, wanted {goal}"
        for row in rows
        for (category, screen), goal in GOALS.items()
        if row.name.endswith(screen) and row.figures[category] < goal
    ]


def measure(options: argparse.Namespace, product: Product) -> tuple[list[Row], Counter[str]]:
    rows: list[Row] = []
    failed: Counter[str] = Counter()
    console = Console(stderr=True)
    with tempfile.TemporaryDirectory() as folder, console.status("") as status:
        for screen in options.screens:
            for name in options.pages:
                for language in options.languages:
                    url = product.url + address(name, language, product.get)
                    runs = []
                    for number in range(options.runs):
                        status.update(f"{url} on a {screen}, {number + 1} of {options.runs} …")
                        runs.append(patiently(url, screen, Path(folder)))
                        failed.update(f"{audit} ({screen})" for audit in runs[-1].failed)
                    rows.append(row(f"{name} {language} {screen}", runs))
    return rows, failed


@contextmanager
def site(options: argparse.Namespace, folder: Path) -> Iterator[Product]:
    """What is served at `--url`; else the demonstration, served until the block ends."""
    if options.url:
        yield Product(url=options.url.rstrip("/"), var=folder)
        return
    with served_as_installed(filled(options.var or folder)) as product:
        yield product


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.bench_lighthouse",
        description="Lighthouse's scores of the demonstration's pages, and what costs points.",
    )
    parser.add_argument("--runs", type=int, default=3, help="of each page (default: %(default)s)")
    parser.add_argument("--pages", nargs="+", choices=NAMES, default=list(PAGES))
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, default=list(LANGUAGES))
    parser.add_argument("--screens", nargs="+", choices=SCREENS, default=list(SCREENS))
    parser.add_argument("--url", help="a site that is already served (default: serve one)")
    parser.add_argument("--json", type=Path, help="also write the JSON object to this file")
    add_var(parser)
    options = parser.parse_args()
    if options.runs < 1:
        parser.error("--runs is 1 or more.")
    with tempfile.TemporaryDirectory(prefix="barza-lighthouse-") as folder:
        try:
            with site(options, Path(folder)) as product:
                rows, failed = measure(options, product)
        except (NotMeasured, ProductFault) as error:
            sys.exit(str(error))
    console = Console(stderr=True)
    for audit, times in failed.most_common():
        reason = EXPLAINED.get(audit.partition(": ")[2].partition(" (")[0], "")
        console.print(f"costs points {times} times: {audit} {reason}", highlight=False)
    misses = missed(rows)
    for goal in misses:
        console.print(f"missed: {goal}", style="bold", highlight=False)
    about = {"failed": dict(failed), "missed": misses}
    if options.json:
        figures = {"rows": [{"name": row.name, **row.figures} for row in rows], **about}
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n")
    present("bench-lighthouse", rows, rounds=options.runs, now=datetime.now(ZONE), about=about)


if __name__ == "__main__":
    main()
