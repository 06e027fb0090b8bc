"""Makes a private link to what a page says now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.previews import tokens
from cms.previews.models import PreviewLink

if TYPE_CHECKING:
    from datetime import datetime

    from wagtail.models import Page

    from cms.models import User

LIFETIME: Final = timedelta(hours=72)


class NothingToShare(ValueError):
    """The page is a stand-in for another, which is the one to share; the text is for people."""


@dataclass(frozen=True, slots=True)
class Shared:
    """The one moment in which the address is known."""

    link: PreviewLink
    address: str


@transaction.atomic
def share(
    page: Page,
    *,
    user: User | None,
    now: datetime,
    lifetime: timedelta = LIFETIME,
    note: str = "",
) -> Shared:
    """A link to the newest revision of `page`, valid for `lifetime` (at most `tokens.LONGEST`).

    A page that was never saved in the editor gets its first revision. Raises `NothingToShare`
    for aliases.
    """
    page = page.specific
    if page.alias_of_id is not None:
        raise NothingToShare(_("This page repeats another one: share the original."))
    revision: Any = page.get_latest_revision()
    if revision is None:
        revision = page.save_revision(user=user, changed=False, clean=False)
    token = tokens.new_token()
    link = PreviewLink.objects.create(
        page_id=page.pk,
        revision=revision,
        content=revision.content,
        digest=tokens.digest_of(token) or "",
        note=note.strip()[:120],
        created_by=user,
        created_at=now,
        expires_at=now + min(lifetime, tokens.LONGEST),
    )
    log(
        instance=page,
        action="barza.preview.share",
        user=user,
        revision=revision,
        data={"link": link.pk, "expires_at": link.expires_at.isoformat()},
    )
    return Shared(link, _address(token))


def _address(token: str) -> str:
    """Where the editors' house answers: the public site may be files without a program."""
    return urljoin(f"{settings.WAGTAILADMIN_BASE_URL}/", reverse("preview", args=[token]))
