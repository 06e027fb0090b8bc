"""The issue of a month in all its languages, as it was last saved: read, written, compared."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from wagtail.models import Page

from newsletter.models import IssuePage
from newsletter.streams import arrangement_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from wagtail.models import Revision

    from cms.models import User
    from newsletter.arrangement import Arrangement


@dataclass(frozen=True, slots=True)
class MonthIssue:
    """`pages` are the issue's pages with what was last saved, by language in reading order."""

    month: date
    pages: dict[str, IssuePage]
    arrangement: Arrangement

    @property
    def seen(self) -> str:
        """What a form was made from: the revisions of all languages, and when they were written,
        for an autosave of the editor writes over its own."""
        return "-".join(_mark(page.latest_revision) for page in self.pages.values())

    @property
    def last_revision(self) -> Revision | None:
        ids = [page.latest_revision_id for page in self.pages.values() if page.latest_revision_id]
        if not ids:
            return None
        page = next(page for page in self.pages.values() if page.latest_revision_id == max(ids))
        return cast("Revision", page.latest_revision)


def _mark(revision: Revision | None) -> str:
    return f"{revision.pk}.{revision.created_at:%Y%m%d%H%M%S%f}" if revision else "0"


def languages() -> tuple[str, ...]:
    """The site's, in reading order: the default one first."""
    return tuple(code for code, _name in settings.LANGUAGES)


def live_or_drafted(month: date) -> dict[str, IssuePage]:
    """The month's pages as their rows are, by language in reading order."""
    found = IssuePage.objects.filter(month=month.replace(day=1), alias_of__isnull=True)
    by_language = {page.language: page for page in found.select_related("locale").order_by("-pk")}
    return {code: by_language[code] for code in languages() if code in by_language}


def month_issue(month: date) -> MonthIssue | None:
    """The issue as it was last saved, published or not; None where none was drafted."""
    rows = live_or_drafted(month)
    if not rows:
        return None
    pages = {
        code: cast("IssuePage", page.get_latest_revision_as_object()) for code, page in rows.items()
    }
    return MonthIssue(month.replace(day=1), pages, arranged(month, pages))


def arranged(month: date, pages: Mapping[str, IssuePage]) -> Arrangement:
    """What the pages hold, as one arrangement."""
    streams: dict[str, list[dict[str, Any]]] = {
        code: list(page.sections.raw_data) for code, page in pages.items()
    }
    columns = {code: page.column_id for code, page in pages.items() if page.column_id}
    keys = keys_of({*_chosen(streams), *columns.values()})
    return arrangement_of(f"{month.replace(day=1)}", streams, keys, columns)


def keys_of(ids: set[int]) -> dict[int, str]:
    """The translation keys of the pages that exist, public or not, by id."""
    rows = Page.objects.filter(pk__in=ids).values_list("pk", "translation_key")
    return {pk: str(key) for pk, key in rows}


def fill(page: IssuePage, arrangement: Arrangement, language: str) -> None:
    """Puts the arrangement into the page, without saving it."""
    page.sections = json.dumps(rows_of(arrangement, language))
    column = arrangement.column
    page.column_id = column.pages.get(language) if column else None


def save(page: IssuePage, user: User | None) -> None:
    """A revision of the page, written into its history; what is published stays as it is."""
    page.save_revision(user=user, log_action=True)


def _chosen(streams: Mapping[str, list[dict[str, Any]]]) -> set[int]:
    ids = set()
    for rows in streams.values():
        for row in rows:
            for entry in row["value"].get("pages", []):
                value = entry["value"] if {"type", "id", "value"} <= entry.keys() else entry
                if value.get("page") is not None:
                    ids.add(value["page"])
    return ids
