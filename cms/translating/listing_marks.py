"""The marks of a list of pages, asked for all of them at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.languages import language_name
from cms.models import ContentPage
from cms.translating.admin_paths import pair_url
from cms.translating.models import Standing, TranslationState, standing_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from cms.models import User


@dataclass(frozen=True, slots=True)
class Mark:
    """How one translation stands; `language` is the translation's."""

    standing: Standing
    language: str
    name: str
    url: str


def marks_of(listed: Iterable[Page], user: User) -> dict[int, list[Mark]]:
    """Marks by id of the listed page: of a source's translations, or of the translation itself."""
    listed = [page for page in listed if page.alias_of_id is None]
    keys = {page.translation_key for page in listed}
    families: dict[Any, list[ContentPage]] = {}
    found = ContentPage.objects.filter(translation_key__in=keys, alias_of__isnull=True)
    for page in found.select_related("locale").order_by("pk"):
        families.setdefault(page.translation_key, []).append(page)
    ids = [page.pk for family in families.values() for page in family]
    states = {state.page_id: state for state in TranslationState.objects.filter(pk__in=ids)}
    policy = policy_registry.get_by_type(Page)
    open_pages = policy.instances_user_has_permission_for(user, "change").filter(pk__in=ids)
    may_open = set(open_pages.values_list("pk", flat=True))
    return {
        page.pk: [
            _mark(other, states.get(other.pk))
            for other in _shown(page, families.get(page.translation_key, []))
            if other.pk in may_open
        ]
        for page in listed
    }


def _shown(page: Page, family: list[ContentPage]) -> list[ContentPage]:
    if not family or family[0].pk == page.pk:
        return family[1:]
    return [other for other in family if other.pk == page.pk]


def _mark(page: ContentPage, state: TranslationState | None) -> Mark:
    standing = standing_of(state, live=page.live)
    return Mark(standing, page.language, language_name(page.language), pair_url(page.pk))
