"""What the house hangs into Wagtail: its directory in the admin, and who may read a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.models import ContentPage, Entity, Person, Topic
from cms.rich_text_links import PublicPageLinkHandler

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString
    from wagtail.models import Page


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    list_display = ("name", "slug", "order")


class EntityViewSet(SnippetViewSet):
    model = Entity
    icon = "home"
    list_display = ("name", "kind", "slug")
    list_filter = ("kind",)


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    list_display = ("name", "entity", "slug")
    list_filter = ("entity",)


class DirectoryGroup(SnippetViewSetGroup):
    menu_label = _("Directory")
    menu_icon = "folder-open-inverse"
    menu_order = 200
    items = (PersonViewSet, EntityViewSet, TopicViewSet)


register_snippet(DirectoryGroup)


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    """Text fields follow the direction of what is written in them, not of the interface."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("register_rich_text_features", order=10)  # after Wagtail's own
def links_to_public_pages(features: Any) -> None:
    features.register_link_type(PublicPageLinkHandler)


@hooks.register("before_serve_page")
def withhold(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> None:
    """What lists leave out is not read at its own address either, whatever the scheduler does."""
    if isinstance(page, ContentPage) and page.is_withheld(timezone.now()):
        raise Http404("no longer public, or a stand-in for a translation")
