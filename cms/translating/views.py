"""The admin's screens of translation: the report, the two texts side by side, and what is done.

Every view asks about the page it is about; a page that the user may not open is not found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry

from cms.audit.sheets import TYPES, download
from cms.models import ContentPage
from cms.translating import pairs
from cms.translating.actions.declare import declare, may_declare
from cms.translating.actions.keep import keep
from cms.translating.actions.publish_pair import publish_pair
from cms.translating.actions.start import start
from cms.translating.admin_paths import edit_url, pair_url
from cms.translating.overview import counts, overview
from cms.translating.report import ReportFilter, file_name, table
from cms.translating.side import missing_of, pair_of, source_side

if TYPE_CHECKING:
    from cms.models import User

A_PAGE = 50
TRANSLATES = ("change", "publish")


def reports_to(user: User) -> bool:
    """Whether the report has anything for this user: who edits pages, edits translations."""
    return bool(policy_registry.get_by_type(Page).user_has_any_permission(user, TRANSLATES))


@require_GET
def report(request: HttpRequest) -> HttpResponse:
    user = cast("User", request.user)
    if not reports_to(user):
        raise PermissionDenied
    rows = overview(user)
    form = ReportFilter(request.GET, rows)
    found = form.apply(rows)
    if (export := request.GET.get("export")) in TYPES:
        return download(table(found), file_name(), export)
    query = request.GET.copy()
    query.pop("p", None)
    context = {
        "rows": Paginator(found, A_PAGE).get_page(request.GET.get("p")),
        "counts": counts(rows),
        "form": form,
        "query": query.urlencode(),
        "asked": request.GET.get("standing", ""),
        "total": len(rows),
        "page_title": _("Translations"),
        "header_icon": "wagtail-localize-language",
    }
    return TemplateResponse(request, "translating/report.html", context)


@require_GET
def pair(request: HttpRequest, page_id: int) -> HttpResponse:
    """A translation beside its source; a source alone, where there is nothing beside it yet."""
    user, page = cast("User", request.user), _open_page(request, page_id)
    now = timezone.now()
    context: dict[str, Any] = {"header_icon": "wagtail-localize-language"}
    translated = pairs.translations_of(page)
    into = request.GET.get("into", "")
    wanted = [other for other in translated if into in ("", other.language)]
    if wanted:
        return redirect(pair_url(wanted[0].pk))
    if pairs.source_of(page) is not None:
        found = pair_of(page, user, now)
        if found is None:
            raise Http404("its source is not the user's to see")
        context |= {"pair": found, "source": found.source}
    else:
        context |= {"source": source_side(page), "missing": missing_of(page, user)}
    context |= {"page_title": _("Translation"), "page_subtitle": page.draft_title}
    return TemplateResponse(request, "translating/pair.html", context)


@require_POST
def mark(request: HttpRequest, page_id: int) -> HttpResponse:
    page = _open_translation(request, page_id)
    declare(page, cast("User", request.user), timezone.now())
    messages.success(
        request, _("“%(title)s” is marked as up to date.") % {"title": page.draft_title}
    )
    return _back(request, page)


@require_POST
def together(request: HttpRequest, page_id: int) -> HttpResponse:
    """Whether the translation goes out with its source, as the form's tick says."""
    page = _open_translation(request, page_id)
    state = keep(page, timezone.now())
    if state is not None:
        state.together = bool(request.POST.get("together"))
        state.save(update_fields=["together"])
    messages.success(request, _("Saved."))
    return _back(request, page)


@require_POST
def publish(request: HttpRequest, page_id: int) -> HttpResponse:
    page = _open_translation(request, page_id)
    try:
        publish_pair(page, cast("User", request.user), timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(pair_url(page.pk))
    fresh = ContentPage.objects.get(pk=page.pk)
    moment = fresh.scheduled_revision and fresh.scheduled_revision.approved_go_live_at
    text = _("Both are scheduled for the same moment.") if moment else _("Both are published.")
    messages.success(request, text)
    return _back(request, page)


@require_POST
def begin(request: HttpRequest, page_id: int, language: str) -> HttpResponse:
    """Makes the draft translation and opens it."""
    page = _open_page(request, page_id)
    if language not in dict(settings.LANGUAGES):
        raise Http404("not a language of this site")
    locale = get_object_or_404(Locale, language_code=language)
    try:
        made = start(page, locale, cast("User", request.user), timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(pair_url(page.pk, language))
    return redirect(edit_url(made.pk))


def _open_page(request: HttpRequest, page_id: int) -> ContentPage:
    page = get_object_or_404(ContentPage, pk=page_id, alias_of__isnull=True)
    if not page.permissions_for_user(request.user).can_edit():
        raise Http404("not a page of this user's")
    return pairs.specific(page)


def _open_translation(request: HttpRequest, page_id: int) -> ContentPage:
    page = _open_page(request, page_id)
    source = pairs.source_of(page)
    if source is None or not source.permissions_for_user(request.user).can_edit():
        raise Http404("not a translation that this user may see with its source")
    if not may_declare(page, cast("User", request.user)):
        raise PermissionDenied
    return page


def _back(request: HttpRequest, page: ContentPage) -> HttpResponse:
    return redirect(get_valid_next_url_from_request(request) or pair_url(page.pk))
