"""What the head of a document says to machines, for templates/base.html."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import template

from cms.machines.head import Head, head_of
from cms.machines.manifest import GROUND_BY_DAY, GROUND_BY_NIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from cms.chrome import Chrome

register = template.Library()


@register.simple_tag(takes_context=True)
def head_for_machines(context: Mapping[str, Any]) -> Head:
    """Titles, sharing picture and structured data of what the context is about to show."""
    flat = cast("Any", context).flatten()
    return head_of(flat, cast("Chrome", context["chrome"]))


@register.simple_tag
def theme_colour(scheme: str) -> str:
    """The colour of the browser's frame in the scheme "light" or "dark"."""
    return GROUND_BY_NIGHT if scheme == "dark" else GROUND_BY_DAY
