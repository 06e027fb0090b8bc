"""Builds static/THIRD-PARTY.md: the notices of all that others made and that goes with the site.

    npm ci --ignore-scripts && python notices.py [FILE]

Every package of `dependencies` in package.json is in it, with its licence as the package has it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGES = HERE / "node_modules"
OUTPUT = HERE.parent / "static" / "THIRD-PARTY.md"

#: What of each package reaches a browser; a package without a line here stops the build.
SHIPPED = {
    "@aegov/design-system": "rules in `css/site.css`",
    "@fontsource/alexandria": "`fonts/alexandria-*.woff2`, subset",
    "@fontsource/inter": "`fonts/inter-*.woff2`, subset",
    "@fontsource/noto-kufi-arabic": "`fonts/noto-kufi-arabic-*.woff2`, subset",
    "@fontsource/roboto": "`fonts/roboto-*.woff2`, subset",
    "@tailwindcss/node": "nothing: it builds `css/site.css`",
    "lightningcss": "nothing: it writes `css/site.css` for older browsers",
    "tailwindcss": "ground rules in `css/site.css`",
}
HEAD = """\
# Notices of third parties

What others made and this site gives to browsers, each with its licence. The mark, the icons, the
pattern and everything else are Barza's own. The emblem of the state, and the names and signs of
entities, are licensed by nobody here: whoever runs the site puts in its own.
"""


def licence(package: str) -> str:
    """The text of a package's licence, its line ends and its end made plain."""
    text = (PACKAGES / package / "LICENSE").read_text(encoding="utf-8")
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def notices() -> str:
    """The whole file; raises KeyError for a package that nobody has said the use of."""
    names = sorted(json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"])
    rows, texts = [], []
    for name in names:
        about = json.loads((PACKAGES / name / "package.json").read_text(encoding="utf-8"))
        rows.append(f"| {name} | {about['version']} | {about['license']} | {SHIPPED[name]} |")
        texts.append(f"## {name} {about['version']}\n\n```\n{licence(name)}\n```\n")
    table = "\n".join(
        ["| package | version | licence | what of it is here |", "|---|---|---|---|", *rows]
    )
    return "\n".join([HEAD, table + "\n", *texts])


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else OUTPUT
    target.write_text(notices(), encoding="utf-8")
