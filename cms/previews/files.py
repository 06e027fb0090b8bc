"""Which files does a private link open? The pictures and documents of the version it shows.

A preview is read without a log-in, and its files are asked for one by one, without the link's
address. A cookie of the link, kept by the browser while the link lives, says that it was opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from cms.previews import tokens
from cms.previews.models import PreviewLink
from cms.previews.render import page_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from cms.models import CustomDocument, CustomImage

#: One cookie a link, so that several previews can stand open beside each other.
_COOKIE: Final = "preview-"
#: Only a browser that was made to would send more.
_AT_MOST: Final = 20


def remember(link: PreviewLink, token: str, answer: HttpResponse, now: datetime) -> None:
    """Lets the browser that got `answer` ask for the files of `link` until its hour."""
    answer.set_cookie(
        f"{_COOKIE}{link.pk}",
        token,
        max_age=link.expires_at - now,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def opens(request: HttpRequest, file: CustomImage | CustomDocument, now: datetime) -> bool:
    """Whether a link that this browser opened, and that is still valid, shows `file`."""
    asked = [value for name, value in request.COOKIES.items() if name.startswith(_COOKIE)]
    digests = {tokens.digest_of(token) for token in asked[:_AT_MOST]} - {None}
    if not digests:
        return False
    links = PreviewLink.objects.usable(now).filter(digest__in=digests, content__isnull=False)
    return any(_shows(link, file) for link in links.select_related("page"))


def _shows(link: PreviewLink, file: CustomImage | CustomDocument) -> bool:
    kind = ContentType.objects.get_for_model(file).pk
    # The index knows what is stored; the link's version is not. The finder of the index itself
    # sees every field, block and paragraph, and has no public name.
    finder: Any = ReferenceIndex._extract_references_from_object
    return any(found[:2] == (kind, str(file.pk)) for found in finder(page_of(link)))
