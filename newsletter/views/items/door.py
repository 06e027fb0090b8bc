"""The form behind an entity's link: without an account, without script, by form or by program.

GET never changes anything, because mail scanners follow every link (RFC 8058, section 3).
"""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms.dates import month_name
from cms.place import in_every_language, set_place
from newsletter.actions.submit_item import (
    CallOver,
    NotYours,
    TooManyItems,
    change_item,
    submit_item,
    withdraw_item,
)
from newsletter.item_forms import ItemForm
from newsletter.models import EntityItem, ItemState
from newsletter.views.items.link import (
    DeadLink,
    Visit,
    address_for_questions,
    answer,
    item_of,
    json_of,
    sent_by,
    speaks_json,
    visit_of,
    wait_for,
    within_limits,
)
from newsletter.views.private import place_of_one, private

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsletter.used_items import Standing

#: What the page says after something was done; a closed list, so that no link writes on it.
DONE = ("sent", "changed", "withdrawn")
PICTURE = "max-960x960|format-webp"


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view gets the visit in place of the token; a link that opens nothing says why."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
        try:
            visit = visit_of(token)
        except DeadLink as dead:
            return _dead(request, HTTPStatus.NOT_FOUND, altered=dead.altered, left=not dead.altered)
        return view(request, visit, **more)

    return opened


@never_cache
@csrf_exempt  # the token is the proof; under no-referrer browsers send "Origin: null" besides
@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def items(request: HttpRequest, visit: Visit) -> HttpResponse:
    if request.method == "POST":
        return _received(request, visit)
    if speaks_json(request) and visit.is_readable:
        return answer({"items": [_as_json(item, standing) for item, standing in sent_by(visit)]})
    return _page(request, visit, ItemForm())


def _received(request: HttpRequest, visit: Visit) -> HttpResponse:
    sent: Any = request.POST
    if request.content_type == "application/json":
        sent = json_of(request)
        if sent is None:
            return _refused(request, visit, ItemForm({}), _("This is no JSON object."), 400)
        sent.setdefault("token", str(uuid4()))
    form = ItemForm(sent, request.FILES)
    if not within_limits(visit):
        words = _("Much has just come by this link. Try again in ten minutes.")
        refused = _refused(request, visit, form, words, HTTPStatus.TOO_MANY_REQUESTS)
        refused["Retry-After"] = wait_for(visit)
        return refused
    if visit.is_over:
        return _refused(request, visit, form, _too_late(), HTTPStatus.CONFLICT)
    if not form.is_valid():
        return _refused(request, visit, form)
    picture, key = form.cleaned_data["picture"], form.cleaned_data["token"] or uuid4()
    try:
        item, new = submit_item(visit.recipient, form.words, picture, key, visit.now)
    except CallOver:
        return _refused(request, visit, form, _too_late(), HTTPStatus.CONFLICT)
    except TooManyItems:
        words = _("Your entity has sent as many items as one month takes. Change one of them.")
        return _refused(request, visit, form, words, HTTPStatus.CONFLICT)
    if speaks_json(request):
        data = {"id": item.pk, "state": item.state}
        return answer(data, HTTPStatus.CREATED if new else HTTPStatus.OK)
    return _back(visit, "sent")


@never_cache
@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def change(request: HttpRequest, visit: Visit, item: int) -> HttpResponse:
    posted = request.method == "POST"
    # What is written into an item that was withdrawn in another window is shown once more.
    own = item_of(visit, item, withdrawn=posted)
    form = ItemForm(request.POST if posted else None, request.FILES or None, item=own)
    if not posted:
        if own.state != ItemState.RECEIVED or visit.is_over:
            return _back(visit)
        return _page(request, visit, form, own)
    if not within_limits(visit):
        words = _("Much has just come by this link. Try again in ten minutes.")
        refused = _refused(request, visit, form, words, HTTPStatus.TOO_MANY_REQUESTS, own)
        refused["Retry-After"] = wait_for(visit)
        return refused
    if not form.is_valid():
        return _refused(request, visit, form, item=own)
    try:
        change_item(
            own,
            form.words,
            form.cleaned_data["picture"],
            version=form.cleaned_data["version"] or 0,
            without_picture=form.cleaned_data.get("without_picture", False),
            now=visit.now,
        )
    except CallOver:
        return _refused(request, visit, form, _too_late(), HTTPStatus.CONFLICT, own)
    except NotYours:
        words = _(
            "The item was changed or decided on meanwhile, so this was not saved. Your words "
            "stand below: copy what you need, then open the item again."
        )
        return _refused(request, visit, form, words, HTTPStatus.CONFLICT, own)
    return _back(visit, "changed")


