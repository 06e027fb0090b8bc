"""Puts addresses that count in the place of an edition's links."""

from __future__ import annotations

from typing import Final
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from cms.addresses import absolute, form_address
from newsletter.models import IssuePage, Mailing, MailingLink, SubscriberLanguage
from newsletter.rendering.click_links import counted_links, replace_links
from newsletter.tokens import click_token_for

#: Stands for a token while the address before it is asked for.
_ANY: Final = "token"


def counted_html(mailing: Mailing, variant: str, html: str) -> str:
    """The edition's HTML with addresses that count clicks, the same for all its readers.

    `variant` is a value of SubscriberLanguage. Run again, also for what it gave before, it gives
    the same: a link keeps its number in all editions. The issue's own page, where mails say "read
    on the web", and readers' own links are not counted. With NEWSLETTER_COUNT_CLICKS off the HTML
    comes back as it is.
    """
    if not settings.NEWSLETTER_COUNT_CLICKS:
        return html
    language = settings.LANGUAGE_CODE if variant == SubscriberLanguage.BOTH else variant
    left = own_pages(mailing)
    counting = counting_address(language, _ANY).partition(_ANY)[0]
    wanted = [a for a in counted_links(html) if a not in left and not a.startswith(counting)]
    numbers = _links(mailing, wanted)

    def address_of(address: str) -> str | None:
        if address not in numbers:
            return None
        return counting_address(language, click_token_for(numbers[address], variant))

    return replace_links(html, address_of)


def counting_address(language: str, token: str) -> str:
    """Where a counted link leads: to the CMS, as all that is a reader's own."""
    with translation.override(language):
        path = reverse("click", args=[token])
    return urljoin(f"{settings.PUBLIC_URL}/", form_address(path))


def own_pages(mailing: Mailing) -> frozenset[str]:
    """Absolute addresses of the mailing's issue on the web, by language."""
    issues = IssuePage.objects.filter(month=mailing.month, alias_of__isnull=True)
    found = (issue.get_url() for issue in issues.select_related("locale"))
    return frozenset(absolute(url) for url in found if url)


def _links(mailing: Mailing, addresses: list[str]) -> dict[str, int]:
    """Ids of the links' rows by address; those that are new get the next numbers."""
    with transaction.atomic():
        # Two editions handed over at once must not both take a number.
        Mailing.objects.select_for_update().get(pk=mailing.pk)
        rows = MailingLink.objects.filter(mailing=mailing)
        known = {row.url: row for row in rows}
        last = max((row.number for row in known.values()), default=0)
        new = [address for address in addresses if address not in known]
        MailingLink.objects.bulk_create(
            MailingLink(mailing=mailing, number=number, url=url)
            for number, url in enumerate(new, start=last + 1)
        )
        return dict(MailingLink.objects.filter(mailing=mailing).values_list("url", "pk"))
