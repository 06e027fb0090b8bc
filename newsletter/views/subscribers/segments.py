"""Segments: parts of the list saved by name, counted by language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.db.models import ProtectedError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from cms.dates import month_name
from newsletter.models import Mailing, Segment, SubscriberLanguage
from newsletter.views.subscribers.deeds import Deed, tell
from newsletter.views.subscribers.doors import list_trail, may, screen, segments_trail, who
from newsletter.views.subscribers.filters import CriteriaForm
from newsletter.views.subscribers.segment_lines import lines_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class SegmentForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Segment
        fields = ("name",)
        error_messages = {
            "name": {
                "required": gettext_lazy("Give the segment a name."),
                "unique": gettext_lazy("Another segment has this name. Choose a different one."),
            }
        }

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())


@may("view_segment")
@require_safe
def segments(request: HttpRequest) -> HttpResponse:
    return screen(
        request,
        "segments",
        _("Segments"),
        trail=(list_trail(),),
        buttons=(
            HeaderButton(
                _("Filter the list"),
                reverse("newsletter_subscribers:index"),
                icon_name="group",
            ),
        ),
        lines=lines_of(Segment.objects.all()),
        languages=SubscriberLanguage.labels,
    )


@may("add_segment")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The criteria are those of the list's filter, which stands in the address."""
    asked = CriteriaForm(request.GET)
    if not asked.is_valid() or asked.criteria().is_empty:
        messages.error(
            request,
            _("Filter the list first: by language, audience, entity, place or time on the list."),
        )
        return redirect("newsletter_subscribers:index")
    criteria = asked.criteria()
    form = SegmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        segment = form.save(commit=False)
        segment.criteria = criteria.to_json()
        segment.save()
        tell(Deed.SEGMENT_SAVED, segment, who(request))
        messages.success(request, _("The segment is saved."))
        return redirect("newsletter_subscribers:segments")
    draft = Segment(criteria=criteria.to_json())
    return screen(
        request,
        "segment",
        _("Save as a segment"),
        trail=(list_trail(), segments_trail()),
        status=400 if form.errors else 200,
        form=form,
        line=lines_of([draft])[0],
        button=_("Save the segment"),
        back=f"{reverse('newsletter_subscribers:index')}?{request.GET.urlencode()}",
    )


@may("change_segment")
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    segment = get_object_or_404(Segment, pk=pk)
    form = SegmentForm(request.POST or None, instance=segment)
    if request.method == "POST" and form.is_valid():
        form.save()
        tell(Deed.SEGMENT_SAVED, segment, who(request))
        messages.success(request, _("The segment has its new name."))
        return redirect("newsletter_subscribers:segments")
    return screen(
        request,
        "segment",
        _("Rename the segment"),
        trail=(list_trail(), segments_trail()),
        status=400 if form.errors else 200,
        form=form,
        line=lines_of([segment])[0],
        button=_("Save the name"),
        back=reverse("newsletter_subscribers:segments"),
    )


@may("delete_segment")
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    segment = get_object_or_404(Segment, pk=pk)
    months = [
        month_name(month, get_language() or settings.LANGUAGE_CODE)
        for month in Mailing.objects.filter(segment=segment).values_list("month", flat=True)
    ]
    if request.method == "POST":
        if _deleted(segment, request):
            messages.success(request, _("The segment is deleted; its subscribers stay."))
        else:
            messages.error(
                request,
                _("The segment was not deleted: a mailing uses it, whose record it belongs to."),
            )
        return redirect("newsletter_subscribers:segments")
    return screen(
        request,
        "segment_delete",
        _("Delete the segment"),
        trail=(list_trail(), segments_trail()),
        segment=segment,
        months=months,
    )


def _deleted(segment: Segment, request: HttpRequest) -> bool:
    """Whether it could be; a mailing protects its segment."""
    number = segment.pk
    try:
        segment.delete()
    except ProtectedError:
        return False
    segment.pk = number  # the trail tells of it by its number
    tell(Deed.SEGMENT_DELETED, segment, who(request))
    return True
