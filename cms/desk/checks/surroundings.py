"""What a page's faults depend on outside itself: its translations, and what it links to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.db.models import Q

from cms.desk.models import LinkAnswer
from cms.models import ContentPage, CustomDocument, CustomImage

from .addresses import is_external

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from cms.models.pages import ContentPageQuerySet

    from .content import Content


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`translations` are the other languages that exist, with whether each is live."""

    translations: Mapping[str, bool] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    #: Pages that a link in this page's language leads readers to.
    reachable_pages: frozenset[int] = frozenset()
    documents: frozenset[int] = frozenset()
    #: Addresses that were asked and did not answer.
    dead_addresses: frozenset[str] = frozenset()
    picture_titles: Mapping[int, str] = field(default_factory=dict)
    #: Addresses of public pages in this language that search engines show under the same title,
    #: or describe in the same words; empty when there is none.
    same_title: str = ""
    same_description: str = ""


def searched_title(page: ContentPage) -> str:
    """What search engines show, without the site's name."""
    return str(page.seo_title.strip() or page.title.strip())


def searched_description(page: ContentPage) -> str:
    return str(page.search_description.strip() or page.summary.strip())


def surroundings_of(page: ContentPage, content: Content, now: datetime) -> Surroundings:
    """Asked of the database in a number of queries that does not grow with the text."""
    links = [link for _spot, link in content.links]
    documents = {link.document for link in links if link.document}
    external = {link.address.strip() for link in links if is_external(link.address.strip())}
    bare = {number for _spot, number in content.bare_pictures}
    public = cast("ContentPageQuerySet", ContentPage.objects.get_queryset()).public_live(now)
    others = public.filter(locale_id=page.locale_id).exclude(pk=page.pk)
    return Surroundings(
        translations=_translations(page),
        languages=tuple(code for code, _name in settings.LANGUAGES),
        reachable_pages=_reachable({link.page for link in links if link.page}, page, now),
        documents=_existing_documents(documents) if documents else frozenset(),
        dead_addresses=LinkAnswer.objects.dead_among(external) if external else frozenset(),
        picture_titles=_titles(bare) if bare else {},
        same_title=_twin(others, "seo_title", "title", searched_title(page)),
        same_description=_twin(others, "search_description", "summary", searched_description(page)),
    )


def _twin(others: QuerySet[ContentPage], own: str, fallback: str, text: str) -> str:
    """Where one of the others has the same text; `fallback` counts where `own` is empty."""
    if not text:
        return ""
    twin = others.filter(Q(**{own: text}) | Q(**{own: "", fallback: text})).first()
    return (twin.get_url() or twin.title) if twin is not None else ""


def _translations(page: ContentPage) -> dict[str, bool]:
    if not page.translation_key:
        return {}
    others = ContentPage.objects.filter(translation_key=page.translation_key)
    rows = others.exclude(pk=page.pk).filter(alias_of__isnull=True)
    return dict(rows.values_list("locale__language_code", "live"))


def _reachable(wanted: set[int], page: ContentPage, now: datetime) -> frozenset[int]:
    """Those of the wanted pages whose links work, by the rule by which pages show links: a link
    leads to the live translation in the reader's language, else to the page itself, and is shown
    when that one is public."""
    if not wanted:
        return frozenset()
    keys = dict(ContentPage.objects.filter(pk__in=wanted).values_list("pk", "translation_key"))
    same = ContentPage.objects.get_queryset().filter(translation_key__in=set(keys.values()))
    here = same.filter(locale_id=page.locale_id, live=True)
    translations = dict(here.values_list("translation_key", "pk"))
    public = set(same.public_live(now).values_list("pk", flat=True))
    return frozenset(pk for pk, key in keys.items() if translations.get(key, pk) in public)


def _existing_documents(wanted: Iterable[int]) -> frozenset[int]:
    rows = CustomDocument.objects.filter(pk__in=wanted)
    return frozenset(rows.values_list("pk", flat=True))


def _titles(wanted: Iterable[int]) -> dict[int, str]:
    return dict(CustomImage.objects.filter(pk__in=wanted).values_list("pk", "title"))
