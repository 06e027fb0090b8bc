"""No address makes a server of ours call into its own network, and no answer harms it."""

from __future__ import annotations

import gzip
import ipaddress
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.embeds.addresses import FetchRefused, Refusal, is_public, target_of
from cms.embeds.guarded_fetch import Fetched, Ground, Reach, fetch, reach

from .hostile_addresses import hostile_addresses
from .neighbour import NAME, Authority, Neighbour, here, loopback

if TYPE_CHECKING:
    from collections.abc import Iterator

HTTPS = frozenset({"https"})


def asked(url: str, ground: Ground, **options: Any) -> Fetched | Refusal:
    try:
        return fetch(url, **{"allowed_hosts": None, "ground": ground} | options)
    except FetchRefused as refused:
        return refused.reason


def address(server: Neighbour, path: str = "/", host: str = NAME) -> str:
    return f"https://{host}:{server.port}{path}"


def test_an_allowed_host_is_asked_by_its_name_at_the_address_that_was_checked(
    neighbour: Neighbour, authority: Authority
) -> None:
    answer = fetch(
        address(neighbour, "/?a=ب"), allowed_hosts={NAME}, ground=here(neighbour.port, authority)
    )
    assert answer == Fetched(200, "text/html", b"hello", address(neighbour, "/?a=ب"))
    assert neighbour.hits == [("GET", "/?a=%D8%A8", f"{NAME}:{neighbour.port}")]
    assert neighbour.asked_for == ["identity"]


def test_no_hostile_address_reaches_this_machine(neighbour: Neighbour, plain: Neighbour) -> None:
    """Names lead to 127.0.0.1, every scheme and port of the listeners is let through."""
    for server in (neighbour, plain):
        addresses = hostile_addresses(server.port)
        assert len(addresses) >= 80
        ground = Ground(
            resolve=lambda _host, _port: ["127.0.0.1"], ports=frozenset({443, server.port})
        )
        for url in addresses:
            assert isinstance(asked(url, ground), Refusal), url
            assert reach(url, ground=ground) is not Reach.REACHABLE
        assert server.accepted == 0


def test_the_listener_would_have_been_reached_without_the_guard(
    neighbour: Neighbour, authority: Authority
) -> None:
    """The set above has teeth: this is its control."""
    answer = asked(address(neighbour), here(neighbour.port, authority))
    assert isinstance(answer, Fetched)
    assert neighbour.accepted == 1


@pytest.mark.parametrize(
    "found",
    [
        ["127.0.0.1"],
        ["93.184.215.14", "127.0.0.1"],
        ["127.0.0.1", "93.184.215.14"],
        ["::1"],
        ["::ffff:127.0.0.1"],
        ["64:ff9b::7f00:1"],
        ["2002:7f00:1::1"],
        ["fe80::1%lo"],
        ["10.1.2.3"],
        ["169.254.169.254"],
        ["0.0.0.0"],  # noqa: S104 - asked, not bound
    ],
)
def test_a_name_that_leads_inside_is_refused_whatever_else_it_leads_to(
    neighbour: Neighbour, found: list[str]
) -> None:
    ground = Ground(resolve=lambda _host, _port: found, ports=frozenset({neighbour.port}))
    assert asked(address(neighbour), ground) is Refusal.PRIVATE
    assert neighbour.accepted == 0


def test_a_name_is_resolved_once_and_the_answer_is_what_is_called(neighbour: Neighbour) -> None:
    """A resolver that says something allowed first and 127.0.0.1 from then on gains nothing."""
    answers: Iterator[list[str]] = iter([["127.0.0.2"]])
    calls = []

    def changing(host: str, _port: int) -> list[str]:
        calls.append(host)
        return next(answers, ["127.0.0.1"])

    ground = Ground(
        admits=lambda found: not loopback(found),
        resolve=changing,
        ports=frozenset({neighbour.port}),
    )
    assert asked(address(neighbour), ground) is Refusal.UNREACHABLE
    assert calls == [NAME]
    assert neighbour.accepted == 0


