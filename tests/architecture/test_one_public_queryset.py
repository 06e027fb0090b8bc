"""Nobody but `ContentPage.objects.public_live` decides what readers see."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from cms.settings.env import PROJECT_DIR

if TYPE_CHECKING:
    from pathlib import Path

PACKAGES = ("cms", "blog", "toolkit", "newsletter")

#: Methods of querysets and look-ups that ask, in their own way, what is public.
METHODS = {"live", "not_live", "public", "not_public", "private"}
LOOKUPS = {"live", "expire_at", "expired", "view_restrictions"}

#: Where it may be asked otherwise, with the reason.
ALLOWED = {
    "cms/models/pages.py": "here it is decided, once",
    "cms/blocks/links.py": "an example in the picker of blocks, which only editors see",
    "cms/contributions/demo": "makes the content of the demonstration",
    "cms/work/publish_due.py": "the scheduler looks for what has to be taken down",
    "cms/desk": "the first screen of the admin, limited to what the user may open",
}

DOORS = (
    "cms/catalogue.py", "cms/sitemaps.py", "cms/chrome.py", "cms/export/plan.py",
    "cms/api/router.py", "cms/rich_text_links.py", "cms/menus.py", "cms/elsewhere.py",
    "cms/reader_map.py", "newsletter/gate/house.py",
)  # fmt: skip


def questions(source: str) -> list[tuple[int, str]]:
    """Lines that ask what is public, and how."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        if isinstance(function, ast.Attribute) and function.attr in METHODS and not node.args:
            found.append((node.lineno, f".{function.attr}()"))
        for keyword in node.keywords:
            # `filter(live=True)`, `Q(page__live=True)`; not a field given to a new page.
            asks = _name_of(function) in {"filter", "exclude", "get", "Q", "get_or_create"}
            path = (keyword.arg or "").split("__")
            if asks and LOOKUPS & set(path):
                found.append((node.lineno, f"{keyword.arg}="))
    return found


def _name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def files() -> list[Path]:
    found = [path for package in PACKAGES for path in (PROJECT_DIR / package).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def test_what_is_public_is_asked_in_one_place_only() -> None:
    wrong = []
    for path in files():
        name = path.relative_to(PROJECT_DIR).as_posix()
        if any(name == known or name.startswith(f"{known}/") for known in ALLOWED):
            continue
        asked = questions(path.read_text(encoding="utf-8"))
        wrong += [f"{name}:{line} {how}: use public_live(now)" for line, how in asked]
    assert not wrong


@pytest.mark.parametrize("place", ALLOWED)
def test_every_exception_is_still_needed(place: str) -> None:
    path = PROJECT_DIR / place
    sources = [path] if path.is_file() else sorted(path.rglob("*.py"))
    assert any(questions(source.read_text(encoding="utf-8")) for source in sources), "take it out"


@pytest.mark.parametrize(
    "source",
    [
        "pages = Page.objects.live()",
        "pages = ContentPage.objects.all().public()",
        "pages = Page.objects.filter(live=True)",
        "pages = Topic.objects.filter(page_topics__page__live=True)",
        "q = Q(live=True) & ~Q(expire_at__lte=now)",
        "page = get_object_or_404(Page.objects.exclude(expired=True))",
    ],
)
def test_the_rule_sees_every_way_to_ask(source: str) -> None:
    assert questions(source)


@pytest.mark.parametrize(
    "source",
    [
        "pages = ContentPage.objects.public_live(now)",
        "page = ArticlePage(live=False)",
        "if page.live: pass",
        "folder.public(name)",
    ],
)
def test_the_rule_sees_nothing_else(source: str) -> None:
    assert not questions(source)


def test_every_door_takes_its_pages_from_the_one_queryset() -> None:
    """The modules behind public surfaces ask it, or take what the catalogue found."""
    for name in DOORS:
        assert "public_live(" in (PROJECT_DIR / name).read_text(encoding="utf-8"), name
