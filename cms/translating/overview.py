"""How do all pages and their translations stand, as far as one user may see them?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.text import capfirst
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.models import ContentPage
from cms.translating.models import Standing, TranslationState, standing_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cms.models import User

#: Letters of a page's path for each level of the tree; sections are the third.
_STEP = Page.steplen
_SECTION_DEPTH = 3
_ORDER = {standing: number for number, standing in enumerate(Standing)}


@dataclass(frozen=True, slots=True)
class Row:
    """A source and one language it is, or is not, translated into. `since` is aware.

    `page_id` is the translation's, None where there is none.
    """

    standing: Standing
    source_id: int
    title: str
    language: str
    into: str
    type_id: int
    kind: str = ""
    section: str = ""
    page_id: int | None = None
    page_title: str = ""
    since: datetime | None = None
    saved_at: datetime | None = None

    @property
    def url(self) -> str:
        """The two side by side, or the source with a button that begins the translation."""
        address = reverse("translating:pair", args=[self.page_id or self.source_id])
        return address if self.page_id else f"{address}?into={self.into}"


def overview(user: User) -> list[Row]:
    """A row for each source and other language; what is urgent first, then the newest.

    Only pages that the user may open; a source counts as untranslated only once it is public.
    """
    pages = _pages()
    may_open = _ids_open_to(user)
    kinds = _kinds({page["content_type_id"] for page in pages})
    sections = {page["path"]: page["title"] for page in pages if page["depth"] == _SECTION_DEPTH}
    states = {state.page_id: state for state in TranslationState.objects.all()}
    families: dict[Any, list[dict[str, Any]]] = {}
    for page in pages:
        families.setdefault(page["translation_key"], []).append(page)
    rows = []
    for family in families.values():
        source = family[0]
        there = {page["locale__language_code"]: page for page in family}
        for into, _name in settings.LANGUAGES:
            other = there.get(into)
            if into == source["locale__language_code"] or source["pk"] not in may_open:
                continue
            if other is not None and other["pk"] not in may_open:
                continue
            state = states.get(other["pk"]) if other else None
            row = _row(source, other, into, state)
            if row is not None:
                section = sections.get(source["path"][: _STEP * _SECTION_DEPTH], "")
                kind = kinds[source["content_type_id"]]
                rows.append(replace(row, section=section, kind=kind))
    rows.sort(key=lambda row: (_ORDER[row.standing], -_moment(row)))
    return rows


def counts(rows: Iterable[Row]) -> dict[Standing, int]:
    """How many rows there are of each standing, none included."""
    found = Counter(row.standing for row in rows)
    return {standing: found[standing] for standing in Standing}


def _pages() -> list[dict[str, Any]]:
    pages = ContentPage.objects.filter(alias_of__isnull=True).order_by("pk")
    return list(
        pages.values(
            "pk", "translation_key", "locale__language_code", "title", "draft_title", "live",
            "content_type_id", "path", "depth", "last_published_at",
            "latest_revision_created_at",
        )
    )  # fmt: skip


def _ids_open_to(user: User) -> set[int]:
    policy = policy_registry.get_by_type(Page)
    pages = policy.instances_user_has_permission_for(user, "change")
    return set(pages.values_list("pk", flat=True))


def _kinds(ids: Iterable[int]) -> dict[int, str]:
    types = {pk: ContentType.objects.get_for_id(pk).model_class() for pk in ids}
    return {
        pk: str(capfirst(model._meta.verbose_name)) if model else "" for pk, model in types.items()
    }


def _row(
    source: dict[str, Any], page: dict[str, Any] | None, into: str, state: TranslationState | None
) -> Row | None:
    row = Row(
        standing=Standing.MISSING,
        source_id=source["pk"],
        title=source["draft_title"] or source["title"],
        language=source["locale__language_code"],
        into=into,
        type_id=source["content_type_id"],
        saved_at=source["last_published_at"],
    )
    if page is None:
        return replace(row, since=source["last_published_at"]) if source["live"] else None
    standing = standing_of(state, live=page["live"])
    return replace(
        row,
        standing=standing,
        page_id=page["pk"],
        page_title=page["draft_title"] or page["title"],
        since=state.stale_since if state else None,
        saved_at=page["latest_revision_created_at"] or page["last_published_at"],
    )


def _moment(row: Row) -> float:
    moment = row.since or row.saved_at
    return moment.timestamp() if moment else 0.0
