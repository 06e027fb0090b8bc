"""The editors' screens: all pages with their counts, and one page with what was said of it.

Every view asks what the user may see; a page that is not theirs is not found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from cms.audit.sheets import download
from cms.feedback import sight
from cms.feedback.actions.remove_comment import remove_comment
from cms.feedback.chart import HEIGHT, WIDTH, bars_of
from cms.feedback.counts import months_of, reasons_of, rows_of, tally_of
from cms.feedback.models import RatedKind
from cms.feedback.report import Filter, ReportFilter, comment_table, table
from cms.feedback.subjects import THINGS
from cms.feedback.titles import screen_of, titles_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cms.feedback.models import Rating
    from cms.models import User

ICON: Final = "form"
A_PAGE: Final = 50

app_name = "feedback"


@require_GET
def report(request: HttpRequest) -> HttpResponse:
    user = cast("User", request.user)
    if not sight.reports_to(user):
        raise PermissionDenied
    today = timezone.localdate()
    ratings = sight.visible(user)
    form = ReportFilter(request.GET, ratings)
    rows = rows_of(form.apply(ratings, today))
    if request.GET.get("export") == "csv":
        return download(table(rows), f"page-ratings-{today}", "csv")
    context = {
        "rows": Paginator(rows, A_PAGE).get_page(request.GET.get("p")),
        "form": form,
        "query": _query(request),
        "page_title": _("Page ratings"),
        "header_icon": ICON,
        **_trend(form.at_any_time(ratings)),
    }
    return TemplateResponse(request, "feedback/report.html", context)


@require_GET
def page(request: HttpRequest, page_id: int) -> HttpResponse:
    return _one(request, RatedKind.PAGE, str(page_id))


@require_GET
def thing(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    if kind not in {one.value for one in THINGS}:
        raise Http404("nothing of this kind is rated")
    return _one(request, RatedKind(kind), slug)


def _one(request: HttpRequest, kind: RatedKind, subject: str) -> HttpResponse:
    user = cast("User", request.user)
    today = timezone.localdate()
    mine = sight.visible(user).filter(kind=kind, subject=subject)
    if not mine.exists():
        raise Http404("nobody rated it, or it is not this user's")
    form = Filter(request.GET)
    ratings = form.apply(mine, today)
    with_words = ratings.exclude(comment="")
    if request.GET.get("export") == "csv":
        return download(comment_table(with_words), f"page-comments-{today}", "csv")
    title = titles_of([(kind.value, subject)]).get((kind.value, subject))
    paths = list(mine.order_by("path").values_list("path", flat=True).distinct())
    context = {
        "form": form,
        "query": _query(request),
        "tally": tally_of(ratings),
        "reasons": reasons_of(ratings),
        "comments": Paginator(with_words, A_PAGE).get_page(request.GET.get("p")),
        "moderates": sight.moderated(user).filter(kind=kind, subject=subject).exists(),
        "paths": paths,
        "page_title": _("Page ratings"),
        "page_subtitle": title.title if title else paths[-1],
        "header_icon": ICON,
        **_trend(form.at_any_time(mine)),
    }
    return TemplateResponse(request, "feedback/one.html", context)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes out a comment and leads back to the screen it stood on."""
    user = cast("User", request.user)
    rating = get_object_or_404(sight.moderated(user), pk=pk)
    if remove_comment(rating, user=user):
        messages.success(request, _("The comment is removed; the vote stays."))
    return redirect(screen_of(rating.kind, rating.subject))


def _trend(ratings: QuerySet[Rating]) -> dict[str, Any]:
    months = months_of(ratings, timezone.localdate())
    bars = bars_of(months, right_to_left=get_language_bidi())
    return {"months": months, "bars": bars, "chart_width": WIDTH, "chart_height": HEIGHT}


def _query(request: HttpRequest) -> str:
    """What is filtered by, for the links to further pages and to the table."""
    query = request.GET.copy()
    for name in ("p", "export"):
        query.pop(name, None)
    return query.urlencode()


urlpatterns = [
    path("", report, name="report"),
    path("page/<int:page_id>/", page, name="page"),
    path("comments/<int:pk>/remove/", remove, name="remove"),
    path("<slug:kind>/<slug:slug>/", thing, name="thing"),
]
