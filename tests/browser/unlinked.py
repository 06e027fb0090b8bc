"""Pages that no page leads to: those behind the links of mails, and those of errors.

What only an accident or another visitor would bring about is drawn by the product itself and
handed to the browser under an address of the site.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.browser.addresses import prefix
from tests.browser.product import manage

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.product import Product

#: Where the drawn pages seem to lie.
PLACE = "/drawn/"

_PROGRAM = """
import json
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone, translation
from datetime import date, timedelta
from uuid import UUID
from cms.models import Entity
from newsletter.models import CallRecipient, EntityContact, EntityItem, ItemCall
from newsletter.models import SignUp, Subscriber
from newsletter.tokens import (
    TEST_TOKEN, call_token_for, data_token_for, sign_up_token_for, stay_token_for, token_for)

reader, _made = Subscriber.objects.get_or_create(
    email="unlinked@readers.example", defaults={"status": "active"})
left, _made = Subscriber.objects.get_or_create(
    email="left@readers.example", defaults={"status": "unsubscribed", "status_reason": "unsaid"})
asked = dict(subscriber=reader, language="ar", audience="individual", asked_at=timezone.now())
waiting = SignUp.objects.create(**asked)
confirmed = SignUp.objects.create(**asked, confirmed_at=timezone.now())

def called(month, days):
    call, _made = ItemCall.objects.get_or_create(month=month, defaults={
        "deadline": timezone.localdate() + timedelta(days=days), "opened_at": timezone.now(),
        "guidance": "نرجو رقماً واحداً."})
    recipient, _made = CallRecipient.objects.get_or_create(
        call=call, contact=contact, defaults={"asked_at": timezone.now()})
    return call, call_token_for(recipient.pk)

contact, _made = EntityContact.objects.get_or_create(
    entity=Entity.objects.last(), email="unlinked@entities.example", defaults={"name": "نورة"})
(call, items), (_call, items_over), (_call, items_gone) = (
    called(date(2001, 1, 1), 9), called(date(2001, 2, 1), -2), called(date(2001, 3, 1), -900))
item, _made = EntityItem.objects.get_or_create(token=UUID(int=1), defaults=dict(
    call=call, entity=contact.entity, contact=contact, title_ar="خدمة جديدة", text_ar="نص.",
    title_en="A new service", text_en="Text.", link="https://example.gov.ae/x",
    sent_at=timezone.now(), changed_at=timezone.now()))
own_data = data_token_for(reader.pk, timezone.now())
own_data_over = data_token_for(reader.pk, timezone.now() - timedelta(days=2))
addresses = {
    "sign-up-sent": "/subscribe/sent/",
    "sign-up-waiting": f"/subscribe/confirm/{sign_up_token_for(waiting.pk)}/",
    "sign-up-confirmed": f"/subscribe/confirm/{sign_up_token_for(confirmed.pk)}/",
    "sign-up-over": f"/subscribe/confirm/{sign_up_token_for(0)}/",
    "subscription": f"/subscription/{token_for(reader.pk)}/",
    "unsubscribe": f"/subscription/{token_for(reader.pk)}/unsubscribe/",
    "unsubscribed": f"/subscription/left/{stay_token_for(left.pk, left.status_at)}/",
    "ask-for-data": f"/subscription/{token_for(reader.pk)}/data/",
    "own-data": f"/subscription/data/{own_data}/",
    "erase": f"/subscription/data/{own_data}/erase/",
    "data-link-over": f"/subscription/data/{own_data_over}/",
    "erased": "/subscribe/erased/",
    "dead-link": "/subscription/none/",
    "test-letter": f"/subscription/{TEST_TOKEN}/",
    "test-letter-leave": f"/subscription/{TEST_TOKEN}/unsubscribe/",
    "link-cut-off": "/r/none/",
    "rating-trouble": "/page-rating/none/",
    "items-open": f"/items/{items}/",
    "items-one": f"/items/{items}/{item.pk}/",
    "items-withdraw": f"/items/{items}/{item.pk}/withdraw/",
    "items-over": f"/items/{items_over}/",
    "items-gone": f"/items/{items_gone}/",
}
drawn = {}
for code, _name in settings.LANGUAGES:
    with translation.override(code):
        for status in ("403", "403_csrf", "429", "500"):
            request = RequestFactory().get("/")
            drawn[f"{status}-{code}"] = render_to_string(f"{status}.html", request=request)
print(json.dumps({"addresses": addresses, "drawn": drawn}))
"""

MAILED = (
    "sign-up-sent", "sign-up-waiting", "sign-up-confirmed", "sign-up-over", "subscription",
    "unsubscribe", "unsubscribed", "ask-for-data", "own-data", "erase", "data-link-over", "erased",
    "dead-link", "test-letter", "test-letter-leave", "rating-trouble", "link-cut-off",
    "items-open", "items-one", "items-withdraw", "items-over", "items-gone",
)  # fmt: skip
DRAWN = ("403", "403_csrf", "429", "500")
UNLINKED = (*MAILED, *DRAWN)


@dataclass(frozen=True, slots=True)
class Unlinked:
    """`addresses` are of the first language, by name; `drawn` is HTML by name and language."""

    addresses: dict[str, str]
    drawn: dict[str, str]

    def go(self, page: Page, site: str, name: str, language: str) -> None:
        """Opens the page of this name; `site` is the address of the product."""
        if name in self.addresses:
            page.goto(f"{site}{prefix(language)}{self.addresses[name]}")
            return
        html = self.drawn[f"{name}-{language}"]
        page.route(
            f"{site}{PLACE}", lambda route: route.fulfill(body=html, content_type="text/html")
        )
        page.goto(f"{site}{PLACE}")


def unlinked_pages(product: Product) -> Unlinked:
    """The pages of the product, with a reader to whom the private ones belong."""
    said = manage(product.var, "shell", "--no-imports", "-c", _PROGRAM)
    return Unlinked(**json.loads(said.splitlines()[-1]))
