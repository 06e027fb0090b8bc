"""Someone is put on the list by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from newsletter.actions.add_subscriber import NotAdded, add_subscriber
from newsletter.models import Subscriber
from newsletter.views.subscribers.deeds import Deed, tell
from newsletter.views.subscribers.doors import list_trail, may, screen, who
from newsletter.views.subscribers.forms import NewSubscriberForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@may("add_subscriber")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = NewSubscriberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            pk = add_subscriber(
                asked["email"], form.details(), form.chosen_basis(), asked["note"], timezone.now()
            )
        except NotAdded as refusal:
            form.add_error("email", str(refusal.why.label))
        else:
            tell(Deed.ADDED, Subscriber(pk=pk), who(request), basis=form.chosen_basis().value)
            messages.success(request, _("The subscriber is on the list."))
            return redirect("newsletter_subscribers:one", pk)
    return screen(
        request,
        "new",
        _("Add a subscriber"),
        trail=(list_trail(),),
        status=400 if form.errors else 200,
        form=form,
    )
