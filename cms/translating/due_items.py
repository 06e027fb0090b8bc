"""What waits for those who translate, on the admin's first screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.access.roles import Role, has_role
from cms.due import DueGroup, DueItem
from cms.languages import language_name
from cms.translating.models import Standing
from cms.translating.overview import Row, overview

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cms.models import User

SHOWN = 10
WAITING = (Standing.STALE, Standing.MISSING)


def due_items(user: User, now: datetime) -> Iterator[DueItem]:
    """Translations out of date, then public pages without one; the first ten, and how many more.

    For editors also those that a translator has finished, which they publish.
    """
    if not has_role(user, Role.TRANSLATOR, Role.EDITOR):
        return
    wanted = (*WAITING, Standing.READY) if has_role(user, Role.EDITOR) else WAITING
    rows = [row for row in overview(user) if row.standing in wanted]
    for row in rows[:SHOWN]:
        yield _item(row)
    more = len(rows) - SHOWN
    if more > 0:
        text = ngettext("%(count)d more page", "%(count)d more pages", more) % {"count": more}
        yield DueItem(
            group=DueGroup.TRANSLATION,
            title=text,
            url=reverse("translating:report"),
            action=_("Open the report"),
        )


def _item(row: Row) -> DueItem:
    stale, ready = row.standing == Standing.STALE, row.standing == Standing.READY
    names = {"language": language_name(row.into), "source": language_name(row.language)}
    if stale:
        detail = _("%(source)s changed after the %(language)s was approved") % names
    elif ready:
        detail = _("Ready to publish: %(language)s") % names
    else:
        detail = _("Not translated: %(language)s") % names
    return DueItem(
        group=DueGroup.TRANSLATION,
        title=row.page_title or row.title,
        url=row.url,
        detail=detail,
        action=_("Compare") if stale or ready else _("Translate"),
        urgent=stale,
        language=row.into if row.page_title else row.language,
        page_id=row.page_id or row.source_id,
    )
