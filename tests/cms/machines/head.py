"""What a program reads in the head of a page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests import reading

if TYPE_CHECKING:
    from django.http import HttpResponse


class HeadRead:
    """The head of one answer, by the names that the vocabularies give its parts."""

    def __init__(self, answer: HttpResponse) -> None:
        self.root = reading.page(answer).find("head")
        self.language = reading.page(answer).get("lang")

    @property
    def title(self) -> str:
        return (self.root.findtext("title") or "").strip()

    def meta(self, name: str) -> str:
        """The first `content` of this name or property; empty when there is none."""
        return next(iter(self.metas(name)), "")

    def metas(self, name: str) -> list[str]:
        return [
            str(node.get("content")).strip()
            for node in self.root.iter("meta")
            if name in {node.get("name"), node.get("property")}
        ]

    def links(self, rel: str) -> list[dict[str, str]]:
        return [dict(node.attrib) for node in self.root.iter("link") if node.get("rel") == rel]

    @property
    def canonical(self) -> str:
        return next((link["href"] for link in self.links("canonical")), "")

    @property
    def alternates(self) -> dict[str, str]:
        return {
            link["hreflang"]: link["href"] for link in self.links("alternate") if "hreflang" in link
        }

    @property
    def graph(self) -> list[dict[str, Any]]:
        """The nodes of the structured data; empty where there is none."""
        scripts = [s for s in self.root.iter("script") if s.get("type") == "application/ld+json"]
        return [node for script in scripts for node in json.loads(script.text)["@graph"]]

    def node(self, *types: str) -> dict[str, Any]:
        """The one node of these types."""
        (found,) = [node for node in self.graph if node["@type"] in types]
        return found
