"""A missing page says so in the reader's language and claims no address in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories.cms import topic

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House

pytestmark = pytest.mark.usefixtures("site")


@pytest.mark.parametrize(
    ("start", "language", "direction", "text"),
    [("", "ar", "rtl", "الصفحة غير موجودة"), ("/en", "en", "ltr", "Page not found")],
)
@pytest.mark.parametrize(
    "path", ["/no-such-page/", "/topics/none/", "/topics/used/page/9/", "/blog/page/9/"]
)
def test_the_answer_is_in_the_language_of_the_address(
    client: Client, path: str, start: str, language: str, direction: str, text: str
) -> None:
    topic(slug="used")
    answer = client.get(start + path)
    html = answer.content.decode()
    assert answer.status_code == 404
    assert f'lang="{language}"' in html
    assert f'dir="{direction}"' in html
    assert text in html.split("<h1", 1)[1].split("</h1>", 1)[0]
    assert "hreflang" not in html.split("</head>", 1)[0]


def test_the_other_language_is_offered_by_its_home_page(client: Client, site: House) -> None:
    topic(slug="used")
    html = client.get("/topics/used/page/9/").content.decode()
    assert f'href="{site.home("en").get_url()}"' in html
    assert 'href="/en/topics/used/"' not in html
