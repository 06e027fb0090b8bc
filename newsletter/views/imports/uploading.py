"""Earlier imports, a new list, and the sample of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.widgets.button import HeaderButton

from cms.login.step_up import proof_required
from cms.work.enqueue import enqueue
from newsletter.actions.receive_list import receive_list
from newsletter.import_forms import ListForm
from newsletter.import_tasks import count_list
from newsletter.importing.refusals import ImportRefused
from newsletter.importing.sample import SAMPLE
from newsletter.models import SubscriberImport
from newsletter.views.imports.doors import importers, imports_trail, screen, who

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

PER_PAGE = 25


@importers
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    rows = SubscriberImport.objects.select_related("started_by")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    button = HeaderButton(
        _("Import a list"), reverse("newsletter_imports:new"), icon_name="upload", priority=10
    )
    return screen(request, "index", _("Imports"), buttons=(button,), page=page)


@importers
@require_http_methods(["GET", "HEAD", "POST"])
@proof_required()
def new(request: HttpRequest) -> HttpResponseBase:
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = receive_list(
                form.cleaned_data["list_file"].chunks(),
                form.name,
                who(request),
                timezone.now(),
                encoding=form.cleaned_data["encoding"],
            )
        except ImportRefused as refused:
            form.add_error("list_file", refused.said())
        else:
            enqueue(count_list, row.pk)
            return redirect("newsletter_imports:one", row.pk)
    return screen(
        request,
        "new",
        _("Import a list"),
        trail=(imports_trail(),),
        form=form,
        media=form.media,
    )


@importers
@require_safe
def sample(_request: HttpRequest) -> HttpResponseBase:
    """A list of nobody, to fill in."""
    answer = HttpResponse(SAMPLE.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="subscribers-sample.csv"'
    return answer
