"""How much memory and time do the hostile files cost? A process of its own, so that it counts.

    python -m tests.cms.uploads.memory

Writes one line of JSON: peak of resident memory in MB, the same before the first file, the
longest time of one file in seconds with its name, how many files there were, how many were
refused, and all errors that are no refusal. Another process makes the files, since making them
takes more memory than judging them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")

import django
from django.core.files.base import File

from cms.uploads.documents import judge_document
from cms.uploads.pictures import judge_picture
from cms.uploads.reasons import UploadRefused

from .good import drawing, encoded
from .hostile import Case, hostile_pictures
from .hostile_documents import hostile_documents


def high_water() -> int:
    """The most that was resident so far, in MB; without what the parent had before the start."""
    status = Path("/proc/self/status").read_text().splitlines()
    line = next(line for line in status if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def largest_allowed() -> list[Case]:
    """Honest pictures at the limit, the dearest there are to decode and to encode."""
    wide = drawing((5_000, 3_999))
    less, least = drawing((4_000, 3_000)), drawing((3_000, 2_600))
    return [
        Case("limit.jpg", encoded(wide, "jpeg", quality=85, progressive=True), certain=False),
        Case("limit.png", encoded(wide.convert("RGBA"), "png"), certain=False),
        Case("limit.gif", encoded(wide.quantize(64), "gif"), certain=False),
        Case("limit.webp", encoded(less, "webp", method=0), certain=False),
        Case("limit.avif", encoded(least, "avif", speed=10), certain=False),
    ]


def make(folder: Path) -> None:
    names = []
    pictures = [*hostile_pictures(), *largest_allowed()]
    for number, case in enumerate((*pictures, *hostile_documents())):
        (folder / str(number)).write_bytes(case.data)
        names.append(case.name)
    (folder / "names").write_text(json.dumps([len(pictures), names]))


def measure(folder: Path) -> dict[str, Any]:
    django.setup()
    pictures, names = json.loads((folder / "names").read_text())
    before = high_water()
    longest: tuple[float, str] = (0.0, "")
    errors: list[str] = []
    refused = 0
    for number, name in enumerate(names):
        with (folder / str(number)).open("rb") as data:
            file = File(data, name)
            start = time.process_time()
            try:
                if number < pictures:
                    judge_picture(file)
                else:
                    judge_document(file, name)
            except UploadRefused:
                refused += 1
            except Exception as error:
                errors.append(f"{name}: {error!r}")
        longest = max(longest, (round(time.process_time() - start, 2), name))
    return {
        "peak": high_water(),
        "before": before,
        "longest": longest,
        "files": len(names),
        "refused": refused,
        "errors": errors,
    }


def main() -> None:
    if sys.argv[1:]:
        make(Path(sys.argv[1]))
        return
    with TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "tests.cms.uploads.memory", folder], check=True)
        sys.stdout.write(json.dumps(measure(Path(folder)), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
