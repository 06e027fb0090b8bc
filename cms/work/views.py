"""Two views: how the house is, for machines; and what went wrong in the background."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms.access.roles import Role, has_role
from cms.work.health import Health, health
from cms.work.models import State, Trouble
from cms.work.trouble import put_back
from cms.work.words import told

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Rows of the list; more of them are one trouble and not many.
SHOWN = 200


@require_safe
@never_cache
def health_of_all(request: HttpRequest) -> JsonResponse:
    """Whether pages are served and the background does its work; for who looks after it."""
    found = health(timezone.now())
    return _answer(request, found, well=found.working)


@require_safe
@never_cache
def health_of_web(request: HttpRequest) -> JsonResponse:
    """Whether pages can be served, for a load balancer: a worker's end is no reason to leave."""
    found = health(timezone.now())
    return _answer(request, found, well=found.database)


def _answer(request: HttpRequest, found: Health, *, well: bool) -> JsonResponse:
    answer: dict[str, Any] = {"status": "ok" if well else "unavailable"}
    # Without a database nobody can be known.
    if found.database and has_role(request.user, Role.ADMINISTRATOR):
        answer["details"] = asdict(found)
    return JsonResponse(answer, status=200 if well else 503)


def _only_administrators(request: HttpRequest) -> None:
    if not has_role(request.user, Role.ADMINISTRATOR):
        raise PermissionDenied


@require_safe
def troubles(request: HttpRequest) -> HttpResponse:
    _only_administrators(request)
    rows = Trouble.objects.order_by("state", "-last_at")[:SHOWN]
    now = timezone.now()
    return render(
        request,
        "work/troubles.html",
        {
            "header_title": _("Background work"),
            "header_icon": "warning",
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": "", "label": _("Background work")},
            ],
            "rows": [told(row) for row in rows],
            "parked": Trouble.objects.filter(state=State.PARKED).count(),
            "health": health(now),
        },
    )


@require_POST
def try_again(request: HttpRequest) -> HttpResponse:
    """One trouble by its number, or without one all that is parked."""
    _only_administrators(request)
    wanted = Trouble.objects.filter(state=State.PARKED)
    if number := request.POST.get("trouble", ""):
        wanted = Trouble.objects.filter(pk=number) if number.isdecimal() else Trouble.objects.none()
    now = timezone.now()
    done = 0
    for row in wanted:
        put_back(row, now)
        done += 1
    if done:
        messages.success(request, _("It is tried again now."))
    else:
        messages.warning(request, _("There is nothing to try again: it has succeeded meanwhile."))
    return redirect("work_troubles")
