"""Resources and their section."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.models import PageLogEntry

from toolkit.models import ResourcePage, ToolkitPage

from .pages import published, section_of

if TYPE_CHECKING:
    from datetime import datetime


def toolkit_page(language: str) -> ToolkitPage:
    return section_of(ToolkitPage, language)


def resource_page(language: str, **fields: Any) -> ResourcePage:
    return published(ResourcePage, section_of(ToolkitPage, language), language, **fields)


def publish_version(page: ResourcePage, version: str, moment: datetime) -> None:
    """The resource published as this version, as its history tells of that moment."""
    page.version = version
    revision = page.save_revision()
    revision.publish()
    page.refresh_from_db()
    PageLogEntry.objects.filter(revision=revision).update(timestamp=moment)
