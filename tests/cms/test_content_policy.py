"""What browsers are told to allow."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/en/", "/feeds/", "/no-such-address/"])
def test_public_pages_allow_no_inline_script_or_style_and_no_frame(address: str) -> None:
    response = Client().get(address)
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert response["X-Frame-Options"] == "DENY"


def test_the_admin_may_show_its_previews_in_a_frame_of_its_own() -> None:
    policy = Client().get("/admin/login/")["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "object-src 'none'" in policy
