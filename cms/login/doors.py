"""The doors that Wagtail would open beside ours: each leads to log-in instead."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.urls import reverse

from cms.login.next_address import safe_next

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def to_login(request: HttpRequest) -> HttpResponse:
    """Whatever was posted here is not looked at."""
    after = safe_next(request.GET.get("next"))
    query = f"?{urlencode({'next': after})}" if after else ""
    return HttpResponseRedirect(reverse("account_login") + query)


def to_reset(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("account_reset_password"))
