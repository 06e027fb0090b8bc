"""The suppression list: how many, why, and whether an address is on it. It shows no address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from newsletter.actions.suppress import block, lift_block, suppression_of
from newsletter.models import Suppression, SuppressionReason
from newsletter.views.subscribers.deeds import Deed, tell
from newsletter.views.subscribers.doors import list_trail, may, screen, who
from newsletter.views.subscribers.forms import AddressForm

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse


@may("view_suppression")
@require_safe
def suppressions(request: HttpRequest) -> HttpResponse:
    return _screen(request)


@may("view_suppression")
@require_POST
def look_up(request: HttpRequest) -> HttpResponse:
    """Answers on the same screen; the address goes nowhere else."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _screen(request, form=form, status=400)
    address = form.cleaned_data["email"]
    return _screen(request, form=form, asked=address, found=suppression_of(address))


@may("add_suppression")
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _screen(request, form=form, status=400)
    address = form.cleaned_data["email"]
    if block(address, timezone.now()):
        suppression = suppression_of(address)
        if suppression is not None:
            tell(Deed.BLOCKED, suppression, who(request))
        messages.success(request, _("The address is blocked and off the list."))
    else:
        messages.info(request, _("The address is on the suppression list already."))
    return redirect("newsletter_subscribers:suppressions")


@may("delete_suppression")
@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    suppression = get_object_or_404(Suppression, pk=pk)
    if lift_block(pk):
        tell(Deed.UNBLOCKED, suppression, who(request))
        messages.success(
            request, _("The block is removed. The address is not on the list until it is added.")
        )
    else:
        messages.error(request, _("Only a block of the newsletter’s managers can be removed here."))
    return redirect("newsletter_subscribers:suppressions")


def _screen(
    request: HttpRequest, *, form: AddressForm | None = None, status: int = 200, **answer: Any
) -> HttpResponse:
    counted = dict(Suppression.objects.order_by().values_list("reason").annotate(count=Count("pk")))
    return screen(
        request,
        "suppressions",
        _("Suppression list"),
        trail=(list_trail(),),
        status=status,
        form=form or AddressForm(),
        reasons=[(reason.label, counted.get(reason.value, 0)) for reason in SuppressionReason],
        total=sum(counted.values()),
        by_manager=SuppressionReason.BY_MANAGER,
        **answer,
    )
