"""What the house hangs into Wagtail: its directory in the admin, and who may read a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.due import CALENDAR_HOOK, CalendarEntry, Happening
from cms.menus import links_to
from cms.models import AlertBanner, ContentPage, Entity, Person, Topic
from cms.rich_text_links import OutwardLinkHandler, PublicPageLinkHandler
from cms.text import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from cms.models import User

#: Letters of a banner's text that stand in the calendar.
BANNER_LETTERS = 80


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
    _say_what_menus_lose(request, [page])


@hooks.register("before_bulk_action")
def say_what_menus_lose_at_once(
    request: HttpRequest, kind: str, rows: Iterable[Any], action: Any
) -> None:
    """By the dozen only the deed can: Wagtail asks no hook for its question."""
    if action.model is Page and kind == "delete":
        _say_what_menus_lose(request, rows)


def _say_what_menus_lose(request: HttpRequest, pages: Iterable[Page]) -> None:
    lost = links_to(pages)
    if lost:
        words = ngettext(
            "%(count)s link of the menu or footer leads here and goes with the page.",
            "%(count)s links of the menu or footer lead here and go with the page.",
            lost,
        )
        messages.warning(request, words % {"count": lost})


@hooks.register(CALENDAR_HOOK)
def comings_of_the_banner(user: User, start: datetime, end: datetime) -> Iterator[CalendarEntry]:
    """When the alert banner comes and goes; until it comes, only who may set it knows of it."""
    if not user.has_perm("cms.change_alertbanner"):
        return
    now = timezone.now()
    for banner in AlertBanner.objects.exclude(since=None, until=None):
        begins = Happening.SCHEDULED if banner.since and banner.since > now else Happening.PUBLISHED
        for happening, at in ((begins, banner.since), (Happening.EXPIRES, banner.until)):
            if banner.text and at is not None:
                yield CalendarEntry(
                    happening=happening,
                    title=excerpt(str(banner.text), BANNER_LETTERS),
                    at=at,
                    url=reverse(
                        "wagtailsettings:edit", args=["cms", "alertbanner", banner.site_id]
                    ),
                    kind_label=capfirst(str(AlertBanner._meta.verbose_name)),
                )


@hooks.register("before_serve_page")
def withhold(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> None:
    """What lists leave out is not read at its own address either, whatever the scheduler does."""
    if isinstance(page, ContentPage) and page.is_withheld(timezone.now()):
        raise Http404("no longer public, or a stand-in for a translation")
