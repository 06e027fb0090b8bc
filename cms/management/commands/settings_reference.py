"""`manage.py settings_reference`: writes the page about the environment, or says it is stale."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.settings.env import PROJECT_DIR, Environment

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

PAGE: Final = Path("docs", "reference", "settings.md")

_DEFAULT_IN_WORDS: Final = "Default: "
_HEAD: Final = """\
# Settings

Written by `manage.py settings_reference` from `cms/settings/env.py`; do not edit it by hand.

Each variable is read once from the environment, or from a file `.env` beside `manage.py`; the
environment wins. Names may be written in either case. `.env.example` shows all of them.

| variable | default | meaning |
|---|---|---|
"""


class Command(BaseCommand):
    help = f"Writes {PAGE.as_posix()} from the settings themselves."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; exit 1 when the page is stale"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / PAGE
        fresh = reference()
        if path.exists() and path.read_text(encoding="utf-8") == fresh:
            return
        if options["check"]:
            raise CommandError(
                f"{PAGE.as_posix()} is stale: run manage.py settings_reference.\n"
                f"الصفحة {PAGE.as_posix()} قديمة: شغّل manage.py settings_reference."
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(fresh, encoding="utf-8")
        self.stdout.write(f"{PAGE.as_posix()} written")


def reference() -> str:
    """The page in Markdown: one row a variable, in the order of `Environment`."""
    rows = [_row(name, field) for name, field in Environment.model_fields.items()]
    return _HEAD + "".join(rows)


def _row(name: str, field: FieldInfo) -> str:
    meaning, _mark, default_in_words = (field.description or "").partition(_DEFAULT_IN_WORDS)
    default = default_in_words.rstrip(".") or _shown(field.default)
    return f"| `{name.upper()}` | {default} | {meaning.strip()} |\n"


def _shown(default: object) -> str:
    """A default as one would write it into `.env`; no path of the machine it is made on."""
    if isinstance(default, Path):
        return f"`{default.relative_to(PROJECT_DIR).as_posix()}`"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, list):
        return f"`{','.join(default)}`" if default else "none"
    return f"`{default}`" if default != "" else "none"
