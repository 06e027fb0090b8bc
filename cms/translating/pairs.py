"""Which page is the source, and which are its translations?

The source is the page of a translation key that was written first. Aliases, which only stand in
for a translation, are none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from wagtail.models import Locale

from cms.models import ContentPage
from cms.translating.models import TranslationState

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import Page, Revision


def of_key(page: Page) -> QuerySet[ContentPage]:
    """All pages of the same content, in every language, the first written first."""
    pages = ContentPage.objects.filter(translation_key=page.translation_key)
    return cast(
        "QuerySet[ContentPage]",
        pages.filter(alias_of__isnull=True).select_related("locale").order_by("pk"),
    )


def source_of(page: Page) -> ContentPage | None:
    """The page that `page` is a translation of; None for the source itself, and for an alias."""
    if page.alias_of_id is not None:
        return None
    known = TranslationState.objects.filter(page_id=page.pk).values_list("source_id", flat=True)
    source = of_key(page).filter(pk=known[0]).first() if known else of_key(page).first()
    return None if source is None or source.pk == page.pk else source


def translations_of(page: Page) -> list[ContentPage]:
    """The translations of a source; none of a page that is a translation itself."""
    if page.alias_of_id is not None or source_of(page) is not None:
        return []
    return list(of_key(page).exclude(pk=page.pk))


def specific(page: Page) -> ContentPage:
    return cast("ContentPage", page.specific)


def latest(page: Page) -> ContentPage:
    """The page with what was last saved, published or not."""
    return cast("ContentPage", page.get_latest_revision_as_object())


def settled(source: Page) -> tuple[ContentPage, Revision | None]:
    """The source's text that a translator works from, with the revision it is of.

    What is approved for a moment to come, else what is submitted for review, else what is
    public; a page never published is taken as it was last saved. A draft of a public page that
    nobody has submitted is still its author's.
    """
    revision = source.scheduled_revision
    if revision is None and (not source.live or source.workflow_in_progress):
        revision = source.latest_revision
    if revision is None:
        revision = source.live_revision
    if revision is None:
        return specific(source), None
    return cast("ContentPage", revision.as_object()), revision


def missing_locales(source: ContentPage) -> list[Locale]:
    """The languages of the site that the source is not translated into."""
    have = of_key(source).values_list("locale_id", flat=True)
    wanted = [code for code, _name in settings.LANGUAGES]
    missing = Locale.objects.filter(language_code__in=wanted).exclude(pk__in=list(have))
    return sorted(missing, key=lambda locale: wanted.index(locale.language_code))
