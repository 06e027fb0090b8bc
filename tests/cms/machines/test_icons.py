"""The icons are of the sizes they claim, drawn from the one sign, and the manifest names them."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from cms.machines.manifest import GROUND_BY_DAY, GROUND_BY_NIGHT
from cms.settings.env import PROJECT_DIR
from cms.social_cards import star

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House

ICONS = PROJECT_DIR / "static" / "icons"
SIZES = {
    "apple-touch-icon.png": 180,
    "icon-192.png": 192,
    "icon-512.png": 512,
    "icon-maskable-512.png": 512,
}


def drawing() -> Any:
    spec = importlib.util.spec_from_file_location("icons", PROJECT_DIR / "frontend" / "icons.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("name", "size"), SIZES.items())
def test_a_picture_has_the_size_it_claims(name: str, size: int) -> None:
    with Image.open(ICONS / name) as icon:
        assert icon.size == (size, size)
        is_opaque = name.startswith(("apple", "icon-maskable"))
        assert (icon.mode == "RGB") == is_opaque


def test_the_icon_of_old_browsers_holds_three_sizes() -> None:
    with Image.open(ICONS / "favicon.ico") as icon:
        assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_the_icons_are_what_the_script_draws(tmp_path: Path) -> None:
    drawing().main(tmp_path)
    for file in tmp_path.iterdir():
        assert file.read_bytes() == (ICONS / file.name).read_bytes(), (
            f"{file.name} is not what frontend/icons.py draws: run it again"
        )


def test_the_sign_of_the_sharing_pictures_is_the_one_of_the_pages() -> None:
    parts = drawing().paths()
    for name, corners in (("star", star.STAR), ("line", star.LINE), ("heart", star.HEART)):
        assert drawing().corners(parts[name]) == list(corners)


def test_the_vector_icon_changes_with_the_scheme() -> None:
    assert "prefers-color-scheme:dark" in (ICONS / "favicon.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("language", "direction", "home"), [("ar", "rtl", "/"), ("en", "ltr", "/en/")]
)
def test_each_language_has_a_manifest_whose_icons_are_there(
    language: str, direction: str, home: str, site: House, client: Client
) -> None:
    answer = client.get(f"{home}manifest.webmanifest")
    assert answer["Content-Type"].startswith("application/manifest+json")
    told = answer.json()
    assert (told["lang"], told["dir"], told["start_url"]) == (language, direction, home)
    assert told["name"]
    assert told["theme_color"] == GROUND_BY_DAY
    for icon in told["icons"]:
        file = ICONS / Path(icon["src"]).name
        assert file.is_file()
        if icon["type"] == "image/png":
            with Image.open(file) as image:
                assert icon["sizes"] == f"{image.width}x{image.height}"
    assert {icon.get("purpose") for icon in told["icons"]} >= {"any", "maskable"}


def test_the_browsers_frame_has_the_colour_of_the_ground() -> None:
    sheet = (PROJECT_DIR / "frontend/styles/tokens.css").read_text(encoding="utf-8")
    day, night = sheet.split("prefers-color-scheme: dark", 1)
    black = re.search(r"--color-aeblack-950: (#\w+)", sheet)
    assert "--ground: #fff;" in day
    assert GROUND_BY_DAY == "#ffffff"
    assert "--ground: var(--color-aeblack-950)" in night
    assert black is not None
    assert black[1] == GROUND_BY_NIGHT
