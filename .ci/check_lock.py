"""Whether the locks agree with pyproject.toml and with each other. Needs no network.

Exit 1 names every disagreement; `make lock` mends them.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / ".ci" / "locks"
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[^]]*\])?==(?P<version>[^ ;\\]+)", re.MULTILINE)
# An address, or a path of the machine that made the lock.
WHEREABOUTS = re.compile(r"://|^\s*-(?!-hash=)|file:|(?<!\w)/\w", re.MULTILINE)

Pins = dict[str, set[Version]]


def read_pins(text: str) -> Pins:
    """Canonical name -> versions; more than one where the version depends on the Python."""
    pins: Pins = {}
    for match in PIN.finditer(text):
        name = canonicalize_name(match["name"])
        pins.setdefault(name, set()).add(Version(match["version"]))
    return pins


def unhashed(text: str) -> list[str]:
    """The pins that carry no hash."""
    entries = re.split(r"\n(?=\S)", text)
    return [entry.split()[0] for entry in entries if PIN.match(entry) and "--hash=" not in entry]


def disagreements(requirements: list[str], pins: Pins, lock: str) -> list[str]:
    """What `requirements` ask for and the lock does not hold."""
    found = []
    for requirement in map(Requirement, requirements):
        versions = pins.get(canonicalize_name(requirement.name))
        if not versions:
            found.append(f"{lock}: {requirement.name} is not locked")
        elif wrong := [str(v) for v in versions if v not in requirement.specifier]:
            found.append(f"{lock}: {requirement.name} {', '.join(wrong)} is not {requirement}")
    return found


def check() -> list[str]:
    """Every fault of the locks, in words; empty when all is well."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run: list[str] = project["project"]["dependencies"]
    groups: dict[str, list[str]] = project["dependency-groups"]
    work = [each for name in ("test", "lint", "frontend") for each in groups[name]]
    texts = {name: (LOCKS / f"{name}.txt").read_text("utf-8") for name in ("build", "base", "test")}
    pins = {name: read_pins(text) for name, text in texts.items()}

    faults = disagreements(run, pins["base"], "base.txt")
    faults += disagreements([*run, *work], pins["test"], "test.txt")
    faults += [
        f"base.txt: {name} differs from test.txt"
        for name, versions in sorted(pins["base"].items())
        if pins["test"].get(name) != versions
    ]
    for name, text in texts.items():
        faults += [f"{name}.txt: {pin} has no hash" for pin in unhashed(text)]
        if place := WHEREABOUTS.search(text):
            line = text.count("\n", 0, place.start()) + 1
            faults.append(f"{name}.txt:{line}: names a place, not only a version")
    return faults


if __name__ == "__main__":
    if found := check():
        sys.exit("\n".join([*found, "The locks do not fit pyproject.toml: run `make lock`."]))
