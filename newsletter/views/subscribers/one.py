"""One subscriber: everything that is known, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from newsletter.actions.change_subscriber import change_subscriber
from newsletter.actions.send_own_link import send_own_link
from newsletter.actions.take_off import ON_THE_LIST
from newsletter.actions.take_off import take_off as take_off_the_list
from newsletter.models import Delivery, StatusReason, Subscriber, SubscriberStatus, Suppression
from newsletter.views.subscribers.deeds import Deed, tell
from newsletter.views.subscribers.doors import list_trail, may, screen, who
from newsletter.views.subscribers.forms import DetailsForm, TakeOffForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: Of the newest mailings.
DELIVERIES: Final = 24


@may("view_subscriber")
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    return _one(request, get_object_or_404(Subscriber.objects.select_related("entity"), pk=pk))


@may("change_subscriber")
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    subscriber = get_object_or_404(Subscriber, pk=pk)
    form = DetailsForm(request.POST, instance=Subscriber.objects.get(pk=pk))
    if not form.is_valid():
        return _one(request, subscriber, details_form=form)
    changed = change_subscriber(pk, form.details())
    if changed:
        tell(Deed.CHANGED, subscriber, who(request), fields=", ".join(changed))
        messages.success(request, _("The details are saved."))
    else:
        messages.info(request, _("Nothing was changed."))
    return redirect("newsletter_subscribers:one", pk)


@may("change_subscriber")
@require_POST
def take_off(request: HttpRequest, pk: int) -> HttpResponse:
    subscriber = get_object_or_404(Subscriber, pk=pk)
    form = TakeOffForm(request.POST)
    if not form.is_valid():
        return _one(request, subscriber, take_off_form=form)
    reason = StatusReason(form.cleaned_data["reason"])
    if take_off_the_list(pk, reason, timezone.now()):
        tell(Deed.TAKEN_OFF, subscriber, who(request), reason=reason.value)
        messages.success(request, _("Taken off the list. No letter goes to this address any more."))
    else:
        messages.info(request, _("This address was off the list already; nothing was changed."))
    return redirect("newsletter_subscribers:one", pk)


@may("change_subscriber")
@require_POST
def link(request: HttpRequest, pk: int) -> HttpResponse:
    subscriber = get_object_or_404(Subscriber, pk=pk)
    if send_own_link(pk, timezone.now()):
        tell(Deed.LINK_SENT, subscriber, who(request))
        messages.success(
            request, _("The link is on its way to them. At most one is sent in an hour.")
        )
    else:
        messages.error(request, _("No mail was sent: this address is not written to."))
    return redirect("newsletter_subscribers:one", pk)


def _one(
    request: HttpRequest,
    subscriber: Subscriber,
    *,
    details_form: DetailsForm | None = None,
    take_off_form: TakeOffForm | None = None,
) -> HttpResponse:
    """All that is known; a form that was refused shows what was typed."""
    deliveries = Delivery.objects.filter(subscriber=subscriber).select_related("mailing")
    context: dict[str, Any] = {
        "subscriber": subscriber,
        "suppression": Suppression.objects.filter(address=subscriber.address).first(),
        "consents": list(
            subscriber.consents.select_related("wording").order_by("-given_at", "-pk")
        ),
        "sign_ups": list(subscriber.sign_ups.order_by("-asked_at", "-pk")),
        "deliveries": list(deliveries.order_by("-mailing__month", "-pk")[:DELIVERIES]),
        "details_form": details_form or DetailsForm(instance=subscriber),
        "take_off_form": take_off_form or TakeOffForm(),
        "on_the_list": subscriber.status in ON_THE_LIST,
        "written_to": subscriber.status == SubscriberStatus.ACTIVE,
    }
    refused = bool(details_form or take_off_form)
    return screen(
        request,
        "one",
        _("Subscriber no. %(number)s") % {"number": subscriber.pk},
        trail=(list_trail(),),
        status=400 if refused else 200,
        **context,
    )


def trail_of(subscriber: Subscriber) -> tuple[str, str]:
    address = reverse("newsletter_subscribers:one", args=[subscriber.pk])
    return address, _("Subscriber no. %(number)s") % {"number": subscriber.pk}
