from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .neighbour import NAME, Authority, Neighbour

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def neighbour(authority: Authority) -> Iterator[Neighbour]:
    """An HTTPS server of NAME on this machine."""
    server = Neighbour(authority.server(NAME))
    server.answers["/"] = (200, {"Content-Type": "text/HTML; charset=utf-8"}, b"hello")
    yield server
    server.close()


@pytest.fixture
def plain() -> Iterator[Neighbour]:
    """The same without TLS, as what listens inside of a network."""
    server = Neighbour(None)
    server.answers["/"] = (200, {}, b"secret")
    yield server
    server.close()
