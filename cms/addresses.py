"""Addresses of the public site: absolute ones, and those of forms and feeds."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

FEED_FORMATS = (
    ("RSS", "rss.xml", "application/rss+xml"),
    ("Atom", "atom.xml", "application/atom+xml"),
)


def absolute(url: str) -> str:
    """The address with the public host, which comes from the settings, never from a request
    (a forged Host header must not reach a link in a feed or a mail)."""
    return urljoin(f"{settings.PUBLIC_URL}/", url)


def form_address(path: str) -> str:
    """Where a form of a public page is sent, and where readers' own links in mails lead: to the
    CMS, also beside pages exported elsewhere.

    Without FORMS_URL to the host the page was read on, for the content policy allows no other.
    """
    return f"{settings.FORMS_URL}{path}"


def feed_links(name: str, slug: str = "", *, title: str = "") -> list[dict[str, str]]:
    """Links to the RSS and Atom feeds of a section, or of one topic, entity or author.

    `name` is a section ("blog") or a filter ("topic", "entity", "author", with its slug).
    Addresses are site-relative, in the active language.
    """
    if not name:
        return []
    path = [name, slug] if slug else [name]
    return [
        {
            "url": reverse("feed", args=["/".join(path), file]),
            "type": mime,
            "title": _("%(title)s: %(format)s feed") % {"title": title, "format": short},
        }
        for short, file, mime in FEED_FORMATS
    ]
