"""Own rules for Wagtail's checks of the preview, which see the page as readers do.

What each rule evaluates is in `static/js/admin/content_checks.js`, by the same names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms import Media
from wagtail.admin.userbar import ContentCheckerItem

from cms.desk.faults import FaultKind

if TYPE_CHECKING:
    from django.http import HttpRequest

_WORDS = "main :is(p, li, h1, h2, h3, td, th, blockquote)"

#: Rule, what it looks at, and the fault it is in our list.
RULES = (
    ("barza-link-text", "main a[href]", FaultKind.EMPTY_LINK),
    ("barza-foreign-text", _WORDS, FaultKind.FOREIGN_TEXT),
    ("barza-dead-link", "main a", FaultKind.UNREACHABLE_LINK),
    ("barza-picture-words", "main figure img", FaultKind.MISSING_ALT),
)


class HouseChecks(ContentCheckerItem):
    """Wagtail's checker with the house's rules beside its own."""

    def get_axe_run_only(self, request: HttpRequest) -> list[str]:
        return [*super().get_axe_run_only(request), *(rule for rule, _where, _kind in RULES)]

    def get_axe_custom_rules(self, request: HttpRequest) -> list[dict[str, Any]]:
        own = [
            {
                "id": rule,
                "impact": "serious" if kind.is_serious else "moderate",
                "selector": selector,
                "tags": ["best-practice"],
                "any": [f"check-{rule}"],
                "enabled": True,
            }
            for rule, selector, kind in RULES
        ]
        return [*super().get_axe_custom_rules(request), *own]

    def get_axe_custom_checks(self, request: HttpRequest) -> list[dict[str, Any]]:
        own = [{"id": f"check-{rule}"} for rule, _where, _kind in RULES]
        return [*super().get_axe_custom_checks(request), *own]

    def get_axe_messages(self, request: HttpRequest) -> dict[str, Any]:
        own = {
            rule: {"error_name": str(kind.label), "help_text": kind.advice}
            for rule, _where, kind in RULES
        }
        return {**super().get_axe_messages(request), **own}

    @property
    def media(self) -> Media:
        return Media(js=["js/admin/content_checks.js"])