def test_a_redirect_is_checked_again_and_stays_on_its_host(
    neighbour: Neighbour, plain: Neighbour, authority: Authority
) -> None:
    ground = here(neighbour.port, authority)
    for path, to, expected in (
        ("/same", "/", 200),
        ("/loop", "/loop", Refusal.REDIRECT),
        ("/other", f"https://other.example.org:{neighbour.port}/", Refusal.REDIRECT),
        ("/plain", f"http://{NAME}:{neighbour.port}/", Refusal.SCHEME),
        ("/port", f"https://{NAME}:{plain.port}/", Refusal.PORT),
        ("/inside", f"https://127.0.0.1:{neighbour.port}/", Refusal.HOST),
        ("/file", "file:///etc/passwd", Refusal.SCHEME),
        ("/name", f"https://a:b@{NAME}:{neighbour.port}/", Refusal.CREDENTIALS),
    ):
        neighbour.answers[path] = (302, {"Location": to}, b"")
        answer = asked(address(neighbour, path), ground)
        assert (answer.status if isinstance(answer, Fetched) else answer) == expected, path
    assert len([hit for hit in neighbour.hits if hit[1] == "/loop"]) == 4
    assert plain.accepted == 0


def test_a_redirect_to_a_name_that_has_moved_inside_is_refused(
    neighbour: Neighbour, authority: Authority
) -> None:
    """Rebinding between two requests: each is resolved, and each answer is checked."""
    neighbour.answers["/again"] = (302, {"Location": "/"}, b"")
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    ground = here(neighbour.port, authority, resolve=lambda _host, _port: next(answers))
    assert asked(address(neighbour, "/again"), ground) is Refusal.PRIVATE
    assert len(neighbour.hits) == 1


def test_certificates_are_verified_for_the_name(authority: Authority, tmp_path: Any) -> None:
    stranger = Authority(tmp_path)
    for tls in (
        authority.server("other.example.org"),
        authority.server(NAME, days=-1),
        stranger.server(NAME),
    ):
        server = Neighbour(tls)
        try:
            answer = asked(address(server), here(server.port, authority))
            assert answer is Refusal.CERTIFICATE
            assert server.hits == []
        finally:
            server.close()


def test_large_endless_and_packed_answers_are_cut_off(
    neighbour: Neighbour, authority: Authority
) -> None:
    ground = here(neighbour.port, authority)
    big = bytes(200_000)
    neighbour.answers |= {
        "/big": (200, {}, big),
        "/chunks": (200, {"Transfer-Encoding": "chunked"}, b"30d40\r\n" + big + b"\r\n0\r\n\r\n"),
        "/wrong-length": (200, {"Content-Length": "9999999999"}, big),
        "/packed": (200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(10 << 20))),
        "/headers": (200, {"X-Long": "a" * 70_000}, b""),
        "/many": (200, {f"X-{number}": "a" for number in range(200)}, b""),
    }
    for path, reason in (
        ("/big", Refusal.TOO_LARGE),
        ("/chunks", Refusal.TOO_LARGE),
        ("/wrong-length", Refusal.TOO_LARGE),
        ("/packed", Refusal.PROTOCOL),
        ("/headers", Refusal.PROTOCOL),
        ("/many", Refusal.PROTOCOL),
    ):
        assert asked(address(neighbour, path), ground, max_bytes=100_000) is reason, path


def test_a_server_that_drips_is_left_after_the_whole_time(
    neighbour: Neighbour, authority: Authority
) -> None:
    start = time.monotonic()
    answer = asked(address(neighbour, "/drip"), here(neighbour.port, authority), timeout=0.6)
    assert answer is Refusal.TIMEOUT
    assert time.monotonic() - start < 2


def test_a_resolver_that_never_answers_costs_no_more_than_the_time_given() -> None:
    forever = threading.Event()

    def silent(_host: str, _port: int) -> list[str]:
        forever.wait(20)
        return []

    start = time.monotonic()
    assert asked("https://example.org/", Ground(resolve=silent), timeout=0.3) is Refusal.TIMEOUT
    assert time.monotonic() - start < 2
    forever.set()


