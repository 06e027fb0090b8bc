"""Whom does a request ask for: by the filter in its address and the search of its session?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.models import Subscriber
from newsletter.views.subscribers.filters import ListForm
from newsletter.views.subscribers.searches import found_by, recall

if TYPE_CHECKING:
    from django.http import HttpRequest

    from newsletter.models.subscribers import SubscriberQuerySet


@dataclass(frozen=True, slots=True)
class Asked:
    """`forgotten` says that the session does not know the search any more.

    A filter that cannot be understood, or a forgotten search, finds nobody: a list that shows
    everyone instead would be taken for the answer.
    """

    form: ListForm
    text: str
    forgotten: bool
    found: SubscriberQuerySet
    query: str

    @property
    def is_everyone(self) -> bool:
        return not self.text and self.form.is_valid() and not self.form.asks

    @property
    def is_filtered(self) -> bool:
        return not self.form.is_valid() or self.form.asks


def asked(request: HttpRequest) -> Asked:
    form = ListForm(request.GET)
    mark = request.GET.get("search", "")
    text = recall(request, mark) if mark else ""
    query = request.GET.copy()
    query.pop("p", None)
    for name in [name for name, values in query.lists() if not any(values)]:
        del query[name]
    found = Subscriber.objects.none()
    if form.is_valid() and text is not None:
        found = form.apply()
        if text:
            found = found.filter(found_by(text))
        found = found.order_by(*form.columns)
    return Asked(form, text or "", text is None, found, query.urlencode())
