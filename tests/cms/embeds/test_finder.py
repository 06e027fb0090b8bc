"""Players of other hosts come only from allowed ones, and only as a frame we write."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from wagtail.embeds import embeds
from wagtail.embeds.exceptions import EmbedNotFoundException, EmbedUnsupportedProviderException
from wagtail.embeds.finders import get_finders
from wagtail.rich_text import features

from cms.embeds.finder import AllowedEmbeds

from .neighbour import Authority, Neighbour, here

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

HOST = "www.youtube.com"
FILM = f"https://{HOST}/watch?v=abc"


@pytest.fixture
def provider(authority: Authority) -> Iterator[Neighbour]:
    server = Neighbour(authority.server(HOST))
    yield server
    server.close()


class Nearby(AllowedEmbeds):
    """Asks the neighbour on its port instead of the provider on 443."""

    port = 443

    def _endpoint(self, url: str) -> str | None:
        endpoint = super()._endpoint(url)
        return endpoint and endpoint.replace(HOST, f"{HOST}:{self.port}")


def test_without_allowed_hosts_nothing_is_found_and_nothing_asked(settings: Any) -> None:
    assert settings.EMBED_HOSTS == []
    assert [type(found) for found in get_finders()] == [AllowedEmbeds]
    for url in (FILM, "https://vimeo.com/1", "https://127.0.0.1/", "", "https://[", "javascript:1"):
        assert not AllowedEmbeds().accept(url)


def test_the_editor_has_no_button_for_embeds() -> None:
    assert "embed" not in features.get_default_features()


@pytest.mark.django_db
def test_the_chooser_answers_with_a_message(editing: Client) -> None:
    address = reverse("wagtailembeds:chooser_upload")
    answer = editing.post(address, {"embed-chooser-url": FILM})
    assert answer.status_code == 200
    assert json.loads(answer.content)["step"] == "chooser"
    with pytest.raises(EmbedUnsupportedProviderException):
        embeds.get_embed(FILM)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.youtube.com/watch?v=abc",
        "https://www.youtube.com:8443/watch?v=abc",
        "https://a@www.youtube.com/watch?v=abc",
        "https://www.youtube.com.evil.example/watch?v=abc",
        "https://evil.example/https://www.youtube.com/watch?v=abc",
        "https://youtube.com/watch?v=abc",
    ],
)
def test_only_the_host_itself_is_allowed(settings: Any, url: str) -> None:
    settings.EMBED_HOSTS = [HOST]
    assert AllowedEmbeds().accept(FILM)
    assert not AllowedEmbeds().accept(url)


def answer_of(provider: Neighbour, authority: Authority, **answer: Any) -> dict[str, Any]:
    found = {"type": "video", "title": "فيلم", "html": f'<iframe src="https://{HOST}/embed/a">'}
    body = json.dumps(found | answer).encode()
    provider.answers["/oembed"] = (200, {"Content-Type": "application/json"}, body)
    finder = Nearby(here(provider.port, authority))
    finder.port = provider.port
    return finder.find_embed(FILM, max_width=800)


def test_of_the_answer_only_title_size_and_player_are_taken(
    settings: Any, provider: Neighbour, authority: Authority
) -> None:
    settings.EMBED_HOSTS = [HOST]
    embed = answer_of(
        provider,
        authority,
        title='"><script>alert(1)</script>',
        width=640,
        height="many",
        thumbnail_url="https://tracker.example/a.png",
        html=f'<script>1</script><iframe width="5" src="https://{HOST}/embed/a?x=1&amp;y=2" '
        'onload="alert(1)"></iframe>',
    )
    assert f'src="https://{HOST}/embed/a?x=1&amp;y=2"' in embed["html"]
    assert "<script" not in embed["html"]
    assert "onload" not in embed["html"]
    assert embed["html"].count("<iframe") == 1
    assert (embed["width"], embed["height"], embed["thumbnail_url"]) == (640, None, None)
    assert "maxwidth=800" in provider.hits[0][1]


@pytest.mark.parametrize(
    "answer",
    [
        {"html": '<iframe src="https://evil.example/">'},
        {"html": '<iframe src="javascript:alert(1)">'},
        {"html": f'<iframe src="http://{HOST}/">'},
        {"html": f'<iframe src="https://{HOST}@evil.example/">'},
        {"html": '<iframe src="https://[">'},
        {"html": "<script>alert(1)</script>"},
        {"html": None},
        {"type": "photo", "url": "https://evil.example/a.png"},
        {"type": ["video"]},
        {"type": None},
    ],
)
def test_other_answers_are_not_found(
    settings: Any, provider: Neighbour, authority: Authority, answer: dict[str, Any]
) -> None:
    settings.EMBED_HOSTS = [HOST]
    with pytest.raises(EmbedNotFoundException):
        answer_of(provider, authority, **answer)


@pytest.mark.parametrize("body", [b"", b"no json", b"[]", b"[" * 100_000, b"\xff", b"null"])
def test_answers_that_are_no_answer_are_not_found(
    settings: Any, provider: Neighbour, authority: Authority, body: bytes
) -> None:
    settings.EMBED_HOSTS = [HOST]
    provider.answers["/oembed"] = (200, {}, body)
    finder = Nearby(here(provider.port, authority))
    finder.port = provider.port
    with pytest.raises(EmbedNotFoundException):
        finder.find_embed(FILM)
    provider.answers["/oembed"] = (500, {}, b"{}")
    with pytest.raises(EmbedNotFoundException):
        finder.find_embed(FILM)
