"""When an approved letter goes out; taking it off again, and giving it up."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from cms.dates import moment
from cms.login.step_up import proof_required
from newsletter.actions.schedule import NotThen, WillChange, calendar, cancel, schedule, unschedule
from newsletter.actions.void_changed import ContentChanged
from newsletter.gate.findings import in_the_active_language
from newsletter.models import Mailing, MailingState, Segment, SubscriberLanguage
from newsletter.segmenting import UnknownCriteria, subscribers_of
from newsletter.sending_days import FURTHEST, USUAL_SPAN, Rule, next_possible
from newsletter.views.mailings.doors import for_mailing, may, screen, to_month, who
from newsletter.views.mailings.forms import ReasonForm, ScheduleForm
from newsletter.views.mailings.rule_words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

_SCHEDULABLE = (MailingState.APPROVED, MailingState.SCHEDULED)
_SHOWN_SEGMENTS = 20


@may("send_mailing")
@proof_required(timedelta(minutes=15))
@require_http_methods(["GET", "HEAD", "POST"])
@for_mailing
def scheduling(request: HttpRequest, mailing: Mailing) -> HttpResponse:
    if request.method == "POST":
        return _schedule(request, mailing)
    if mailing.state not in _SCHEDULABLE:
        return to_month(mailing.month)
    return _form(request, mailing, ScheduleForm(initial=_initial(mailing)))


def _schedule(request: HttpRequest, mailing: Mailing) -> HttpResponse:
    form = ScheduleForm(request.POST)
    if not form.is_valid():
        return _form(request, mailing, form)
    now = timezone.now()
    send_at, not_after = form.cleaned_data["send_at"], form.cleaned_data["not_after"]
    offered = _offered(request)
    if offered is not None:
        send_at, not_after = offered, offered + USUAL_SPAN
    try:
        schedule(
            mailing.pk,
            who(request),
            send_at=send_at,
            not_after=not_after,
            segment=form.cleaned_data["segment"],
            now=now,
        )
    except NotThen as refused:
        rule = refused.refusal.rule
        ends = rule in (Rule.ENDS_BEFORE, Rule.ENDS_LATE)
        form.add_error("last_day" if ends else "day", words_of(refused.refusal))
        possible = None if ends else next_possible(send_at, now, calendar())
        return _form(request, mailing, form, possible=possible)
    except WillChange as refused:
        words = [in_the_active_language(change.words) for change in refused.changes]
        form.add_error("day", _("By then the letter would be another one."))
        return _form(request, mailing, form, coming=words or refused.lines.splitlines())
    except ContentChanged:
        messages.error(
            request,
            _(
                "Something that the letter shows has changed since it was approved. The approval "
                "is void, the letter is a draft again, and nothing was scheduled."
            ),
        )
        return to_month(mailing.month)
    messages.success(
        request,
        _("The letter is scheduled for %(moment)s, Dubai time.")
        % {"moment": moment(send_at, get_language() or "ar")},
    )
    return to_month(mailing.month)


def _offered(request: HttpRequest) -> datetime | None:
    """The moment of the button that an error offered."""
    try:
        found = datetime.fromisoformat(request.POST.get("offered", ""))
    except ValueError:
        return None
    is_ours = found.tzinfo is not None and found - timezone.now() <= FURTHEST * 2
    return found if is_ours else None


def _initial(mailing: Mailing) -> dict[str, object]:
    zone = timezone.get_default_timezone()
    now = timezone.now()
    tomorrow = (timezone.localtime(now, zone) + timedelta(days=1)).replace(
        hour=9, minute=0, second=0, microsecond=0
    )
    at = mailing.send_at or next_possible(tomorrow, now, calendar())
    end = mailing.not_after or at + USUAL_SPAN
    at, end = timezone.localtime(at, zone), timezone.localtime(end, zone)
    return {
        "day": at.date(),
        "hour": at.time(),
        "last_day": end.date(),
        "last_hour": end.time(),
        "segment": mailing.segment_id,
    }


def _form(
    request: HttpRequest,
    mailing: Mailing,
    form: ScheduleForm,
    *,
    possible: datetime | None = None,
    coming: Sequence[str] = (),
) -> HttpResponse:
    return screen(
        request,
        "schedule",
        _("Schedule"),
        month=mailing.month,
        mailing=mailing,
        form=form,
        media=form.media,
        possible=possible,
        possible_key=possible.isoformat() if possible else "",
        coming=coming,
        audiences=audiences(),
        languages=SubscriberLanguage.choices,
        status=422 if form.errors else 200,
    )


def audiences() -> list[tuple[str, list[int], int]]:
    """Everyone and each segment by name, with how many readers it has in each language."""
    segments: list[Segment | None] = [None, *Segment.objects.all()[:_SHOWN_SEGMENTS]]
    rows = []
    for segment in segments:
        try:
            readers = subscribers_of(segment)
        except UnknownCriteria:
            continue
        found = dict(readers.order_by().values_list("language").annotate(count=Count("pk")))
        counts = [found.get(language, 0) for language in SubscriberLanguage.values]
        name = segment.name if segment else _("Everyone on the list")
        rows.append((name, counts, sum(counts)))
    return rows


@may("send_mailing")
@require_POST
@for_mailing
def unscheduling(request: HttpRequest, mailing: Mailing) -> HttpResponse:
    unschedule(mailing.pk, who(request), timezone.now())
    messages.success(
        request, _("The letter was taken off the schedule. It stays approved; nothing is sent.")
    )
    return to_month(mailing.month)


@may("send_mailing")
@proof_required(timedelta(minutes=15))
@require_http_methods(["GET", "HEAD", "POST"])
@for_mailing
def cancelling(request: HttpRequest, mailing: Mailing) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cancel(mailing.pk, who(request), form.cleaned_data["reason"], timezone.now())
        messages.success(request, _("The letter of the month was cancelled. Nothing is sent."))
        return to_month(mailing.month)
    return screen(
        request,
        "reason",
        _("Cancel the letter"),
        month=mailing.month,
        form=form,
        question=_(
            "The letter of this month is not sent. The issue’s pages stay as they are, and the "
            "month can have a new letter. Why is it cancelled?"
        ),
        button=_("Cancel the letter"),
    )
