"""The list of subscribers: counted, filtered, searched, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.widgets.button import HeaderButton

from newsletter.models import Subscriber, SubscriberStatus
from newsletter.views.subscribers.asked import asked
from newsletter.views.subscribers.doors import may, screen
from newsletter.views.subscribers.paging import KeysFirst
from newsletter.views.subscribers.searches import LONGEST, remember

if TYPE_CHECKING:
    from django.http import HttpResponse

PER_PAGE: Final = 50


@may("view_subscriber")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    ask = asked(request)
    page = KeysFirst(ask.found, PER_PAGE).get_page(request.GET.get("p"))
    counts = _by_status()
    return screen(
        request,
        "index",
        _("Subscribers"),
        buttons=tuple(_buttons(request)),
        status=400 if ask.form.errors else 200,
        ask=ask,
        form=ask.form,
        media=ask.form.media,
        page=page,
        pages=page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        elided=Paginator.ELLIPSIS,
        counts=[(status, status.label, counts.get(status.value, 0)) for status in SubscriberStatus],
        total=sum(counts.values()),
        longest=LONGEST,
        segment_query=_criteria_alone(request),
    )


@may("view_subscriber")
@require_POST
def search(request: HttpRequest) -> HttpResponseRedirect:
    """Keeps the filter of the list that it was typed in."""
    query = request.GET.copy()
    query.pop("p", None)
    query.pop("search", None)
    typed = request.POST.get("q", "").replace("\0", "")  # which PostgreSQL has no text with
    text = " ".join(typed[:LONGEST].split())
    if text:
        query["search"] = remember(request, text)
    address = reverse("newsletter_subscribers:index")
    return HttpResponseRedirect(f"{address}?{query.urlencode()}" if query else address)


def _by_status() -> dict[str, int]:
    counted = Subscriber.objects.order_by().values_list("status").annotate(Count("pk"))
    return dict(counted)


def _criteria_alone(request: HttpRequest) -> str:
    """The part of the filter that a segment can hold, as a query; empty where nothing is asked."""
    query = QueryDict(mutable=True)
    for name in ("language", "audience", "entity", "abroad", "since", "until"):
        values = [value for value in request.GET.getlist(name) if value]
        if values:
            query.setlist(name, values)
    return query.urlencode()


def _buttons(request: HttpRequest) -> list[HeaderButton]:
    named = (
        ("add_subscriber", _("Add a subscriber"), "new", "plus"),
        ("view_segment", _("Segments"), "segments", "tasks"),
        ("view_subscriber", _("Charts"), "figures", "view"),
        ("view_suppression", _("Suppression list"), "suppressions", "lock"),
    )
    return [
        HeaderButton(
            label,
            reverse(f"newsletter_subscribers:{name}"),
            icon_name=icon,
            priority=10 * number,
        )
        for number, (permission, label, name, icon) in enumerate(named)
        if request.user.has_perm(f"newsletter.{permission}")
    ]
