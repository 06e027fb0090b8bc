"""How Wagtail's widgets start without inline script: as data that a static script reads.

Wagtail writes `<script>new PageChooser("id", {...});</script>` behind each chooser. The policy of
the admin runs no such script, so the same call is written as JSON, and `static/js/admin/start.js`
makes it. Only the names of a fixed list are called there.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from wagtail.admin.widgets import BaseChooser

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

_CALL: Final = re.compile(r"\s*(?:new )?(?P<name>\w+)\((?P<arguments>.*)\);?\s*", re.DOTALL)
# Inside a script element only these could end it or begin another.
_ESCAPES: Final = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


class NotACall(ValueError):
    """A widget of a newer Wagtail starts in a way that this does not know."""


def start(name: str, *arguments: Any) -> SafeString:
    """The element that has `name(*arguments)` called, or made with `new`, on its page."""
    text = json.dumps(arguments, ensure_ascii=False).translate(_ESCAPES)
    return format_html(
        '<script type="application/json" data-start="{}">{}</script>', name, mark_safe(text)
    )


def inert(call: str) -> SafeString:
    """`new Name("id", {...});` as data. Raises `NotACall` for anything else."""
    found = _CALL.fullmatch(call)
    if found is None:
        raise NotACall(call)
    try:
        arguments = json.loads(f"[{found['arguments']}]")
    except json.JSONDecodeError as fault:
        raise NotACall(call) from fault
    return start(found["name"], *arguments)


def render(
    self: Any, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
) -> SafeString:
    """`BaseChooser.render`, with its start as data."""
    if not attrs or "id" not in attrs:
        raise TypeError("BaseChooser cannot be rendered without an 'id' attribute")
    data = self.get_value_data(value)
    html = self.render_html(name, data, attrs)
    return mark_safe(f"{html}{inert(self.render_js_init(attrs['id'], name, data))}")


def replace_inline_scripts() -> None:
    """Once, when the applications are ready: choosers have no template for their start."""
    BaseChooser.render = render
