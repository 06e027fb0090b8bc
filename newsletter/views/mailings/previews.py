"""What the letter looks like: both languages side by side, narrow and wide, light and dark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from newsletter.actions.open_mailing import mailing_of
from newsletter.actions.render_editions import issue_pages
from newsletter.letter import RECIPIENT_TOKEN
from newsletter.models import SubscriberLanguage, TestReader
from newsletter.rendering.places import (
    greeting_in_html,
    greeting_in_text,
    greeting_place,
)
from newsletter.tokens import TEST_TOKEN
from newsletter.views.mailings.doors import may, month_in, named, screen
from newsletter.views.mailings.variants import Shown, is_frozen, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from newsletter.rendering.head import Greeting

WIDTHS: Final = {"phone": 375, "desktop": 640}
SCHEMES: Final = ("light", "dark")
_DARK: Final = re.compile(r"@media\s*\(\s*prefers-color-scheme\s*:\s*dark\s*\)")
#: Pictures of the house; a letter that was frozen under another address is shown with them too.
_OWN_PICTURE: Final = re.compile(
    rf'src="https?://[^/"]+(?=(?:{re.escape(settings.MEDIA_URL)}|{re.escape(settings.STATIC_URL)}))'
)
_PAIR, _BOTH, _PLAIN = "pair", "both", "plain"


@may("view_mailing")
@require_safe
def preview(request: HttpRequest, month: str) -> HttpResponse:
    """`show` is pair, both or plain; `width` phone or desktop; `scheme` light or dark."""
    first = month_in(month)
    mailing = mailing_of(first)
    if mailing is None and not issue_pages(first):
        raise Http404("no issue of that month")
    view = _one_of(request, "show", (_PAIR, _BOTH, _PLAIN))
    both = SubscriberLanguage.BOTH.value
    variants = [v for v in SubscriberLanguage.values if (v == both) == (view == _BOTH)]
    wanted = shown(mailing, first, variants)
    return screen(
        request,
        "preview",
        _("Previews"),
        month=first,
        mailing=mailing,
        frozen=is_frozen(mailing),
        wanted=[(edition, plain_text(edition)) for edition in wanted],
        show=view,
        width=_one_of(request, "width", tuple(WIDTHS)),
        scheme=_one_of(request, "scheme", SCHEMES),
        title_of=named(first),
        test_readers=TestReader.objects.count(),
    )


@may("view_mailing")
@never_cache
@xframe_options_sameorigin
@require_safe
def edition(request: HttpRequest, month: str, variant: str) -> HttpResponse:
    """The letter itself, for a frame. It may show pictures and its own styles, and do nothing."""
    first = month_in(month)
    if variant in SubscriberLanguage.values:
        for one in shown(mailing_of(first), first, (variant,)):
            scheme = _one_of(request, "scheme", SCHEMES)
            response = HttpResponse(as_seen(one, scheme))
            response._csp_replace = _POLICY  # type: ignore[attr-defined]  # read by django-csp
            return response
    raise Http404("no such edition")


#: The mail's own styles are inline; nothing else of it may work, and nobody else may frame it.
_POLICY: Final = {
    "default-src": [NONE],
    "script-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "style-src-elem": [UNSAFE_INLINE],
    "img-src": [SELF, settings.PUBLIC_URL],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": True,
}


def as_seen(edition: Shown, scheme: str) -> str:
    """The HTML as a reader without a name gets it, in the colours that are wanted."""
    html = _with_parts(edition, edition.html, greeting_in_html)
    html = _OWN_PICTURE.sub('src="', html)
    return _DARK.sub("@media all" if scheme == "dark" else "@media not all", html)


def plain_text(edition: Shown) -> str:
    return _with_parts(edition, edition.plain, greeting_in_text)


def _with_parts(edition: Shown, text: str, greet: Callable[[Greeting, str], str]) -> str:
    for greeting in edition.head.greetings:
        text = text.replace(greeting_place(greeting.language), greet(greeting, ""))
    return text.replace(RECIPIENT_TOKEN, TEST_TOKEN)


def _one_of(request: HttpRequest, name: str, allowed: tuple[str, ...]) -> str:
    value = request.GET.get(name, "")
    return value if value in allowed else allowed[0]
