"""What the editors find in the admin beside pages: people, entities, topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.models import Entity, Person, Topic

if TYPE_CHECKING:
    from django.utils.safestring import SafeString


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
