"""The months for which entities are asked: the list, one of them, and what is done with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from newsletter.actions import change_call, open_call
from newsletter.call_days import local_day
from newsletter.call_forms import MONTHS_AHEAD, AskForm, CallForm, DeadlineForm
from newsletter.models import EntityItem, ItemCall, ItemState
from newsletter.used_items import standings
from newsletter.views.items.screens import calls_trail, may, name_of, screen, who

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from newsletter.models import CallRecipient

#: Calls in the list: eight years of months.
SHOWN = 100


@may("view_itemcall")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    sent = Q(items__isnull=False) & ~Q(items__state=ItemState.WITHDRAWN)
    calls = ItemCall.objects.annotate(
        asked=Count("recipients__contact__entity", distinct=True),
        answered=Count("items__entity", sent, distinct=True),
        came=Count("items", sent, distinct=True),
        waiting=Count("items", Q(items__state=ItemState.RECEIVED), distinct=True),
    ).order_by("-month")
    contacts = reverse("newsletter_items:contacts")
    buttons = [HeaderButton(_("Contacts of entities"), contacts, icon_name="group", priority=20)]
    if request.user.has_perm("newsletter.add_itemcall"):
        new = reverse("newsletter_items:new")
        buttons.append(HeaderButton(_("Ask entities"), new, icon_name="plus", priority=10))
    return screen(
        request,
        "index",
        _("Items of entities"),
        buttons=tuple(sorted(buttons)),
        calls=calls[:SHOWN],
    )


@may("add_itemcall")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    form = CallForm(request.POST or None, today=local_day(now), months=_free_months(local_day(now)))
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        call, made = open_call.open_call(
            month=date.fromisoformat(asked["month"]),
            deadline=asked["deadline"],
            guidance=asked["guidance"],
            contacts=asked["contacts"],
            opened_by=who(request),
            now=now,
        )
        if made:
            messages.success(request, _asked(call.recipients.count()))
        else:
            messages.warning(
                request,
                _("The entities were asked for this month already; nobody was asked again."),
            )
        return redirect("newsletter_items:call", call.pk)
    return screen(
        request,
        "new",
        _("Ask entities for items"),
        trail=(calls_trail(),),
        form=form,
        media=form.media,
        nobody=not form.fields["contacts"].queryset.exists(),  # type: ignore[attr-defined]  # of a choice of rows
    )


@may("view_itemcall")
@require_safe
def call(request: HttpRequest, pk: int) -> HttpResponse:
    return _call(request, get_object_or_404(ItemCall, pk=pk))


@may("change_itemcall")
@require_POST
def deadline(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(ItemCall, pk=pk)
    if found.closed_at is not None:
        return _closed_already(request, found)
    now = timezone.now()
    form = DeadlineForm(request.POST, today=local_day(now))
    if not form.is_valid():
        return _call(request, found, deadline_form=form)
    if change_call.move_deadline(found, form.cleaned_data["deadline"], now):
        messages.success(request, _("The deadline was moved; the entities are told."))
    else:
        messages.info(request, _("This is the deadline already; nothing was changed."))
    return redirect("newsletter_items:call", pk)


@may("change_itemcall")
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(ItemCall, pk=pk)
    if found.closed_at is not None:
        return _closed_already(request, found)
    form = AskForm(request.POST, call=found)
    if not form.is_valid():
        return _call(request, found, ask_form=form)
    count = open_call.ask(found, form.cleaned_data["contacts"], timezone.now())
    if count:
        messages.success(request, _asked(count))
    else:
        messages.warning(request, _("The deadline has passed: move it first, then ask."))
    return redirect("newsletter_items:call", pk)


@may("change_itemcall")
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(ItemCall, pk=pk)
    if found.closed_at is not None:
        return _closed_already(request, found)
    if request.method == "POST":
        change_call.close_call(found, timezone.now())
        messages.success(request, _("The call is closed; nothing more is taken."))
        return redirect("newsletter_items:call", pk)
    return screen(
        request,
        "close",
        _("Close the call"),
        trail=(calls_trail(), (reverse("newsletter_items:call", args=[pk]), name_of(found))),
        call=found,
    )


def _closed_already(request: HttpRequest, found: ItemCall) -> HttpResponse:
    """For the second of two managers, whose screen is older than that."""
    messages.warning(request, _("The call is closed already; nothing was changed."))
    return redirect("newsletter_items:call", found.pk)


def _call(
    request: HttpRequest,
    found: ItemCall,
    *,
    deadline_form: DeadlineForm | None = None,
    ask_form: AskForm | None = None,
) -> HttpResponse:
    """One call with all that may be done; forms that were refused show what was typed."""
    now = timezone.now()
    refused = deadline_form is not None or ask_form is not None
    deadline_form = deadline_form or DeadlineForm(
        today=local_day(now), initial={"deadline": found.deadline}
    )
    ask_form = ask_form or AskForm(call=found)
    items = list(
        EntityItem.objects.filter(call=found).select_related(
            "call", "entity", "picture", "merged_into"
        )
    )
    standing = standings(items, now)
    rows = found.recipients.select_related("contact__entity")
    context: dict[str, Any] = {
        "call": found,
        "is_over": found.is_over(now),
        "items": [(item, standing[item.pk]) for item in sorted(items, key=_is_decided)],
        "entities": _entities(rows, items),
        "deadline_form": deadline_form,
        "ask_form": ask_form,
        "can_ask": ask_form.fields["contacts"].queryset.exists(),  # type: ignore[attr-defined]  # as above
        "media": deadline_form.media,
    }
    return screen(
        request,
        "call",
        name_of(found),
        trail=(calls_trail(),),
        status=422 if refused else 200,
        **context,
    )


def _is_decided(item: EntityItem) -> bool:
    return item.state != ItemState.RECEIVED


def _entities(rows: QuerySet[CallRecipient], items: list[EntityItem]) -> list[dict[str, Any]]:
    """Of each entity that was asked: its contacts, and how many items came."""
    came: dict[int, int] = {}
    for item in items:
        if item.state != ItemState.WITHDRAWN:
            came[item.entity_id] = came.get(item.entity_id, 0) + 1
    found: dict[int, dict[str, Any]] = {}
    for row in rows.order_by("contact__entity__order", "contact__entity__slug", "contact__name"):
        entity = row.contact.entity
        line = found.setdefault(
            entity.pk, {"entity": entity, "recipients": [], "came": came.get(entity.pk, 0)}
        )
        line["recipients"].append(row)
    return list(found.values())


def _free_months(today: date) -> list[date]:
    """This month and those that follow, without those for which was asked already."""
    months, month = [], today.replace(day=1)
    for _ahead in range(MONTHS_AHEAD):
        months.append(month)
        month = (
            month.replace(year=month.year + 1, month=1)
            if month.month == 12
            else month.replace(month=month.month + 1)
        )
    taken = set(ItemCall.objects.filter(month__in=months).values_list("month", flat=True))
    return [month for month in months if month not in taken]


def _asked(count: int) -> str:
    return ngettext(
        "One contact is asked by mail.", "%(count)s contacts are asked by mail.", count
    ) % {"count": count}
