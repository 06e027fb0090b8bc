"""How is the state of a month's column said to people, in the active language?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from blog.column.month import ColumnState
from cms.dates import moment

if TYPE_CHECKING:
    from blog.column.month import MonthColumn


def state_in_words(column: MonthColumn) -> str:
    page = column.page
    if column.state == ColumnState.DRAFT and page is not None and page.owner is not None:
        return _("draft by %(name)s") % {"name": page.owner}
    if column.state == ColumnState.SCHEDULED and column.at is not None:
        return _("scheduled for %(moment)s") % {"moment": moment(column.at)}
    return str(column.state.label)
