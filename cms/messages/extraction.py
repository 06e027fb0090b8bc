"""Which strings do the sources ask to have translated?

Python is read as a syntax tree, so that a call inside an f-string or another call is found on
every version of Python alike. Templates are first turned into calls by Django itself.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from django.utils.translation.template import templatize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# The sources of the interface, below the project's folder.
FOLDERS = ("blog", "cms", "newsletter", "templates", "toolkit")
TEMPLATE_SUFFIXES = frozenset({".html", ".mjml", ".txt", ".xml", ".xsl"})
_SKIPPED = frozenset({"__pycache__", "locale", "migrations", "node_modules"})

# Function -> the places of its context (or None), singular and plural (or None).
_Signature = tuple[int | None, int, int | None]
_PLAIN: _Signature = (None, 0, None)
_SIGNATURES: dict[str, _Signature] = {
    "_": _PLAIN,
    "gettext": _PLAIN,
    "gettext_lazy": _PLAIN,
    "gettext_noop": _PLAIN,
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}

Key = tuple[str, str]  # context ("" for none) and singular: what gettext looks a message up by


class ExtractionError(Exception):
    """A source asks for a translation that cannot be looked up, or cannot be read."""


@dataclass(frozen=True, slots=True)
class SourceMessage:
    """A string of the interface; `plural` is None for one that does not count things.

    `files` are the sources that use it, relative to the project and sorted.
    """

    context: str
    singular: str
    plural: str | None
    files: tuple[str, ...]

    @property
    def key(self) -> Key:
        return self.context, self.singular


def from_python(source: str, file: str) -> Iterator[SourceMessage]:
    """The messages of a Python source. Raises `ExtractionError` for one built at run time."""
    tree = ast.parse(source, filename=file)
    signatures = _SIGNATURES | _renamed(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                signature = signatures.get(name)
            case _:
                continue
        if signature is None:
            continue
        texts = [_text(argument) for argument in node.args]
        if any(isinstance(argument, ast.JoinedStr) for argument in node.args):
            raise ExtractionError(
                f"{file}:{node.lineno}: an f-string cannot be translated; use %(name)s"
            )
        if message := _message(signature, texts, file):
            yield message


def from_template(source: str, file: str) -> Iterator[SourceMessage]:
    """The messages of a Django template. Raises `ExtractionError` for a malformed block."""
    try:
        calls = templatize(source, origin=file)
    except SyntaxError as error:
        raise ExtractionError(str(error)) from error
    # In brackets the template's own indentation means nothing to the tokeniser.
    code = BytesIO(f"({calls}\n)".encode())
    keywords = {**DEFAULT_KEYWORDS, **dict.fromkeys(_SIGNATURES, None)}
    for _line, name, found, _comments in extract_python(code, keywords, (), {}):
        signature = _SIGNATURES.get(str(name))
        arguments: tuple[object, ...] = found if isinstance(found, tuple) else (found,)
        texts = [each if isinstance(each, str) else None for each in arguments]
        if signature and (message := _message(signature, texts, file)):
            yield message


def collect(root: Path, folders: Iterable[str] = FOLDERS) -> dict[Key, SourceMessage]:
    """Every message of the sources below `root`, by key, in the order of the keys."""
    messages: dict[Key, SourceMessage] = {}
    for path in sorted(_sources(root, folders)):
        file = path.relative_to(root).as_posix()
        read = from_python if path.suffix == ".py" else from_template
        for message in read(path.read_text(encoding="utf-8"), file):
            known = messages.get(message.key)
            messages[message.key] = message if known is None else _joined(known, message)
    return dict(sorted(messages.items()))


def _sources(root: Path, folders: Iterable[str]) -> Iterator[Path]:
    for folder in folders:
        for path in (root / folder).rglob("*"):
            parts = path.relative_to(root).parts
            if _SKIPPED.intersection(parts) or not path.is_file():
                continue
            if path.suffix == ".py" or (
                path.suffix in TEMPLATE_SUFFIXES and "templates" in parts[:-1]
            ):
                yield path


def _renamed(tree: ast.Module) -> dict[str, _Signature]:
    """The functions by the names this source gives them: `import gettext as _now`."""
    return {
        alias.asname: _SIGNATURES[alias.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname and alias.name in _SIGNATURES
    }


def _text(argument: ast.expr) -> str | None:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return None


def _message(signature: _Signature, texts: list[str | None], file: str) -> SourceMessage | None:
    """The message of one call, or None where its text is only known at run time."""

    def argument(place: int | None) -> str | None:
        return texts[place] if place is not None and place < len(texts) else None

    context_at, singular_at, plural_at = signature
    singular, plural, context = argument(singular_at), argument(plural_at), argument(context_at)
    incomplete = (plural_at is not None and plural is None) or (
        context_at is not None and context is None
    )
    if not singular or incomplete:
        return None
    return SourceMessage(context or "", singular, plural, (file,))


def _joined(known: SourceMessage, other: SourceMessage) -> SourceMessage:
    if known.plural and other.plural and known.plural != other.plural:
        raise ExtractionError(
            f"{other.files[0]}: “{other.singular}” has another plural in {known.files[0]}"
        )
    files = tuple(sorted({*known.files, *other.files}))
    return replace(known, plural=known.plural or other.plural, files=files)
