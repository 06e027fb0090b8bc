"""Resources and their section."""

from __future__ import annotations

from typing import Any

from toolkit.models import ResourcePage, ToolkitPage

from .pages import published, section_of


def toolkit_page(language: str) -> ToolkitPage:
    return section_of(ToolkitPage, language)


def resource_page(language: str, **fields: Any) -> ResourcePage:
    return published(ResourcePage, section_of(ToolkitPage, language), language, **fields)
