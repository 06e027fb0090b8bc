"""The faults of one page's latest text, asked for again by the editor's script after a save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from cms.desk.actions.check_page import latest_text
from cms.desk.texts import notes_if_any
from cms.models import ContentPage

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def page_checks(request: HttpRequest, page_id: int) -> HttpResponse:
    """A fragment of the side panel; only for those who may edit the page."""
    page = get_object_or_404(ContentPage, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    notes = notes_if_any(latest_text(page), timezone.now())
    return render(request, "desk/notes.html", {"notes": notes})
