"""Was it proved just now that the right person sits there? Asked before what cannot be undone.

@proof_required(timedelta(minutes=5))
def send(request): ...
"""

from __future__ import annotations

import time
from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, TypeVar

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired

from cms.login import second_factor

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    View = TypeVar("View", bound=Callable[..., HttpResponseBase])

WITHIN: Final = timedelta(minutes=5)


def recently_proved(request: HttpRequest, within: timedelta = WITHIN) -> bool:
    """Whether the session's user showed their best proof in the last `within`.

    That is the second factor for those who have one, else the password.
    """
    if not request.user.is_authenticated:
        return False
    method = "mfa" if second_factor.is_set_up(request.user) else "password"
    proofs = [
        float(record.get("at", 0))
        for record in get_authentication_records(request, request.user)
        if record.get("method") == method
    ]
    return bool(proofs) and 0 <= time.time() - max(proofs) <= within.total_seconds()


def proof_required(within: timedelta = WITHIN) -> Callable[[View], View]:
    """Leads to the proof and back again, a posted form included, where it is too old."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not recently_proved(request, within):
                raise ReauthenticationRequired
            return view(request, *args, **kwargs)

        return guarded  # type: ignore[return-value]  # the same view, asked first

    return decorate
