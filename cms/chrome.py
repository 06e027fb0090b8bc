"""What stands around every public page: menu, language switch, feeds, footer.

Everything is worked out when a template asks for it, so that answers without the site's
header (feeds, the admin) cost nothing.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.addresses import absolute, feed_links
from cms.models import ContentPage, SiteIdentity
from cms.pages import StandardPage
from cms.place import place_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cms.models.pages import ContentPageQuerySet

#: The design rules of the government's sites allow seven items at most.
MENU_ITEMS = 7

SECTION_DEPTH = 3  # root, home, section


def home_url(language: str) -> str:
    with translation.override(language):
        return reverse("wagtail_serve", args=[""])


class Chrome:
    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.language = get_language() or settings.LANGUAGE_CODE

    @cached_property
    def _identity(self) -> SiteIdentity | None:
        site = Site.find_for_request(self.request)
        return SiteIdentity.for_site(site) if site else None

    @property
    def site_name(self) -> str:
        return str(self._identity.name) if self._identity and self._identity.name else _("Barza")

    @property
    def tagline(self) -> str:
        return str(self._identity.tagline) if self._identity else ""

    @cached_property
    def social(self) -> list[dict[str, str]]:
        if self._identity is None or self._identity.pk is None:
            return []
        return [
            {"name": account.get_network_display(), "url": account.url}
            for account in self._identity.accounts.all()
        ]

    @cached_property
    def _sections(self) -> list[ContentPage]:
        pages = cast("ContentPageQuerySet", ContentPage.objects.get_queryset())
        return list(
            pages.public_live(timezone.now())
            .filter(depth=SECTION_DEPTH, locale__language_code=self.language)
            .order_by("path")
        )

    @cached_property
    def menu(self) -> list[dict[str, Any]]:
        items = [page for page in self._sections if page.show_in_menus][:MENU_ITEMS]
        return [
            {
                "title": page.title,
                "url": page.get_url(self.request),
                "current": self.request.path.startswith(page.get_url(self.request) or "\n"),
            }
            for page in items
        ]

    @cached_property
    def footer_links(self) -> list[dict[str, str]]:
        pages = [page for page in self._sections if page.specific_class is StandardPage]
        return [
            *({"title": page.title, "url": page.get_url(self.request)} for page in pages),
            {"title": _("People"), "url": reverse("people")},
            {"title": _("Entities"), "url": reverse("entities")},
            {"title": _("Topics"), "url": reverse("topics")},
        ]

    @cached_property
    def newsletter_url(self) -> str:
        for page in self._sections:
            if getattr(page.specific_class, "feed", "") == "newsletter":
                return str(page.get_url(self.request))
        return ""

    @property
    def feeds(self) -> list[dict[str, str]]:
        return feed_links("all", title=self.site_name)

    @property
    def feeds_page_url(self) -> str:
        return reverse("feeds")

    @property
    def canonical(self) -> str:
        """The page's one absolute address; empty where there is no page, as on errors."""
        return absolute(self.request.path) if place_of(self.request).addresses else ""

    @property
    def home_url(self) -> str:
        return home_url(self.language)

    @cached_property
    def languages(self) -> list[dict[str, Any]]:
        """One entry a language: the same page where it exists, else that language's home."""
        addresses = place_of(self.request).addresses
        return [
            {
                "code": code,
                "name": name,
                "url": addresses.get(code) or home_url(code),
                "current": code == self.language,
                "exists": code in addresses,
            }
            for code, name in settings.LANGUAGES
        ]

    @cached_property
    def alternates(self) -> list[dict[str, str]]:
        """Absolute `hreflang` links, with `x-default` on the default language."""
        addresses = place_of(self.request).addresses
        links = [{"hreflang": code, "url": absolute(url)} for code, url in addresses.items()]
        default = addresses.get(settings.LANGUAGE_CODE)
        if default:
            links.append({"hreflang": "x-default", "url": absolute(default)})
        return links


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    return {"chrome": Chrome(request)}
