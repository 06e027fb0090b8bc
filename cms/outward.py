"""How is a link marked that leaves the site? In a picture for those who see, in words for others.

The sheet of `templates/components/external` draws the picture; nothing opens in a new tab.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

_NOTICE = re.compile(r'<span class="external__notice visually-hidden">[^<]*</span>')


def leaves_the_site(address: str) -> bool:
    """Whether the address is on another host than the public one of the settings.

    Raises ValueError for what is no address, as "https://[1".
    """
    host = urlsplit(address).hostname
    return host is not None and host != urlsplit(settings.PUBLIC_URL).hostname


def opening_tag(address: str) -> str:
    """The opening tag of a link to this address, with the notice in the active language.

    The notice comes first, since Wagtail lets only the opening tag be written anew.
    """
    try:
        leaves = leaves_the_site(address)
    except ValueError:  # pasted by an editor: the text stays, and the page with it
        return SafeString("<a>")
    if not leaves:
        return format_html('<a href="{}">', address)
    return format_html(
        '<a href="{}" class="external" rel="external">'
        '<span class="external__notice visually-hidden">({}) </span>',
        address,
        _("external site"),
    )


def without_notices(html: str) -> str:
    """For feeds and other programs, where no sheet would hide the words."""
    return _NOTICE.sub("", html)
