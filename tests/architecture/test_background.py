"""Work gets into the background by one way, as JSON."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
THE_WAY = ROOT / "cms" / "work" / "enqueue.py"
SOURCES = sorted(
    file
    for package in ("cms", "blog", "toolkit", "newsletter")
    for file in (ROOT / package).rglob("*.py")
)
#: They make objects of bytes, and so code of what is in a queue.
UNSAFE = {"pickle", "cPickle", "dill", "cloudpickle", "shelve", "marshal"}


def enqueuing(tree: ast.AST) -> list[int]:
    """The lines that call a task's own `enqueue`, or hand it on uncalled."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"enqueue", "aenqueue"}
    ]


def unsafe(tree: ast.AST) -> list[str]:
    names = [
        name
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    ]
    return [name for name in names if name.partition(".")[0] in UNSAFE]


def read(file: Path) -> ast.AST:
    return ast.parse(file.read_text(encoding="utf-8"))


def test_only_one_module_enqueues() -> None:
    found = {
        f"{file.relative_to(ROOT)}:{line}"
        for file in SOURCES
        if file != THE_WAY
        for line in enqueuing(read(file))
    }
    assert not found, f"use cms.work.enqueue: {sorted(found)}"


def test_nothing_is_pickled() -> None:
    found = {str(file.relative_to(ROOT)) for file in SOURCES if unsafe(read(file))}
    assert not found


@pytest.mark.parametrize(
    "line", ["deliver.enqueue(1)", "on_commit(deliver.enqueue)", "await deliver.aenqueue(1)"]
)
def test_a_planted_call_is_found(line: str) -> None:
    assert enqueuing(ast.parse(f"async def f():\n    {line}"))


def test_the_one_way_is_not_missed_by_mistake() -> None:
    assert enqueuing(read(THE_WAY))


@pytest.mark.parametrize("line", ["import pickle", "from pickle import loads"])
def test_a_planted_import_is_found(line: str) -> None:
    assert unsafe(ast.parse(line))
