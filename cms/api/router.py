"""Endpoints of `/api/v2/`: what the public site shows, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Prefetch
from django.utils import timezone
from rest_framework.renderers import JSONRenderer
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet

from cms.models import ContentPage, PageAuthor, PageTopic

if TYPE_CHECKING:
    from django.db.models import QuerySet


class PublicPagesViewSet(PagesAPIViewSet):
    """Wagtail's own view over the one queryset behind every public door, in all languages."""

    model = ContentPage
    renderer_classes: ClassVar = [JSONRenderer]

    def get_base_queryset(self) -> QuerySet[Any]:
        public: QuerySet[Any] = ContentPage.objects.get_queryset().public_live(timezone.now())
        return public

    def get_queryset(self) -> QuerySet[Any]:
        pages: QuerySet[Any] = super().get_queryset().select_related("locale")
        if not issubclass(pages.model, ContentPage):  # ?type=wagtailcore.Page
            return pages
        return pages.select_related("locale", "entity").prefetch_related(
            Prefetch("page_topics", PageTopic.objects.select_related("topic")),
            Prefetch("page_authors", PageAuthor.objects.select_related("person")),
        )


api_router = WagtailAPIRouter("wagtailapi")
api_router.register_endpoint("pages", PublicPagesViewSet)
