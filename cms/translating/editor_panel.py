"""The editor of a page, with what its translation or its source says beside it.

Wagtail has no hook for panels at the side of the editor; its way is a view set of one's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.middleware.csrf import get_token
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.viewsets.pages import PageViewSet

from cms.models import ContentPage
from cms.translating import pairs
from cms.translating.actions.carry import deleted_with
from cms.translating.listing_marks import marks_of
from cms.translating.models import Standing
from cms.translating.side import Pair, missing_of, shown_to

if TYPE_CHECKING:
    from wagtail.admin.ui.components import MediaContainer


class TranslationSidePanel(BaseSidePanel):
    """The source's text beside the translation; beside the source, how its translations stand."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle translation")
        icon_name = "wagtail-localize-language"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["count"] = self.panel.stale
            return context

    name = "translation"
    title = _("Translation")
    template_name = "translating/side_panel.html"
    order = 200

    @cached_property
    def shown(self) -> list[Pair]:
        return shown_to(self.request, self.object)

    @property
    def pair(self) -> Pair | None:
        """The pair of a translation; None beside a source."""
        own = [pair for pair in self.shown if pair.translation.page.pk == self.object.pk]
        return own[0] if own else None

    @property
    def stale(self) -> int:
        return sum(pair.standing == Standing.STALE for pair in self.shown)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        missing = missing_of(self.object, self.request.user)
        return context | {
            "pair": self.pair,
            "others": self.shown,
            "missing": missing,
            "next_url": self.request.path,
            "csrf_token": get_token(self.request),  # panels are drawn in a context of their own
        }


class TranslatingEditView(EditView):
    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()
        if not self.expects_json_response and not self.hydrate_create_view:
            panels.append(TranslationSidePanel(self.page, self.request))
            panels.sort(key=lambda panel: panel.order)
        return panels


class CarryingDeleteView(DeleteView):
    """Says beforehand what else goes; the deletion itself carries it, whoever deletes."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        also = deleted_with(self.page, self.request.user)
        below = sum(page.get_descendant_count() for page in also)
        return context | {"translation_count": len(also), "translation_descendant_count": below}


class CarryingUnpublishView(UnpublishView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        also = [page for page in pairs.translations_of(self.object) if page.live]
        return context | {"translation_count": len(also)}


class CarryingMoveConfirmView(MoveConfirmView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        languages = pairs.of_key(self.destination).values("locale_id")
        moved = pairs.translations_of(self.page_to_move)
        also = [page for page in moved if languages.filter(locale_id=page.locale_id).exists()]
        return context | {"translations_to_move_count": len(also)}


class TranslationColumn(BaseColumn):
    """How the page's translations stand, or how it stands itself as one."""

    cell_template_name = "translating/listing_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"marks": getattr(instance, "translation_marks", [])}


class TranslatingIndexView(ExplorableIndexView):
    base_columns: ClassVar[list[Any]] = [
        *ExplorableIndexView.base_columns,
        TranslationColumn("translation", label=_("Translation"), width="12%"),
    ]

    def get_table(self, object_list: Any) -> Any:
        marks = marks_of(object_list, self.request.user)
        for page in object_list:
            page.translation_marks = marks.get(page.pk, [])
        return super().get_table(object_list)


class ContentPageViewSet(PageViewSet):
    """All pages of the house."""

    model = ContentPage
    icon = "doc-empty-inverse"
    edit_view_class = TranslatingEditView
    delete_view_class = CarryingDeleteView
    unpublish_view_class = CarryingUnpublishView
    move_confirm_view_class = CarryingMoveConfirmView
    index_view_class = TranslatingIndexView
    #: Its listing is that of all pages below pages of the house.
    parent_models = (ContentPage,)
