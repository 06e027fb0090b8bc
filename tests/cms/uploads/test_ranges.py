"""A film is played from anywhere: its file is handed out in parts (RFC 9110, section 14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import blog as posts
from tests.factories import cms as made

if TYPE_CHECKING:
    from django.http import HttpResponseBase
    from django.test import Client

    from cms.models import CustomDocument
    from tests.house import House

DATA = bytes(range(256)) * 40
SIZE = len(DATA)


@pytest.fixture
def film(site: House) -> CustomDocument:
    file = made.document("film.mp4", DATA)
    posts.article_page("ar", body=made.body(("download", {"document": file.pk})))
    return file


def body_of(answer: HttpResponseBase) -> bytes:
    body = b"".join(answer)
    answer.close()
    return body


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-1", 0, 1),
        ("bytes=0-", 0, SIZE - 1),
        ("bytes=5000-6023", 5000, 6023),
        (f"bytes={SIZE - 1}-", SIZE - 1, SIZE - 1),
        (f"bytes=9000-{SIZE * 2}", 9000, SIZE - 1),
        ("bytes=-100", SIZE - 100, SIZE - 1),
        (f"bytes=-{SIZE * 2}", 0, SIZE - 1),
    ],
)
def test_the_part_that_is_asked_for_comes(
    asked: str, first: int, last: int, film: CustomDocument, client: Client
) -> None:
    headers = {"range": asked, "accept-encoding": "gzip"}
    answer = client.get(film.url, headers=headers)
    body = body_of(answer)
    assert answer.status_code == 206
    assert body == DATA[first : last + 1]
    assert answer["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert answer["Content-Length"] == str(last - first + 1)
    assert answer["Content-Type"] == "video/mp4"
    assert "Content-Encoding" not in answer
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("asked", [None, "", "bytes=", "bytes=-", "lines=1-2", "bytes=9-3",
                                   "bytes=0-1,4-5", "bytes=a-b"])  # fmt: skip
def test_without_a_range_that_can_be_read_all_of_it_comes(
    asked: str | None, film: CustomDocument, client: Client
) -> None:
    answer = client.get(film.url, headers={"range": asked} if asked is not None else {})
    body = body_of(answer)
    assert (answer.status_code, body) == (200, DATA)
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["Content-Length"] == str(SIZE)


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=99999999-", "bytes=-0"])
def test_a_part_beyond_the_end_is_refused(asked: str, film: CustomDocument, client: Client) -> None:
    answer = client.get(film.url, headers={"range": asked})
    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{SIZE}"


def test_who_has_a_part_of_an_older_file_gets_all_of_the_new_one(
    film: CustomDocument, client: Client
) -> None:
    whole = client.get(film.url)
    body_of(whole)
    for known, status in ((whole["ETag"], 206), (whole["Last-Modified"], 206), ('"old"', 200)):
        answer = client.get(film.url, headers={"range": "bytes=0-9", "if-range": known})
        body_of(answer)
        assert answer.status_code == status, known


def test_a_part_is_no_door_to_what_is_not_public(site: House, client: Client) -> None:
    file = made.document("film.mp4", DATA)
    assert client.get(file.url, headers={"range": "bytes=0-1"}).status_code == 404
