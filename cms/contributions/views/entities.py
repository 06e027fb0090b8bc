"""The entity's screens: its invitations, one of them, and the way to the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from cms.contributions.actions.open_draft import NoDraft, open_draft
from cms.contributions.actions.refuse import refuse as refuse_contribution
from cms.contributions.forms import ReasonForm
from cms.contributions.models import Contribution
from cms.contributions.states import OPENABLE, REFUSABLE, WITH_THE_ENTITY, ContributionState
from cms.contributions.views.doors import for_contributors, own_trail, screen, who

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

#: Finished ones shown beside those that wait.
PAST = 50


def _of(entity: int) -> QuerySet[Contribution]:
    """All that this feature shows to an entity's contributor."""
    rows = Contribution.objects.filter(entity_id=entity)
    return rows.select_related("invitation", "entity", "page")


@for_contributors
@require_safe
def mine(request: HttpRequest, entity: int) -> HttpResponse:
    rows = _of(entity)
    return screen(
        request,
        "mine",
        _("Invitations of your entity"),
        waiting=rows.filter(state__in=WITH_THE_ENTITY).order_by("invitation__deadline", "pk"),
        past=rows.exclude(state__in=WITH_THE_ENTITY).order_by("-invitation__deadline", "-pk")[
            :PAST
        ],
    )


@for_contributors
@require_safe
def own(request: HttpRequest, entity: int, pk: int) -> HttpResponse:
    contribution = get_object_or_404(_of(entity), pk=pk)
    return screen(
        request,
        "own",
        contribution.invitation.subject,
        trail=(own_trail(),),
        contribution=contribution,
        invitation=contribution.invitation,
        openable=contribution.state in OPENABLE and contribution.invitation.cancelled_at is None,
        refusable=contribution.state in REFUSABLE,
        published=contribution.state == ContributionState.PUBLISHED,
    )


@for_contributors
@require_POST
def open_own(request: HttpRequest, entity: int, pk: int) -> HttpResponse:
    contribution = get_object_or_404(_of(entity), pk=pk)
    try:
        page = open_draft(contribution, who(request), timezone.now())
    except NoDraft:
        messages.error(
            request,
            _("No draft can be opened for this invitation any more. Ask the editors."),
        )
        return redirect("contributions:own", pk)
    return redirect("wagtailadmin_pages:edit", page.pk)


@for_contributors
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, entity: int, pk: int) -> HttpResponse:
    contribution = get_object_or_404(_of(entity), pk=pk)
    if contribution.state not in REFUSABLE:
        messages.error(request, _("This invitation needs no answer any more."))
        return redirect("contributions:own", pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refuse_contribution(contribution, form.cleaned_data["reason"], timezone.now())
        messages.success(request, _("The editors are told that your entity cannot contribute."))
        return redirect("contributions:mine")
    return screen(
        request,
        "reason",
        _("We cannot contribute"),
        trail=(
            own_trail(),
            (reverse("contributions:own", args=[pk]), contribution.invitation.subject),
        ),
        contribution=contribution,
        form=form,
        question=_("Why can your entity not contribute this time? The editors receive the reason."),
        button=_("Send to the editors"),
        back=reverse("contributions:own", args=[pk]),
    )
