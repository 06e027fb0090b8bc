"""One export from plan to the new folder, in as many processes as there are cores."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connections

from cms.export.links import broken_links
from cms.export.plan import Output, file_of, media_of_pages, plan
from cms.export.render import FILES, Renderer, files_used
from cms.export.write import SiteFolder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

#: Fewer outputs than this are not worth starting processes for.
WORTH_FORKING = 50


class ExportRefused(Exception):
    """The new version has faults, so the old one stays; `problems` names each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(f"{len(problems)} problems: nothing was replaced.")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Exported:
    addresses: int
    files: int


def export(
    target: Path,
    now: datetime,
    *,
    processes: int = 1,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Exported:
    """Writes what is public at `now` to `target`.

    Raises ExportRefused for a missing picture or a link that leads nowhere, and WrongAnswer
    when the site does not answer as planned; `target` then stays as it was. `progress` is
    told how many of how many addresses are done.
    """
    outputs = plan(now)
    used = media_of_pages(now)
    pages: dict[str, str] = {}
    with SiteFolder(target) as site:
        for done, (output, content) in enumerate(_rendered(outputs, processes), start=1):
            site.write(output.path, content)
            text = content.decode()
            used |= files_used(text)
            if output.path.endswith(".html"):
                pages[output.url] = text
            progress(done, len(outputs))
        made = {address for address in used if not address.startswith(FILES)}
        drawn = [Output(address, file_of(address)) for address in sorted(made)]
        for output, content in _rendered(drawn, processes):
            site.write(output.path, content)
        problems = [f"missing file: {address}" for address in site.copy_used(used - made)]
        problems += [
            f"broken link: {url} -> {link}"
            for url, text in sorted(pages.items())
            for link in sorted(broken_links(url, text, site.files))
        ]
        if problems:
            raise ExportRefused(problems)
        return Exported(len(outputs), len(site.files))


_renderer: Renderer | None = None


def _render(output: Output) -> bytes:
    global _renderer
    _renderer = _renderer or Renderer()
    return _renderer.render(output)


def _rendered(outputs: list[Output], processes: int) -> Iterator[tuple[Output, bytes]]:
    if processes < 2 or len(outputs) < WORTH_FORKING:
        for output in outputs:
            yield output, _render(output)
        return
    # A forked process must not share a connection with this one.
    connections.close_all()
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        yield from zip(outputs, pool.map(_render, outputs, chunksize=8), strict=True)