@never_cache
@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def withdraw(request: HttpRequest, visit: Visit, item: int) -> HttpResponse:
    own = item_of(visit, item)
    if request.method == "POST":
        try:
            withdraw_item(own, visit.now)
        except (CallOver, NotYours):
            return _back(visit)  # where its state says why
        return _back(visit, "withdrawn")
    if own.state != ItemState.RECEIVED or visit.is_over:
        return _back(visit)
    _set_place(request, visit, "entity_item_withdraw", own)
    context = _context(visit) | {"item": own, "title": _("Withdraw the item")}
    return private(render(request, "newsletter/items/withdraw.html", context))


@never_cache
@require_safe
@by_link
def picture(request: HttpRequest, visit: Visit, item: int) -> HttpResponse:
    """The entity's own picture, which has no public address before it is used."""
    own = item_of(visit, item)
    if own.picture is None:
        raise Http404("no picture")
    cut = own.picture.get_rendition(PICTURE)
    if not cut.width:
        raise Http404("the picture's file is missing or broken")
    with cut.file.open("rb") as file:
        return private(HttpResponse(file.read(), content_type="image/webp"))


def _refused(
    request: HttpRequest,
    visit: Visit,
    form: ItemForm,
    words: str = "",
    status: int = HTTPStatus.UNPROCESSABLE_ENTITY,
    item: EntityItem | None = None,
) -> HttpResponse:
    """What is wrong, with everything that was typed; nothing of it was stored."""
    if speaks_json(request):
        errors: dict[str, list[str]] = {}
        if words:
            errors[""] = [words]
        else:
            errors |= {name: [str(e) for e in found] for name, found in form.errors.items()}
        return answer({"errors": errors}, HTTPStatus(status))
    if words:
        form.errors.clear()
        form.add_error(None, words)
    return _page(request, visit, form, item, status)


def _page(
    request: HttpRequest,
    visit: Visit,
    form: ItemForm,
    item: EntityItem | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    _set_place(request, visit, "entity_item" if item else "entity_items", item)
    if not visit.is_readable:
        return _dead(request, HTTPStatus.GONE)
    done = request.GET.get("done", "")
    context = _context(visit) | {
        "form": form,
        "item": item,
        "sent": [] if item else sent_by(visit),
        "done": done if done in DONE else "",
        # What was typed a moment too late is shown still, so that it can be sent by mail.
        "shows_form": not visit.is_over or form.is_bound,
    }
    return private(render(request, "newsletter/items/form.html", context, status=status))


def _dead(
    request: HttpRequest, status: HTTPStatus, *, altered: bool = False, left: bool = False
) -> HttpResponse:
    title = _("This link is not whole") if altered else _("This link is no longer valid")
    if speaks_json(request):
        return answer({"errors": {"": [title]}}, status)
    context = {
        "title": title,
        "altered": altered,
        "left": left,
        "questions": address_for_questions(),
    }
    return private(render(request, "newsletter/items/gone.html", context, status=status))


def _context(visit: Visit) -> dict[str, Any]:
    month = month_name(visit.call.month, get_language() or settings.LANGUAGE_CODE)
    return {
        "title": _("Items for the newsletter of %(month)s") % {"month": month},
        "call": visit.call,
        "entity": visit.entity,
        "token": visit.token,
        "is_over": visit.is_over,
        "questions": address_for_questions(),
    }


def _set_place(request: HttpRequest, visit: Visit, name: str, item: EntityItem | None) -> None:
    if item is None:
        place_of_one(request, name, visit.token)
    else:
        set_place(request, {}, in_every_language(name, visit.token, str(item.pk)))


def _back(visit: Visit, done: str = "") -> HttpResponse:
    address = reverse("entity_items", args=[visit.token])
    response = redirect(f"{address}?done={done}" if done else address)
    response.status_code = HTTPStatus.SEE_OTHER
    return private(response)


def _too_late() -> str:
    return _(
        "The deadline has passed, so this was not stored. Your words stand below: send them to "
        "%(address)s if they cannot wait for next month."
    ) % {"address": address_for_questions()}


def _as_json(item: EntityItem, standing: Standing) -> dict[str, Any]:
    return {
        "id": item.pk,
        "state": standing.state,
        "title_ar": item.title_ar,
        "title_en": item.title_en,
        "reason": item.reason,
        "pages": [place.url for place in standing.pages],
        "issues": [place.url for place in standing.issues],
    }
