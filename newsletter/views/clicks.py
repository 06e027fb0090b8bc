"""The way from a link of the letter to where it leads, counted on the way.

The address is looked up by a signed number and stands nowhere in what is asked for, so that the
door can be made to lead nowhere else. Whoever sends the letter is told how often, never by whom.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.place import set_place
from newsletter.actions.count_click import count_click
from newsletter.models import MailingLink, NewsletterPage
from newsletter.tokens import click_of
from newsletter.views.private import private

if TYPE_CHECKING:
    from datetime import datetime

logger = logging.getLogger(__name__)

#: What browsers say when they fetch a page that nobody asked for yet: Sec-Purpose (Fetch), and
#: the older names of the same.
_PURPOSES: Final = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
_EAGER: Final = ("prefetch", "prerender", "preview")


@require_safe
def click(request: HttpRequest, token: str) -> HttpResponse:
    """302 to the link's address; a page of error 404 for a token that is not ours.

    HEAD, and what a browser fetches in advance, are answered alike and not counted.
    """
    found = click_of(token)
    address = _address_of(found[0]) if found else None
    if found is None or address is None:
        return _unknown(request)
    if request.method == "GET" and not _is_eager(request):
        _count(*found, timezone.now())
    response = private(HttpResponseRedirect(address))
    response["Cache-Control"] = "no-store"
    return response


def _address_of(link_id: int) -> str | None:
    return MailingLink.objects.filter(pk=link_id).values_list("url", flat=True).first()


def _is_eager(request: HttpRequest) -> bool:
    said = " ".join(request.headers.get(name, "") for name in _PURPOSES).lower()
    return any(word in said for word in _EAGER)


def _count(link_id: int, variant: str, now: datetime) -> None:
    try:
        with transaction.atomic():
            count_click(link_id, variant, now)
    except DatabaseError:
        # A figure may be one too low; a reader may not be kept from what was promised.
        logger.warning("a click was not counted", exc_info=True)


def _unknown(request: HttpRequest) -> HttpResponse:
    set_place(request, {}, {})
    sections = NewsletterPage.objects.public_live(timezone.now())
    section = sections.filter(locale__language_code=request.LANGUAGE_CODE).first()
    response = render(
        request,
        "newsletter/unknown_link.html",
        {
            "title": _("This link is not whole"),
            "issues_url": section.get_url(request) if section else "",
        },
        status=404,
    )
    response["Cache-Control"] = "no-store"
    return private(response)
