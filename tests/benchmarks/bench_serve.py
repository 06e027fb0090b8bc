"""`make bench-serve`: what one page of the demonstration costs beside a bare Wagtail page.

Both are served by gunicorn with the same workers on this machine, nothing is cached, and each
round asks for every page once over, so that a busy machine weighs on all of them alike.
`cpu_ms` is the time of the workers alone and hardly depends on what else the machine does;
requests per second share the cores with the clients. Options after `--help`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median

from rich.console import Console

from tests.benchmarks.demonstration import add_var, filled
from tests.benchmarks.load import Batch, ask
from tests.benchmarks.report import ZONE, Row, present
from tests.benchmarks.served import Served, served
from tests.browser.product import ROOT, ProductFault, environment

BARE = "bare"
WARM_UP = 12  # requests: every thread of every worker has answered once


@dataclass(frozen=True, slots=True)
class Target:
    name: str
    site: Served
    path: str


@dataclass(frozen=True, slots=True)
class Sample:
    batch: Batch
    cpu_ms: float | None

    @property
    def figures(self) -> dict[str, float]:
        figures = {
            "requests_per_second": self.batch.per_second,
            "median_ms": median(self.batch.seconds) * 1000,
        }
        return figures if self.cpu_ms is None else {"cpu_ms": self.cpu_ms} | figures


def run(environment: dict[str, str], *command: str, given: str = "") -> str:
    """What the Python command printed; ends the benchmark with its errors when it fails."""
    ran = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT, env=environment, input=given, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode:
        sys.exit(f"{' '.join(command)}:\n{ran.stdout}{ran.stderr}")
    return ran.stdout


def sample(target: Target, options: argparse.Namespace) -> Sample:
    before = target.site.cpu_seconds()
    batch = ask(target.site.port, target.path, requests=options.requests, clients=options.clients)
    after = target.site.cpu_seconds()
    if before is None or after is None:
        return Sample(batch, None)
    return Sample(batch, (after - before) * 1000 / options.requests)


def row(name: str, rounds: list[dict[str, Sample]]) -> Row:
    samples = [samples[name] for samples in rounds]
    figures = {key: median(s.figures[key] for s in samples) for key in samples[0].figures}
    figures["kilobytes"] = samples[0].batch.size / 1000
    ratios: dict[str, float] = {}
    if name != BARE:
        for key in ("cpu_ms", "requests_per_second"):
            pairs = [(r[name].figures, r[BARE].figures) for r in rounds]
            shares = [own[key] / bare[key] for own, bare in pairs if bare.get(key)]
            if shares:
                ratios[f"{key} to bare"] = median(shares)
    return Row(name, figures, ratios)


def measure(options: argparse.Namespace, folder: Path, console: Console) -> list[Row]:
    bare = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.bare.settings",
        "BARE_VAR": str(folder),
    }
    with console.status("The demonstration is made …"):
        var = filled(options.var or folder / "var")
        own = environment(var, 8000)
        # WhiteNoise warns of a folder that only production fills.
        (var / "static").mkdir(parents=True, exist_ok=True)
        article = json.loads(run(own, "-m", "tests.benchmarks.newest_article"))
        run(bare, "-m", "tests.benchmarks.bare.fill", given=json.dumps(article["body"]))
    with ExitStack() as stack:
        sites = [
            stack.enter_context(
                served(application, environment, workers=options.workers, log=folder / log)
            )
            for application, environment, log in (
                ("tests.benchmarks.bare.wsgi:application", bare, "bare.log"),
                ("cms.wsgi:application", own, "own.log"),
            )
        ]
        targets = [
            Target(BARE, sites[0], "/"),
            Target("home", sites[1], "/"),
            Target("listing", sites[1], "/blog/"),
            Target("article", sites[1], article["path"]),
        ]
        for target in targets:
            ask(target.site.port, target.path, requests=WARM_UP, clients=WARM_UP)
        rounds: list[dict[str, Sample]] = []
        with console.status("") as status:
            for number in range(options.rounds):
                status.update(f"Round {number + 1} of {options.rounds} …")
                rounds.append({target.name: sample(target, options) for target in targets})
    return [row(target.name, rounds) for target in targets]


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.bench_serve",
        description="Requests a second and CPU time a page, uncached, beside a bare Wagtail page.",
    )
    parser.add_argument("--rounds", type=int, default=5, help="(default: %(default)s)")
    parser.add_argument(
        "--requests", type=int, default=60, help="for each page in each round (%(default)s)"
    )
    parser.add_argument("--clients", type=int, default=4, help="at once (%(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="processes (%(default)s)")
    add_var(parser)
    options = parser.parse_args()
    if min(options.rounds, options.requests, options.clients, options.workers) < 1:
        parser.error("--rounds, --requests, --clients and --workers are 1 or more.")
    with tempfile.TemporaryDirectory(prefix="barza-bench-") as folder:
        try:
            rows = measure(options, Path(folder), Console(stderr=True))
        except ProductFault as error:
            sys.exit(str(error))
    present(
        "bench-serve",
        rows,
        rounds=options.rounds,
        now=datetime.now(ZONE),
        about={name: getattr(options, name) for name in ("requests", "clients", "workers")},
    )


if __name__ == "__main__":
    main()
