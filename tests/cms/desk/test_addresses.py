"""Which addresses can be right at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.desk.checks.addresses import is_external, may_lead_somewhere


@pytest.mark.parametrize(
    "address",
    [
        "https://u.ae/ar",
        "http://example.com:8080/a?b=c#d",
        "https://موقع.امارات/",
        "https://8.8.8.8/",
        "mailto:info@example.ae",
        "mailto:info@example.ae?subject=hello",
        "tel:+971 4 555 0000",
        "/blog/",
        "#part-2",
        "?page=2",
    ],
)
def test_addresses_that_may_be_right(address: str) -> None:
    assert may_lead_somewhere(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "#",
        "  ",
        "https://",
        "https://intranet/page",
        "https://localhost/",
        "https://printer.local/",
        "https://127.0.0.1/",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://169.254.169.254/latest",
        "https://user:secret@example.com/",
        "https://exa mple.com/",
        "https://example.com/a b",
        "https://-bad-.com/",
        "https://example.com:99999/",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "htp://example.com",
        "www.example.com",
        "mailto:nobody",
        "tel:call us",
        "//example.com",
    ],
)
def test_addresses_that_cannot_be_right(address: str) -> None:
    assert not may_lead_somewhere(address)


@given(st.text(max_size=120))
def test_whatever_is_written_gets_an_answer(text: str) -> None:
    assert may_lead_somewhere(text) in {True, False}
    assert is_external(text) in {True, False}
