"""What the templates of preview links ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from cms.previews import moments

if TYPE_CHECKING:
    from datetime import datetime

register = template.Library()


@register.filter
def moment(at: datetime | None) -> str:
    return moments.moment(at) if at else ""
