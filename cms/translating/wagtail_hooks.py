"""What translation hangs into Wagtail's admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from cms.due import DUE_HOOK
from cms.translating import doors, views
from cms.translating.actions.carry import deleted_with
from cms.translating.actions.carry_expiry import EXPIRY
from cms.translating.actions.declare import DECLARED
from cms.translating.admin_paths import pair_url
from cms.translating.due_items import due_items
from cms.translating.editor_panel import ContentPageViewSet
from cms.translating.models import Standing
from cms.translating.side import Pair, shown_to

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern, URLResolver
    from django.utils.safestring import SafeString

    from cms.models import User

hooks.register(DUE_HOOK, due_items)


@hooks.register("register_admin_urls", order=-10)  # before those of the package, see `doors`
def admin_urls() -> list[URLPattern | URLResolver]:
    own: list[URLPattern | URLResolver] = [
        path("", views.report, name="report"),
        path("<int:page_id>/", views.pair, name="pair"),
        path("<int:page_id>/mark/", views.mark, name="mark"),
        path("<int:page_id>/together/", views.together, name="together"),
        path("<int:page_id>/publish/", views.publish, name="publish"),
        path("<int:page_id>/begin/<slug:language>/", views.begin, name="begin"),
    ]
    return [
        path("translating/", include((own, "translating"), namespace="translating")),
        path("localize/submit/page/<int:page_id>/", doors.GuardedSubmitView.as_view()),
        path("localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/", doors.closed),
        path("localize/update/<int:translation_source_id>/", doors.GuardedUpdateView.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", doors.closed),
        path("localize/reports/translations/", doors.to_our_report),
        path("localize/reports/translations/results/", doors.to_our_report),
    ]


@hooks.register("register_admin_viewset")
def pages_of_the_house() -> ContentPageViewSet:
    return ContentPageViewSet()


# -- menus --------------------------------------------------------------------------------------


class ReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return views.reports_to(cast("User", request.user))


@hooks.register("register_reports_menu_item")
def report_menu_item() -> MenuItem:
    return ReportMenuItem(
        gettext_lazy("Translations"),
        reverse("translating:report"),
        name="translating",
        icon_name="wagtail-localize-language",
        order=800,
    )


@hooks.register("construct_reports_menu")
def one_report_is_enough(request: HttpRequest, items: list[MenuItem]) -> None:
    theirs = reverse("wagtail_localize:translations_report")
    items[:] = [item for item in items if item.url != theirs]


@hooks.register("construct_page_action_menu")
def no_aliases(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    items[:] = [item for item in items if item.name != "localize-convert-to-alias"]


class PublishBothMenuItem(ActionMenuItem):
    """A button of a form of its own, because both are published as last saved."""

    name = "translating-publish-both"
    label = gettext_lazy("Publish both languages")
    icon_name = "upload"
    template_name = "translating/publish_both.html"

    def pair(self, context: Any) -> Pair | None:
        page = context.get("page")
        if context["view"] != "edit" or page is None:
            return None
        found = shown_to(context["request"], page)
        waiting = [pair for pair in found if pair.may_publish and pair.waits]
        return waiting[0] if waiting else None

    def is_shown(self, context: Any) -> bool:
        return not context["locked_for_user"] and self.pair(context) is not None

    def get_url(self, context: Any) -> str:
        pair = self.pair(context)
        return pair.url if pair else ""


@hooks.register("register_page_action_menu_item")
def publish_both() -> ActionMenuItem:
    return PublishBothMenuItem(order=35)


@hooks.register("before_bulk_action")
def once_is_enough(request: HttpRequest, action: str, objects: list[Any], view: Any) -> None:
    """A translation goes with its source; it is not deleted a second time by itself."""
    if action == "delete" and objects and isinstance(objects[0], Page):
        user = cast("User", request.user)
        also = {page.pk for one in objects for page in deleted_with(one, user)}
        objects[:] = [one for one in objects if one.pk not in also]


# -- the editor ---------------------------------------------------------------------------------


@hooks.register("before_edit_page", order=-10)  # before the package puts its own editor there
def say_how_it_stands(request: HttpRequest, page: Page) -> None:
    """Above both editors: that of pages edited freely, and that of pages kept in step."""
    is_data = "application/json" in request.headers.get("Accept", "")
    if request.method != "GET" or is_data or page.alias_of_id is not None:
        return
    for pair in shown_to(request, page):
        if pair.standing != Standing.STALE:
            continue
        if pair.translation.page.pk == page.pk:
            text = _("The source changed after this translation was approved.")
        else:
            text = _("The %(language)s translation is older than this text.")
            text %= {"language": pair.translation.name}
        _warn(request, text, pair)


def _warn(request: HttpRequest, text: str, pair: Pair) -> None:
    buttons = [messages.button(pair_url(pair.translation.page.pk), _("Compare"))]
    if pair.changes_url:
        buttons.append(messages.button(pair.changes_url, _("What changed")))
    messages.warning(request, text, buttons=buttons)


@hooks.register("insert_global_admin_css")
def styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/translating.css"))


@hooks.register("insert_global_admin_js")
def direction_of_inputs() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("js/admin/translating.js"))


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action(
        DECLARED,
        gettext_lazy("Mark as up to date"),
        gettext_lazy("Marked as equal to the source"),
    )
    actions.register_action(
        EXPIRY, gettext_lazy("Expiry of the source"), gettext_lazy("Took over the source’s expiry")
    )
