"""What the house hangs into Wagtail: its directory in the admin, and who may read a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.menus import links_to
from cms.models import ContentPage, Entity, Person, Topic
from cms.rich_text_links import OutwardLinkHandler, PublicPageLinkHandler

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
def links_in_text(features: Any) -> None:
    features.register_link_type(PublicPageLinkHandler)
    features.register_link_type(OutwardLinkHandler)


@hooks.register("before_delete_page")
def say_what_menus_lose(request: HttpRequest, page: Page) -> None:
    """Rows of menus go with their page; both the question and the deed say so."""
    lost = links_to(page)
    if lost:
        words = ngettext(
            "%(count)s link of the menu or footer leads here and goes with the page.",
            "%(count)s links of the menu or footer lead here and go with the page.",
            lost,
        )
        messages.warning(request, words % {"count": lost})


@hooks.register("before_serve_page")
def withhold(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> None:
    """What lists leave out is not read at its own address either, whatever the scheduler does."""
    if isinstance(page, ContentPage) and page.is_withheld(timezone.now()):
        raise Http404("no longer public, or a stand-in for a translation")
