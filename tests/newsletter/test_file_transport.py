from __future__ import annotations

import errno
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from newsletter.rendering.head import head_of
from newsletter.rendering.message import Addressee, message_template
from newsletter.transports.base import Transport, TransportError
from newsletter.transports.file import FileTransport, OutboxError
from tests.newsletter.letters import SENT_AT, make_letter

if TYPE_CHECKING:
    from pathlib import Path

READER = Addressee("reader@example.org", "token", "<0123456789abcdef@barza.example>")


def message(reader: Addressee = READER, *languages: str, text: str = "x") -> bytes:
    template = message_template(head_of(make_letter(*languages)), html=text, plain=text)
    return template.address_to(reader, date=SENT_AT)


def test_a_message_becomes_a_file_named_without_its_reader(tmp_path: Path) -> None:
    transport: Transport = FileTransport(tmp_path / "outbox")
    receipt = transport.send(message(READER, "ar", "en"), READER.address)
    [file] = (tmp_path / "outbox").iterdir()
    assert file.read_bytes() == message(READER, "ar", "en")
    assert receipt.place == str(file)
    assert receipt.message_id == READER.message_id
    assert file.name.startswith("2026-11-ar-en-")
    assert file.suffix == ".eml"
    assert "reader" not in file.name


def test_the_same_message_again_replaces_its_file(tmp_path: Path) -> None:
    transport = FileTransport(tmp_path)
    transport.send(message(), READER.address)
    transport.send(message(text="y"), READER.address)
    [file] = tmp_path.iterdir()
    assert b"\r\ny\r\n" in file.read_bytes()


def test_each_message_has_a_file(tmp_path: Path) -> None:
    transport = FileTransport(tmp_path)
    for number in range(3):
        reader = replace(READER, message_id=f"<{number}@barza.example>")
        transport.send(message(reader), reader.address)
    assert len(list(tmp_path.iterdir())) == 3


def test_headers_of_the_message_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    octets = b"Message-ID: <a@b>\r\nFeedback-ID: ../../x:y\r\nContent-Language: /etc\r\n\r\nx"
    FileTransport(tmp_path / "outbox").send(octets, "a@b")
    [file] = (tmp_path / "outbox").iterdir()
    assert file.name.startswith("x-etc-")


def test_a_message_of_another_kind_is_written_too(tmp_path: Path) -> None:
    receipt = FileTransport(tmp_path).send(b"Message-ID: <a@b>\r\n\r\nx", "a@b")
    assert "/mail-und-" in receipt.place


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "the disk is full: free some space"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "writing is not allowed"),
    ],
)
def test_a_disk_that_refuses_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, advice: str
) -> None:
    def refuse(handle: int) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OutboxError, match=advice):
        FileTransport(tmp_path).send(message(), READER.address)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_folder_s_place_is_told(tmp_path: Path) -> None:
    place = tmp_path / "outbox"
    place.write_text("x")
    with pytest.raises(TransportError, match="a file stands where the folder should be"):
        FileTransport(place).send(message(), READER.address)


def test_a_message_without_message_id_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutboxError, match="Message-ID"):
        FileTransport(tmp_path).send(b"Subject: x\r\n\r\nx", "a@b")


def test_a_message_without_a_recipient_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutboxError, match="recipient"):
        FileTransport(tmp_path).send(message(), "")
