"""Nobody is sent off the site by an address in `next`."""

from __future__ import annotations

from itertools import product
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.login.next_address import is_safe, safe_next
from tests.cms.login.coming_in import try_password

HOST = "evil.example"
HOSTILE = sorted(
    {
        *(f"{scheme}{slashes}{HOST}/x" for scheme, slashes in product(
            ("", "http:", "https:", "HtTpS:", "ftp:", "//http:", "ws:"),
            ("//", "///", "////", "\\\\", "/\\", "\\/", "/\t/", "/\n/", "/ /"),
        )),
        *(f"{lead}{HOST}" for lead in (
            "%2F%2F", "/%2F", "%5C%5C", "/%5C", "/%252F", "/%09/", "/%0A/", "/%0D%0A/",
            "\u202e//", "/\u200b/", "/\u2044/", "\uff0f\uff0f", "/\uff0f", "/\uff3c", "\u3000//",
            " //", "\t//", "\x00//", "/\x00/", "//user@", "//localhost@", "https://localhost@",
            "https://localhost:pw@", "//localhost.", "http:/", "https:", "https:/", "///\\",
            "/.//", "/..//",
        )),
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)",
        "data:text/html,x", "vbscript:x", "/\\evil.example", "\\evil.example", "evil.example",
        "?next=//evil.example\n", "#//evil.example", "mailto:x@evil.example", "blob:x",
        "/x\u2028y", "/x\r\nSet-Cookie: a=b", f"//{HOST}%00.localhost", f"//{HOST}#localhost",
        f"//{HOST}?localhost", "//localhost%2eevil.example", "//[::1]@evil.example", "//2130706433",
    }
)  # fmt: skip


def test_there_are_enough_hostile_forms() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize("address", HOSTILE)
def test_a_hostile_address_is_not_followed(address: str) -> None:
    after = safe_next(address) or "/admin/"
    assert urlsplit(urljoin("https://house.example/account/login/", after)).hostname == (
        "house.example"
    )


@pytest.mark.django_db
def test_log_in_follows_none_of_them(client: Any, translator: Any) -> None:
    for address in HOSTILE:
        client.logout()
        answer = try_password(client, translator.email, after=address)
        assert answer.status_code == 302, address
        gone = urlsplit(urljoin("http://testserver/", answer.headers["Location"]))
        assert gone.netloc == "testserver", (address, answer.headers["Location"])
        shadow = client.get("/admin/login/", {"next": address}).headers["Location"]
        kept = parse_qs(urlsplit(shadow).query).get("next", [""])[0]
        assert not kept or is_safe(kept), (address, shadow)


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["next"])
def test_the_language_switch_and_log_out_follow_none_of_them(client: Any, field: str) -> None:
    for address in HOSTILE:
        for door in ("/account/language/", "/account/logout/"):
            answer = client.post(door, {field: address, "language": "en"})
            gone = urlsplit(urljoin("http://testserver/", answer.headers["Location"]))
            assert gone.netloc == "testserver", (door, address)


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/pages/5/edit/?p=2&q=%D8%A7", "/admin/pages/?q=a%20b", "/مقال/"]
)
def test_an_address_of_the_house_is_followed(address: str) -> None:
    assert is_safe(address)


@given(st.text(max_size=40))
def test_whatever_is_followed_stays_on_the_site(text: str) -> None:
    if is_safe(text):
        joined = urlsplit(urljoin("https://house.example/account/login/", text))
        assert (joined.scheme, joined.netloc) == ("https", "house.example")
