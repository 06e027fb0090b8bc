"""What stands around every public page: menu, language switch, feeds, footer.

Everything is worked out when a template asks for it, so that answers without the site's
header (feeds, the admin) cost nothing.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.addresses import absolute, feed_links, form_address
from cms.elsewhere import pages_of_that_name
from cms.menus import Chosen, Link, LinkGroup, chosen, public_pages
from cms.models import AlertBanner, ContentPage, SiteIdentity
from cms.models.menu import MENU_ITEMS, text_in
from cms.outward import leaves_the_site
from cms.pictures import Purpose, picture_of
from cms.place import place_of
from cms.teaser import Kind

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cms.models.pages import ContentPageQuerySet
    from cms.teaser import Picture

SECTION_DEPTH = 3  # root, home, section


def home_url(language: str) -> str:
    with translation.override(language):
        return reverse("wagtail_serve", args=[""])


def _of_forms(name: str) -> str:
    """Where a feature's form is sent, by the name of its door; empty without the feature."""
    with suppress(NoReverseMatch):
        return form_address(reverse(name))
    return ""


class Chrome:
    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.language = get_language() or settings.LANGUAGE_CODE

    @cached_property
    def _site(self) -> Site | None:
        return cast("Site | None", Site.find_for_request(self.request))

    @cached_property
    def _identity(self) -> SiteIdentity | None:
        return SiteIdentity.for_site(self._site) if self._site else None

    @cached_property
    def logo(self) -> Picture | None:
        return picture_of(self._identity.logo, Purpose.LOGO) if self._identity else None

    @cached_property
    def emblem(self) -> Picture | None:
        return picture_of(self._identity.emblem, Purpose.LOGO) if self._identity else None

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
            .select_related("locale")
            .order_by("path")
        )

    @cached_property
    def _chosen(self) -> Chosen:
        return chosen(self._identity, self.language, timezone.now()) if self._identity else Chosen()

    @cached_property
    def menu(self) -> list[dict[str, Any]]:
        """What editors chose, else the sections that are marked for menus.

        `current` is the value of `aria-current` (WAI-ARIA 1.2): "page" for the page itself,
        "true" for the section that it stands in, else empty.
        """
        links = self._chosen.menu
        if links is None:
            shown = [page for page in self._sections if page.show_in_menus][:MENU_ITEMS]
            links = tuple(self._link(page) for page in shown)
        current = self._current(links)
        return [
            {
                "title": link.title,
                "url": link.url,
                "external": link.external,
                "current": self._how_current(link.url) if link.url == current else "",
            }
            for link in links
        ]

    def _link(self, page: ContentPage) -> Link:
        return Link(page.title, page.get_url(self.request) or "")

    def _current(self, links: tuple[Link, ...]) -> str:
        """The item that leads nearest to where the reader is; home only when they are there."""
        path = self.request.path
        above = [
            link.url
            for link in links
            if link.url == path or (path.startswith(link.url or "\n") and link.url != self.home_url)
        ]
        return max(above, key=len, default="")

    def _how_current(self, url: str) -> str:
        return "page" if url == self.request.path else "true"

    @cached_property
    def footer_groups(self) -> list[LinkGroup]:
        """What editors chose, else all standing pages; the directory follows the first group."""
        groups = self._chosen.footer
        if groups is None:
            pages = [
                page
                for page in self._sections
                if getattr(page.specific_class, "kind", None) is Kind.STANDARD
            ]
            groups = (LinkGroup(_("About the site"), tuple(self._link(page) for page in pages)),)
        directory = (
            Link(_("People"), reverse("people")),
            Link(_("Entities"), reverse("entities")),
            Link(_("Topics"), reverse("topics")),
        )
        if not groups:
            return [LinkGroup(_("About the site"), directory)]
        first, *others = groups
        return [LinkGroup(first.title, first.links + directory), *others]

    @property
    def map_url(self) -> str:
        return reverse("site_map")

    @cached_property
    def alert(self) -> dict[str, Any] | None:
        """The banner at the top of every page, while it is in force."""
        now = timezone.now()
        banner = AlertBanner.objects.filter(site=self._site).select_related("page").first()
        if banner is None or not banner.is_in_force(now):
            return None
        page = next(iter(public_pages([banner], self.language, now).values()), None)
        return {
            "text": str(banner.text),
            "level": banner.level,
            "url": page.get_url(self.request) if page else banner.url,
            "external": page is None and leaves_the_site(banner.url),
            "label": text_in(banner.link_label, self.language),
        }

    @property
    def same_name(self) -> list[Link]:
        """On a missing page: pages elsewhere that have its name."""
        return pages_of_that_name(self.request.path, self.language, timezone.now())

    @cached_property
    def newsletter_url(self) -> str:
        for page in self._sections:
            if getattr(page.specific_class, "feed", "") == "newsletter":
                return str(page.get_url(self.request))
        return ""

    @property
    def subscribe_url(self) -> str:
        """Where the sign-up for the letter is sent, from an exported page too."""
        return _of_forms("subscribe")

    @property
    def search_url(self) -> str:
        """Where is searched: by the CMS, for a site of files has nobody who could answer."""
        return _of_forms("search")

    @property
    def subscribe_media_url(self) -> str:
        return _of_forms("subscribe_media")

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
        """One entry a language: the same page where it exists, else the nearest one above it."""
        place = place_of(self.request)
        addresses = place.addresses
        return [
            {
                "code": code,
                "name": name,
                "url": addresses.get(code) or place.nearest.get(code) or home_url(code),
                "current": code == self.language,
                "exists": code in addresses,
                # What is nowhere, as a missing page, is not untranslated.
                "untranslated": bool(addresses) and code not in addresses,
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
