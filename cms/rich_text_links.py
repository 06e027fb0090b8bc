"""Where links inside paragraphs lead: to the page in the reader's language, while it is public.

Those that leave the site say so (design rules of the government's sites; WCAG 2.2, 3.2.5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from cms.models import ContentPage
from cms.outward import opening_tag

if TYPE_CHECKING:
    from wagtail.models import Page


class PublicPageLinkHandler(PageLinkHandler):
    """Wagtail's handler leads to the translation too, but also to pages nobody may read.

    The text of such a link stays; its address does not.
    """

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[Page | None]:
        pages = super().get_many(attrs_list)
        now = timezone.now()
        ids = [page.localized.pk for page in pages if page is not None]
        public = set(
            ContentPage.objects.get_queryset()
            .public_live(now)
            .filter(pk__in=ids)
            .values_list("pk", flat=True)
        )
        return [page if page and page.localized.pk in public else None for page in pages]


class OutwardLinkHandler(LinkHandler):
    identifier = "external"

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, Any]) -> str:
        return opening_tag(attrs["href"])
