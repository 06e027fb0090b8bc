"""Which way do letters leave, by the settings?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings

from newsletter.actions.sender import sender_of_settings
from newsletter.transports.file import FileTransport
from newsletter.transports.relay import RelayTransport

if TYPE_CHECKING:
    from newsletter.transports.base import Transport

#: Someone waits for the answer.
PATIENCE: Final = 10.0
TESTS: Final = "tests"


def transport_of_settings() -> Transport:
    if settings.NEWSLETTER_TRANSPORT == "smtp":
        return RelayTransport(sender_of_settings().address)
    return FileTransport(settings.OUTBOX_DIR)


def transport_of_tests() -> Transport:
    """The same way for test letters; files of theirs lie apart from those of readers."""
    if settings.NEWSLETTER_TRANSPORT == "smtp":
        return RelayTransport(sender_of_settings().address, timeout=PATIENCE)
    return FileTransport(settings.OUTBOX_DIR / TESTS)
