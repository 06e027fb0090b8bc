"""What browsers are told to allow, on every route and every error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from rest_framework.authentication import SessionAuthentication
from rest_framework.views import APIView
from wagtail.models import CollectionViewRestriction

from tests.factories import blog as posts
from tests.factories import cms as made
from tests.journeys.editing_form import filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

    from tests.house import House

pytestmark = pytest.mark.django_db

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
REFERRERS = {"strict-origin-when-cross-origin", "same-origin", "no-referrer"}
#: What may do without, for there is no cookie to protect: a token in the address is the proof
#: (RFC 8058), or nothing is done with the rights of who sends (`cms.feedback.origins`).
WITHOUT_CSRF = {
    "cms.feedback.views.thanks",
    "cms.feedback.views.vote",
    "newsletter.views.confirming.confirmation",
    "newsletter.views.items.door.change",
    "newsletter.views.items.door.items",
    "newsletter.views.items.door.withdraw",
    "newsletter.views.own_data.ask",
    "newsletter.views.own_data.data",
    "newsletter.views.own_data.erasure",
    "newsletter.views.sign_up.letter",
    "newsletter.views.sign_up.media",
    "newsletter.views.subscription.subscription",
    "newsletter.views.subscription.unsubscribe",
    "newsletter.views.subscription.unsubscribed",
    "newsletter.views.test_letter.test_letter",
}


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route of the house, with something in the place of what varies."""
    for pattern in resolver.url_patterns:
        here = prefix + _example(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, here)
        else:
            yield here, pattern


def _example(pattern: Any) -> str:
    text = str(pattern)
    text = re.sub(r"<uuid:\w+>", "00000000-0000-4000-8000-000000000000", text)
    text = re.sub(r"<int:\w+>", "1", text)
    text = re.sub(r"<(\w+:)?\w+>", "x", text)
    text = re.sub(r"\(\?P<\w+>[^()]*(\([^()]*\))?[^()]*\)[*+]?", "1", text)
    return re.sub(r"[\^$\\]|\(\?:|\)|\?", "", text)


def assert_walled(answer: Any, where: str) -> None:
    for name, value in EVERYWHERE.items():
        assert answer.headers.get(name) == value, (where, name)
    assert answer.headers.get("Referrer-Policy") in REFERRERS, where
    assert "camera=()" in answer.headers.get("Permissions-Policy", ""), where
    assert "Cross-Origin-Resource-Policy" in answer.headers, where
    policy = answer.headers.get("Content-Security-Policy", "")
    assert "frame-ancestors 'none'" in policy or (
        where.startswith("/admin/") and "frame-ancestors 'self'" in policy
    ), (where, policy)
    script = [part for part in policy.split(";") if "script-src" in part or "default-src" in part]
    assert script, where
    assert not any("unsafe" in part for part in script), where


def test_every_route_of_the_resolver_is_walled() -> None:
    client = Client(raise_request_exception=False)
    seen = set()
    for path, _pattern in routes(get_resolver()):
        where = "/" + path
        if where in seen or "failwhale" in where:
            continue
        seen.add(where)
        assert_walled(client.get(where), where)
    assert len(seen) > 150


@pytest.mark.parametrize(
    "address", ["/", "/en/", "/feeds/", "/no-such-address/", "/account/login/"]
)
def test_public_pages_allow_no_inline_script_or_style_and_no_frame(address: str) -> None:
    response = Client().get(address)
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert response["X-Frame-Options"] == "DENY"


def test_the_admin_runs_no_inline_script_and_frames_only_its_own_previews(editing: Any) -> None:
    policy = editing.get("/admin/")["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["script-src"] == "'self'"
    assert directives["style-src"] == "'self'"
    assert directives["frame-ancestors"] == "'self'"
    assert directives["object-src"] == "'none'"


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_errors_are_walled_like_pages(
    status: int, editing: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    answer = {
        400: lambda: client.get("/", headers={"host": "evil.example"}),
        403: lambda: client.post("/account/login/", {}),
        404: lambda: client.get("/no-such-page/"),
        500: lambda: _broken(editing),
    }[status]()
    assert answer.status_code == status
    assert_walled(answer, "/admin/" if status == 500 else "/")


def _broken(client: Any) -> Any:
    client.raise_request_exception = False
    return client.get("/admin/failwhale/")


def test_uploads_may_be_looked_at_and_do_nothing(client: Any, site: Any) -> None:
    document, picture = made.document(), made.picture()
    posts.article_page("ar", image=picture, body=made.body(("download", {"document": document.pk})))
    for address in (picture.file.url, document.url):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "sandbox" in answer["Content-Security-Policy"]
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        answer.close()
    answer = client.get(document.url)
    assert answer["Content-Disposition"].startswith("attachment")
    answer.close()


def test_static_files_are_walled(client: Any) -> None:
    answer = client.get("/static/css/site.css")
    assert answer.status_code == 200
    assert_walled(answer, "/static/css/site.css")
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    answer.close()


def test_strict_transport_is_asked_for_over_https_on_errors_too(settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    client = Client()
    for headers in ({}, {"host": "evil.example"}):
        answer = client.get("/", secure=True, headers=headers)
        expected = "max-age=31536000; includeSubDomains"
        assert answer["Strict-Transport-Security"].startswith(expected)
    assert "Strict-Transport-Security" not in client.get("/").headers


def test_a_forged_host_is_refused_and_a_forged_forwarded_host_is_not_looked_at() -> None:
    client = Client()
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    answer = client.get("/", headers={"x-forwarded-host": "evil.example"})
    assert answer.status_code == 200
    assert b"evil.example" not in answer.content


def test_only_named_views_do_without_a_csrf_token() -> None:
    exempt: dict[str, Any] = {}
    for _path, pattern in routes(get_resolver()):
        called = pattern.callback
        if getattr(called, "csrf_exempt", False):
            view = getattr(called, "view_class", None) or getattr(called, "cls", called)
            exempt[f"{view.__module__}.{view.__qualname__}"] = view
    # The REST framework takes the mark off Django and asks for the token itself, of whoever
    # comes with a session; there is no other way to come there.
    asked_again = {
        name
        for name, view in exempt.items()
        if isinstance(view, type)
        and issubclass(view, APIView)
        and set(view.authentication_classes) <= {SessionAuthentication}
    }
    assert set(exempt) - asked_again == WITHOUT_CSRF


def test_a_preview_can_be_shown_in_the_editors_frame(site: House, editing: Client) -> None:
    page = posts.article_page("ar")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    sent = editing.post(address, filled(title="معاينة"))
    assert sent.json()["is_valid"]
    shown = editing.get(address)
    assert shown.status_code == 200
    assert "frame-ancestors 'self'" in shown.headers["Content-Security-Policy"]
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_the_form_that_asks_for_a_documents_password_can_be_sent(client: Client) -> None:
    document = made.document()
    CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type="password", password="open"
    )
    asked = client.get(document.url)
    assert "sandbox" not in asked.headers["Content-Security-Policy"]
    assert "form-action 'self'" in asked.headers["Content-Security-Policy"]
