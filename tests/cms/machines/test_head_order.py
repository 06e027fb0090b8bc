"""The head in an order that browsers and programs like, with no more than is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cms.machines.head import HeadRead


def test_the_encoding_comes_first_and_the_title_before_what_is_fetched(
    heads: dict[str, HeadRead],
) -> None:
    for url, head in heads.items():
        children = list(head.root)
        assert children[0].get("charset") == "utf-8", url
        assert children[1].get("name") == "viewport", url
        tags = [child.tag for child in children]
        fetched = [i for i, c in enumerate(children) if c.get("rel") in {"preload", "stylesheet"}]
        assert tags.count("title") == 1, url
        assert tags.index("title") < min(fetched), url


def test_one_face_is_fetched_early_and_one_style_sheet_applied(heads: dict[str, HeadRead]) -> None:
    face = {"ar": "noto-kufi-arabic", "en": "roboto"}
    for url, head in heads.items():
        (preload,) = head.links("preload")
        assert preload["as"] == "font", url
        assert face[head.language] in preload["href"], url
        assert len(head.links("stylesheet")) == 1, url
        assert head.links("preload")[0].get("crossorigin") is not None, url


def test_nothing_is_said_twice(heads: dict[str, HeadRead]) -> None:
    once = (
        "description", "viewport", "color-scheme", "og:type", "og:title", "og:url", "og:image",
        "og:description", "og:locale", "twitter:card",
    )  # fmt: skip
    for url, head in heads.items():
        for name in once:
            assert len(head.metas(name)) == 1, (url, name)
        assert len(head.links("canonical")) == 1, url
        assert len(head.links("manifest")) == 1, url


def test_no_script_stands_in_the_page_but_the_structured_data(heads: dict[str, HeadRead]) -> None:
    for url, head in heads.items():
        for script in head.root.iter("script"):
            if script.get("src") is None:
                assert script.get("type") == "application/ld+json", url