def test_a_plain_listener_where_tls_was_meant_is_an_error_of_protocol(
    plain: Neighbour, authority: Authority
) -> None:
    assert asked(address(plain), here(plain.port, authority), timeout=2) is Refusal.PROTOCOL
    assert plain.hits == []


def test_only_allowed_hosts_are_resolved_at_all(authority: Authority) -> None:
    calls: list[str] = []

    def counting(host: str, _port: int) -> list[str]:
        calls.append(host)
        return ["127.0.0.1"]

    for url in ("https://evil.example/", f"https://{NAME}.evil.example/", f"https://a{NAME}/"):
        assert asked(url, Ground(resolve=counting), allowed_hosts={NAME}) is Refusal.NOT_ALLOWED
    assert asked("https://evil.example/", Ground(resolve=counting), allowed_hosts=()) is (
        Refusal.NOT_ALLOWED
    )
    assert calls == []


def test_reach_tells_what_is_gone_from_what_cannot_be_known(
    neighbour: Neighbour, authority: Authority
) -> None:
    ground = here(neighbour.port, authority)
    neighbour.answers |= {
        "/get-only": (200, {}, b"x"),
        "/busy": (429, {}, b""),
        "/moved": (301, {"Location": address(neighbour, host="other.example.org")}, b""),
        "/big": (200, {}, bytes(5 << 20)),
    }
    for path, expected in (
        ("/", Reach.REACHABLE),
        ("/get-only", Reach.REACHABLE),
        ("/none", Reach.UNREACHABLE),
        ("/busy", Reach.UNKNOWN),
        ("/moved", Reach.REACHABLE),
        ("/big", Reach.REACHABLE),
    ):
        assert reach(address(neighbour, path), ground=ground) is expected, path
    assert [hit[0] for hit in neighbour.hits if hit[1] == "/"] == ["HEAD"]

    def unknown(_host: str, _port: int) -> list[str]:
        raise OSError("no such name")

    assert reach("https://gone.example/", ground=Ground(resolve=unknown)) is Reach.UNREACHABLE
    assert reach("http://example.org/") is Reach.REFUSED
    assert reach("https://127.0.0.1/") is Reach.REFUSED
    assert reach("mailto:a@example.org") is Reach.REFUSED


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("93.184.215.14", True),
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("2a00:1450::1", True),
        ("192.88.99.1", False),
        ("198.18.0.1", False),
        ("203.0.113.9", False),
        ("::ffff:8.8.8.8", False),
        ("64:ff9b::808:808", False),
        ("2002:808:808::1", False),
        ("2001:db8::1", False),
        ("::8.8.8.8", False),
    ],
)
def test_which_addresses_are_public(text: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(text)) is public


@settings(max_examples=300, deadline=None)
@given(number=st.integers(0, 2**32 - 1))
def test_no_ipv4_address_is_less_private_when_ipv6_carries_it(number: int) -> None:
    carried = ipaddress.IPv4Address(number)
    for prefix in ("::ffff:0:0", "64:ff9b::", "::"):
        assert not is_public(ipaddress.IPv6Address(int(ipaddress.IPv6Address(prefix)) + number))
    assert not is_public(ipaddress.IPv6Address((0x2002 << 112) + (number << 80)))
    if carried.is_private or carried.is_loopback or carried.is_link_local or carried.is_multicast:
        assert not is_public(carried)


@settings(max_examples=500, deadline=None)
@given(text=st.text(max_size=60), start=st.sampled_from(["", "https://", "https://a.b/"]))
def test_any_text_is_a_target_or_a_refusal(text: str, start: str) -> None:
    try:
        target = target_of(start + text, HTTPS, frozenset({443}))
    except FetchRefused:
        return
    assert target.host.isascii()
    assert target.path.isascii()
    assert " " not in target.path
