"""What an editor's browser makes the server write, over and over."""

from __future__ import annotations

import time
from importlib import import_module

from django.conf import settings
from django.db import OperationalError, connection, transaction
from wagtail.models import Page

from tests.faults.tasks import tell

_THINKING = 0.1  # seconds that an editor's browser leaves between two requests, at its quickest


def write_as_editor(seconds: float) -> None:
    """Tells each transaction's milliseconds in the journal, or that the database was locked."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    deadline = time.monotonic() + seconds
    number = 0
    while time.monotonic() < deadline:
        number += 1
        began = time.monotonic()
        try:
            session = store()
            session["number"] = number
            session.save()
            with transaction.atomic():
                page = Page.objects.order_by("-pk").select_for_update().first().specific
                page.search_description = f"{time.monotonic()}"
                revision = page.save_revision()
                if number % 3 == 0:
                    revision.publish()
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            tell("web locked 0")
            continue
        tell("web wrote", round((time.monotonic() - began) * 1000))
        time.sleep(_THINKING)
    connection.close()
