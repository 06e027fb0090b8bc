"""One item before the managers: in both languages side by side, and what is decided on it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from cms.models import ContentPage
from newsletter.actions import decide_item
from newsletter.actions.draft_news import NoNewsSection
from newsletter.call_forms import AcceptForm, DeclineForm, VersionForm
from newsletter.item_forms import HouseWordsForm, MergeForm
from newsletter.models import EntityItem, ItemState
from newsletter.models.calls import ITEM_FIELDS, ITEM_LANGUAGES
from newsletter.used_items import standings
from newsletter.views.items.screens import call_trail, calls_trail, may, screen, who

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@may("view_entityitem")
@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponse:
    return _item(request, _found(pk))


@may("change_entityitem")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    form = HouseWordsForm(request.POST or None, item=found)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            version = form.cleaned_data["version"]
            if decide_item.edit_words(found, form.words, version, timezone.now()):
                messages.success(request, _("Saved. The entity’s own words stay beside yours."))
                return redirect("newsletter_items:item", pk)
            status = HTTPStatus.CONFLICT
            form.add_error(None, _late_words())
    return _words(request, found, form, "edit", _("Edit the item"), status=status)


@may("change_entityitem")
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _item(request, found, accept_form=form)
    data = form.cleaned_data
    try:
        done = decide_item.accept(
            found, data["sort"], data["version"], who(request), timezone.now()
        )
    except NoNewsSection:
        messages.error(
            request,
            _("The site has no news section in one of the item’s languages; nothing was done."),
        )
    else:
        if done:
            messages.success(request, _("Accepted. The drafts wait for the editors’ review."))
        else:
            messages.error(request, _late())
    return redirect("newsletter_items:item", pk)


@may("change_entityitem")
@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _item(request, found, decline_form=form)
    data = form.cleaned_data
    if not decide_item.decline(
        found, data["reason"], data["version"], who(request), timezone.now()
    ):
        form.add_error(None, _late())
        return _item(request, _found(pk), decline_form=form)
    messages.success(request, _("Declined; the entity is told why."))
    return redirect("newsletter_items:call", found.call_id)


@may("change_entityitem")
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int, into: int) -> HttpResponse:
    """The item goes into the other one, whose words are written here from both."""
    found, other = _found(pk), _found(into)
    waiting = ItemState.RECEIVED
    if found.call_id != other.call_id or pk == into or {found.state, other.state} != {waiting}:
        messages.error(request, _late())
        return redirect("newsletter_items:item", pk)
    joined = _joined(other, found) | {"of_merged": found.version}
    form = MergeForm(request.POST or None, item=other, other=found, initial=joined)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            versions = (form.cleaned_data["of_merged"], form.cleaned_data["version"])
            user, now = who(request), timezone.now()
            if decide_item.merge(found, other, form.words, versions, user, now):
                messages.success(request, _("Merged. What both sent is one item now."))
                return redirect("newsletter_items:item", into)
            status = HTTPStatus.CONFLICT
            form.add_error(None, _late_words())
    return _words(request, found, form, "merge", _("Merge two items"), other=other, status=status)


@may("change_entityitem")
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    form = VersionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _late())
        return redirect("newsletter_items:item", pk)
    try:
        done = decide_item.undo(found, form.cleaned_data["version"], who(request), timezone.now())
    except decide_item.IsPublished:
        messages.error(request, _("It is published, so what was decided stays."))
    else:
        if done:
            messages.success(request, _("Taken back: the item waits for a decision again."))
        else:
            messages.error(request, _late())
    return redirect("newsletter_items:item", pk)


def _found(pk: int) -> EntityItem:
    rows = EntityItem.objects.select_related(
        "call", "entity", "picture", "merged_into", "contact", "decided_by"
    )
    return get_object_or_404(rows, pk=pk)


def _item(
    request: HttpRequest,
    found: EntityItem,
    *,
    accept_form: AcceptForm | None = None,
    decline_form: DeclineForm | None = None,
) -> HttpResponse:
    version = {"version": found.version}
    refused = [form for form in (accept_form, decline_form) if form is not None]
    for form in refused:
        # The item is shown as it stands now, and so that is what was seen.
        form.data = dict(form.data.items()) | version
    drafts = ContentPage.objects.filter(pk__in=found.pages.values()).select_related("locale")
    others = EntityItem.objects.filter(call=found.call_id, state=ItemState.RECEIVED)
    context: dict[str, Any] = {
        "item": found,
        "standing": standings([found], timezone.now())[found.pk],
        "columns": _columns(found),
        "waits": found.state == ItemState.RECEIVED,
        "undoable": found.state in decide_item.DECIDED,
        "drafts": drafts,
        "merged": found.merged.select_related("entity"),
        "lost": "" if found.state == ItemState.RECEIVED else _typed(decline_form),
        "others": others.exclude(pk=found.pk).select_related("entity"),
        "accept_form": accept_form or AcceptForm(initial=version, auto_id="id_accept_%s"),
        "decline_form": decline_form or DeclineForm(initial=version, auto_id="id_decline_%s"),
    }
    return screen(
        request,
        "item",
        str(found),
        trail=(calls_trail(), call_trail(found.call)),
        status=422 if refused else 200,
        **context,
    )


def _typed(form: DeclineForm | None) -> str:
    """The reason of who came too late, so that it can be copied."""
    return str(form.data.get("reason", "")) if form is not None else ""


def _words(
    request: HttpRequest,
    found: EntityItem,
    form: HouseWordsForm,
    template: str,
    title: str,
    *,
    status: int,
    other: EntityItem | None = None,
) -> HttpResponse:
    """The form of the house's words beside what was sent."""
    item_trail = reverse("newsletter_items:item", args=[found.pk]), str(found)
    return screen(
        request,
        template,
        title,
        trail=(calls_trail(), call_trail(found.call), item_trail),
        status=status,
        item=found,
        other=other,
        form=form,
        media=form.media,
        columns=_columns(found),
        other_columns=_columns(other) if other else [],
    )


def _columns(found: EntityItem) -> list[dict[str, Any]]:
    """The item by language: the house's words, and the entity's where they differ."""
    columns = []
    for code in ITEM_LANGUAGES:
        fields = ("title", "text", "picture_alt")
        sent = {name: getattr(found, f"{name}_{code}") for name in fields}
        ours = {name: found.word(f"{name}_{code}") for name in fields}
        columns.append(
            {
                "language": code,
                "words": ours,
                "sent": sent if sent != ours else None,
                "is_empty": not any(ours.values()),
            }
        )
    return columns


def _joined(first: EntityItem, second: EntityItem) -> dict[str, str]:
    """What the merge begins with: the one's words, the other's texts below."""
    joined = {}
    pictured = first if first.shown_picture else second if second.shown_picture else None
    for name in ITEM_FIELDS:
        one, two = first.word(name), second.word(name)
        if name.startswith("picture") and pictured is not None:
            one, two = pictured.word(name), ""
        both = f"{one}\n\n{two}" if name.startswith("text") and one and two else one or two
        joined[name] = both
    return joined


def _late() -> str:
    return _(
        "Someone else decided on the item or changed it meanwhile, so nothing was done. "
        "See how it stands now."
    )


def _late_words() -> str:
    return _(
        "The item was changed or decided on meanwhile, so this was not saved. Your words stand "
        "below: copy what you need, then open the item again."
    )
