"""Which Content-Security-Policy an answer carries: strict for readers, less so for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

ADMIN_PREFIX = "/admin/"


class ContentPolicyMiddleware(CSPMiddleware):
    """Wagtail's admin has inline scripts (date pickers) and styles; no public page has."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith(ADMIN_PREFIX) and not report_only:
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts
