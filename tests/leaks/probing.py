"""Asks every address of the resolver as someone, and says what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.contrib.auth import get_user_model
from django.contrib.messages import constants, get_messages
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision

from cms.models import CustomDocument, CustomImage, Topic
from tests.leaks.cast import ValuesOf
from tests.leaks.routes import Route, routes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.leaks.cast import Cast, Side

HOME = "/admin/"
LOGINS = ("/admin/login/", "/account/login/", "/_util/login/")


class Outcome(StrEnum):
    ALLOWED = "allowed"
    LOGIN = "login"
    REFUSED = "refused"
    BROKEN = "broken"  # 5xx


@dataclass(frozen=True, slots=True)
class Door:
    """One address of a route; `side` is empty when it is the same for both sides."""

    key: str
    side: str
    address: str

    @property
    def label(self) -> str:
        return f"{self.key} [{self.side}]" if self.side else self.key


#: What one route of Wagtail's does to many kinds of things.
BULK = {
    "wagtailcore/page": ("delete", "move", "publish", "unpublish"),
    "cms/customimage": ("delete", "add_tags", "add_to_collection"),
    "cms/customdocument": ("delete", "add_tags", "add_to_collection"),
    "cms/user": ("delete", "assign_role", "set_active_state"),
    "cms/topic": ("delete",),
}
_BULK_IDS = {
    "wagtailcore/page": "page_id", "cms/customimage": "image_id",
    "cms/customdocument": "document_id",
    "cms/user": "pk of wagtailusers_users", "cms/topic": "pk of wagtailsnippets_cms_topic",
}  # fmt: skip


def doors(cast: Cast, urlconf: str | None = None) -> list[Door]:
    """Every route once for each side, or once when both sides have the same address."""
    found: list[Door] = []
    for route in routes(urlconf):
        if route.name == "wagtail_bulk_action":
            found += _bulk(cast)
            continue
        own, foreign = (_address(route, side) for side in (cast.own, cast.foreign))
        if not _leads_to(own, route, urlconf):
            continue  # hidden by a route before it, which is asked itself
        if own == foreign:
            found.append(Door(route.key, "", own))
        else:
            found += [Door(route.key, "own", own), Door(route.key, "foreign", foreign)]
    return found


def _bulk(cast: Cast) -> Iterable[Door]:
    for kind, actions in BULK.items():
        for action in actions:
            for name, side in cast.sides().items():
                pk = side.values[_BULK_IDS[kind]]
                key = f"wagtail_bulk_action:{kind.replace('/', '.')}:{action}"
                yield Door(key, name, f"/admin/bulk/{kind}/{action}/?id={pk}")


#: Routes that find nothing without being asked for something.
QUERIES = {
    "wagtailadmin_api:pages:find": "?id={page_id}",
    "wagtailadmin_api:documents:find": "?id={document_id}",
    "wagtailadmin_api:images:find": "?id={image_id}",
    "wagtailapi:pages:find": "?html_path=/",
}


def _address(route: Route, side: Side) -> str:
    query = QUERIES.get(route.key, "").format_map(side.values)
    return route.address(ValuesOf(side.values, route.key)) + query


def _leads_to(address: str, route: Route, urlconf: str | None) -> bool:
    try:
        match = resolve(urlsplit(address).path, urlconf)
        name = route.name.rpartition(":")[2]
        return match.route == route.route and (match.url_name or "") == name
    except Resolver404:
        raise AssertionError(f"no address made for {route.key}: {address}") from None


class Asker:
    """One browser of one user; whatever a request changes is undone after it."""

    def __init__(self, cast: Cast, who: str) -> None:
        self.user = cast.users[who]
        self.cookies = ""
        if self.user is not None:
            client = Client()
            client.force_login(self.user)
            self.cookies = client.cookies.output(header="", sep=";")

    def get(self, address: str) -> Outcome:
        """By GET, or by what else a view answers to, with nothing sent."""
        for method in ("get", "post", "put", "delete"):
            answer, _changed = self._ask(method, address)
            if answer.status_code != 405:
                break
        return outcome(answer)

    def post(self, address: str) -> tuple[Outcome, bool]:
        """What came of an empty form, and whether anything in the house is another."""
        answer, changed = self._ask("post", address)
        return outcome(answer), changed

    def _ask(self, method: str, address: str) -> tuple[Any, bool]:
        client = Client(raise_request_exception=False)  # some addresses end the session
        client.cookies.load(self.cookies)
        with transaction.atomic():
            before = _fingerprint() if method == "post" else ()
            answer = getattr(client, method)(address)
            if getattr(answer, "streaming", False):
                list(answer.streaming_content)  # which closes it as the test client does
            changed = method == "post" and _fingerprint() != before
            transaction.set_rollback(True)
        return answer, changed


_COUNTED = (get_user_model(), Topic, CustomImage, CustomDocument)


def _fingerprint() -> tuple[object, ...]:
    """Whatever is done in the admin is logged, is a revision, or is one more or less."""
    logged = ModelLogEntry.objects.exclude(action__startswith="audit.")
    return (
        PageLogEntry.objects.count(),
        logged.exclude(action__startswith="login.").count(),
        Revision.objects.count(),
        Page.objects.count(),
        *(model._default_manager.count() for model in _COUNTED),
    )


def outcome(answer: Any) -> Outcome:
    if answer.status_code >= 500:
        return Outcome.BROKEN
    if answer.status_code in (403, 404, 405):
        return Outcome.REFUSED
    if answer.status_code in (301, 302):
        path = urlsplit(answer["Location"]).path
        if path in LOGINS:
            return Outcome.LOGIN
        if path == HOME and _says_no(answer):
            return Outcome.REFUSED
    return Outcome.ALLOWED


def _says_no(answer: Any) -> bool:
    """Wagtail sends whom it refuses to its first screen, with an error."""
    told = get_messages(answer.wsgi_request)
    return any(message.level >= constants.ERROR for message in told)
