"""The editors' doors: the preview links of a page, a new one, one withdrawn."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.previews.actions.revoke import revoke
from cms.previews.actions.share import LIFETIME, NothingToShare, share
from cms.previews.models import PreviewLink

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from cms.models import User

#: In hours.
LIFETIMES = ((24, _("one day")), (72, _("three days")), (168, _("a week")))


def may_share(page: Page, user: Any) -> bool:
    """Whoever may edit a page may show it to others, and no one else."""
    return bool(page.permissions_for_user(user).can_edit())


def _page_to_share(pk: int, user: Any) -> Page:
    page = get_object_or_404(Page, pk=pk).specific
    if not may_share(page, user):
        raise PermissionDenied
    return page


class ShareForm(forms.Form):
    note = forms.CharField(
        label=_("For whom"),
        max_length=120,
        required=False,
        help_text=_("A word for yourself and your colleagues: who gets the link, or why."),
    )
    hours = forms.TypedChoiceField(
        label=_("Valid for"),
        choices=LIFETIMES,
        coerce=int,
        initial=int(LIFETIME.total_seconds() // 3600),
    )


class LinksView(WagtailAdminTemplateMixin, TemplateView):
    """The links of one page; POST makes another, whose address only this answer shows."""

    template_name = "previews/links.html"
    page_title = _("Preview links")
    header_icon = "link"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.page = _page_to_share(kwargs["page_id"], request.user)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]  # a view's own answer

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ShareForm(request.POST)
        made = None
        if form.is_valid():
            try:
                made = share(
                    self.page,
                    user=cast("User", request.user),
                    now=timezone.now(),
                    lifetime=timedelta(hours=form.cleaned_data["hours"]),
                    note=form.cleaned_data["note"],
                )
            except NothingToShare as error:
                form.add_error(None, str(error))
            else:
                form = ShareForm()
        return self.render_to_response(self.get_context_data(form=form, made=made, **kwargs))

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        editor = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            *self.breadcrumbs_items,
            {"url": editor, "label": self.get_page_subtitle()},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        links = PreviewLink.objects.filter(page_id=self.page.pk).select_related("created_by")
        return {
            "form": ShareForm(),
            "language": self.page.locale.language_code,
            **super().get_context_data(**kwargs),
            "page": self.page,
            "links": [(link, link.is_usable(now)) for link in links[:50]],
        }


@require_POST
def withdraw(request: HttpRequest, link_id: int) -> HttpResponse:
    link = get_object_or_404(PreviewLink.objects.select_related("page"), pk=link_id)
    if not may_share(link.page.specific, request.user):
        raise PermissionDenied
    if revoke(link, user=cast("User", request.user), now=timezone.now()):
        messages.success(request, _now("The link is withdrawn and opens nothing any more."))
    return redirect("barza_preview_links", link.page_id)


urlpatterns = [
    path("previews/<int:page_id>/", LinksView.as_view(), name="barza_preview_links"),
    path("previews/link/<int:link_id>/withdraw/", withdraw, name="barza_preview_withdraw"),
]
