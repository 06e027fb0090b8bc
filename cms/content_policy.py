"""Which headers does every answer carry? What browsers may load, run, frame and send.

Outermost of the middleware, so that errors, redirects and files have them too. One policy for
readers, one for the admin, one for what people have uploaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

ADMIN_PREFIX: Final = "/admin/"
#: Someone uploaded it: it may be looked at or saved, and do nothing.
UPLOADS_POLICY: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"
_DOCUMENTS: Final = "/documents/"
#: What other sites and mail programs show as their own: pictures, feeds, answers of the API.
_SHARED: Final = ("/feeds/", "/api/", "/cards/", _DOCUMENTS)
_PERMISSIONS: Final = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "browsing-topics", "camera", "display-capture",
        "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer",
        "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip


class ContentPolicyMiddleware(CSPMiddleware):
    """Sets what is not set yet; of uploads it has the last word."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        uploads = request.path_info.startswith(settings.MEDIA_URL) or (
            # Not the form that asks for a collection's password: a sandbox could not send it.
            request.path_info.startswith(_DOCUMENTS) and "Content-Disposition" in response.headers
        )
        if uploads:
            response.headers[HEADER] = UPLOADS_POLICY
        elif request.path_info.startswith(ADMIN_PREFIX):
            # A preview was answered under its public address and has a reader's policy, by
            # which the editor could not show it in its frame.
            response.headers.pop(HEADER, None)
        shared = uploads or request.path_info.startswith((*_SHARED, settings.STATIC_URL))
        for name, value in (
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", settings.X_FRAME_OPTIONS),
            ("Referrer-Policy", settings.SECURE_REFERRER_POLICY),
            ("Permissions-Policy", _PERMISSIONS),
            ("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY),
            ("Cross-Origin-Resource-Policy", "cross-origin" if shared else "same-origin"),
        ):
            # Django leaves out X-Frame-Options where a view says so, as Wagtail's previews do.
            exempt = name == "X-Frame-Options" and getattr(response, "xframe_options_exempt", False)
            if not exempt:
                response.headers.setdefault(name, value)
        if settings.SECURE_HSTS_SECONDS and request.is_secure():
            response.headers.setdefault("Strict-Transport-Security", _transport_security())
        return super().process_response(request, response)

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(ADMIN_PREFIX) and not report_only:
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts


def _transport_security() -> str:
    """As Django's own middleware writes it; that one does not see its own errors."""
    parts = [f"max-age={settings.SECURE_HSTS_SECONDS}"]
    parts += ["includeSubDomains"] if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else []
    parts += ["preload"] if settings.SECURE_HSTS_PRELOAD else []
    return "; ".join(parts)
