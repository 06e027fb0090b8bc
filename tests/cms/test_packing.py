"""Texts are packed on their way to the browser, files are not."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from tests.cms.uploads.good import pdf
from tests.factories import blog as posts
from tests.factories import cms as made

if TYPE_CHECKING:
    from django.http import HttpResponseBase
    from django.test import Client

    from tests.house import House

PACKED = {"accept-encoding": "gzip, deflate, br"}


def body_of(answer: HttpResponseBase) -> bytes:
    body = b"".join(answer) if answer.streaming else answer.content
    answer.close()
    return body


@pytest.mark.parametrize("address", ["/", "/en/people/", "/sitemap.xml"])
def test_a_text_is_packed(address: str, site: House, client: Client) -> None:
    answer = client.get(address, headers=PACKED)
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    plain = client.get(address)
    assert "Content-Encoding" not in plain
    assert len(gzip.decompress(answer.content)) == len(plain.content)


def test_a_picture_and_a_document_come_as_they_lie_there_with_their_length(
    site: House, client: Client
) -> None:
    image, document = made.picture((400, 300)), made.document("plan.pdf", pdf())
    text = made.document("notes.txt", b"word " * 2000)
    blocks = [("download", {"document": file.pk}) for file in (document, text)]
    posts.article_page("ar", image=image, body=made.body(*blocks))
    cut = image.get_rendition("width-200|format-webp")
    for address, file in (
        (f"{settings.MEDIA_URL}{image.file.name}", image.file),
        (cut.url, cut.file),
        (document.url, document.file),
        (text.url, text.file),
    ):
        answer = client.get(address, headers=PACKED)
        body = body_of(answer)
        assert answer.status_code == 200, address
        assert "Content-Encoding" not in answer, address
        assert answer["Content-Length"] == str(file.size), address
        with file.open() as stored:
            assert body == stored.read()
