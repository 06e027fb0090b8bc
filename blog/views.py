"""The column's doors in the admin: where it stands, opening it, approving it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import TaskState

from blog.actions.approve_column import Approval, approve_column
from blog.actions.open_column import NoSection, open_column
from blog.column.addresses import approval_screen, column_screen
from blog.column.approval import column_of_task, may_approve, seal_of
from blog.column.month import SETTLED, column_of, following, house_language, this_month
from blog.column.words import state_in_words
from cms.access.roles import Role, has_role
from cms.dates import moment, month_name
from cms.previews.admin_views import may_share

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from cms.models import User

#: Who begins columns and sees where they stand.
OFFICE = (Role.DIRECTOR_GENERAL, Role.EDITOR, Role.ADMINISTRATOR)


def may_open(user: Any) -> bool:
    return has_role(user, *OFFICE)


def _staff(request: HttpRequest) -> User:
    """Who asks: the admin's addresses are closed to everyone who is not logged in."""
    return cast("User", request.user)


def _month_asked(text: str, now: datetime) -> date | None:
    """This month or the next, by "2026-11"; None for anything else."""
    current = this_month(now)
    if not text:
        return current
    try:
        month = datetime.strptime(text, "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        return None
    return month if month in (current, following(current)) else None


class ColumnView(WagtailAdminTemplateMixin, TemplateView):
    """Where a month's column stands, and what can be done about it."""

    template_name = "blog/column/month.html"
    page_title = _("The month’s column")
    header_icon = "openquote"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_open(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]  # a view's own answer

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        user = _staff(self.request)
        month = _month_asked(self.request.GET.get("month", ""), now) or this_month(now)
        column = column_of(month, now)
        upcoming = following(this_month(now))
        language = get_language() or "ar"
        approve_url = ""
        page = column.page
        if page and column.waiting and may_approve(column.waiting, page, user):
            seal = seal_of(page.get_latest_revision())
            approve_url = approval_screen(column.waiting.pk, seal)
        return {
            **super().get_context_data(**kwargs),
            "column": column,
            "column_language": house_language(),
            "month_name": month_name(column.month, language),
            "state": state_in_words(column),
            "settled": column.state in SETTLED,
            "approve_url": approve_url,
            "may_share": page is not None and may_share(page, user),
            "upcoming": column_of(upcoming, now) if month != upcoming else None,
            "upcoming_name": month_name(upcoming, language),
            "this_month_url": column_screen() if month == upcoming else "",
        }


@require_POST
def open_month(request: HttpRequest) -> HttpResponse:
    """Leads to the editor of the month's column, made if need be; again, to the same page."""
    if not may_open(request.user):
        raise PermissionDenied
    now = timezone.now()
    month = _month_asked(request.POST.get("month", ""), now)
    if month is None:
        messages.error(request, _now("A column can be begun for this month or the next."))
        return redirect("barza_column")
    try:
        opened = open_column(month, house_language(), _staff(request), now)
    except NoSection as error:
        messages.error(request, str(error))
        return redirect("wagtailadmin_home")
    if opened.page.live:
        named = month_name(month, get_language() or "ar")
        messages.info(
            request, _now("The column of %(month)s is published already.") % {"month": named}
        )
        return redirect(column_screen(f"{month:%Y-%m}"))
    return redirect("wagtailadmin_pages:edit", opened.page.pk)


class ApproveView(WagtailAdminTemplateMixin, TemplateView):
    """GET shows what would be approved and changes nothing, whoever opens it; POST approves."""

    template_name = "blog/column/approve.html"
    page_title = _("Approve the column")
    header_icon = "check"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        state = TaskState.objects.filter(pk=kwargs["task_state_id"]).first()
        page = column_of_task(state) if state is not None else None
        if state is None or page is None or not may_approve(state, page, _staff(request)):
            raise PermissionDenied
        self.state, self.page = state, page
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]  # a view's own answer

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.state.status != TaskState.STATUS_IN_PROGRESS:
            return self._no_longer_waiting()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        outcome = approve_column(self.state.pk, request.POST.get("seen", ""), _staff(request))
        if outcome == Approval.NOT_YOURS:
            raise PermissionDenied
        if outcome == Approval.NOT_WAITING:
            return self._no_longer_waiting()
        if outcome == Approval.CHANGED:
            return self.render_to_response(self.get_context_data(**kwargs))
        messages.success(request, self._thanks(outcome))
        return redirect("wagtailadmin_home")

    def _thanks(self, outcome: Approval) -> str:
        self.page.refresh_from_db()
        if outcome == Approval.SCHEDULED:
            at = self.page.scheduled_revision.approved_go_live_at
            words = _now("“%(title)s” is approved and will be published on %(moment)s.")
            return words % {"title": self.page.title, "moment": moment(at)}
        if outcome == Approval.PASSED_ON:
            words = _now("“%(title)s” is approved; the next step of its workflow follows.")
        else:
            words = _now("“%(title)s” is approved and published.")
        return words % {"title": self.page.title}

    def _no_longer_waiting(self) -> HttpResponse:
        messages.warning(
            self.request,
            _now("“%(title)s” is not waiting for approval: it was decided or taken back.")
            % {"title": self.page.title},
        )
        return redirect("wagtailadmin_home")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.page_title}
        if not may_open(self.request.user):
            return [*self.breadcrumbs_items, here]
        month = {"url": reverse("barza_column"), "label": ColumnView.page_title}
        return [*self.breadcrumbs_items, month, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Read anew: what is shown and its seal belong together.
        page = column_of_task(TaskState.objects.get(pk=self.state.pk)) or self.page
        revision = page.get_latest_revision()
        seal = seal_of(revision)
        text = revision.as_object()
        with translation.override(page.locale.language_code):
            body = text.full_html()
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        seen = asked.get("seen", "")
        is_ahead = text.go_live_at is not None and text.go_live_at > timezone.now()
        return {
            **super().get_context_data(**kwargs),
            "column": text,
            "column_language": page.locale.language_code,
            "body": body,
            "seal": seal,
            "changed": bool(seen) and seen != seal,
            "changed_at": moment(revision.created_at),
            "goes_live": moment(text.go_live_at) if is_ahead else "",
            "may_edit": page.permissions_for_user(self.request.user).can_edit(),
            "task_state": self.state,
        }


urlpatterns = [
    path("column/", ColumnView.as_view(), name="barza_column"),
    path("column/open/", open_month, name="barza_column_open"),
    path("column/approve/<int:task_state_id>/", ApproveView.as_view(), name="barza_column_approve"),
]
