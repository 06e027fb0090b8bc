"""Keeps drawn pictures: each is drawn once, and one is kept for each subject.

They lie in the media folder, where no door but `views` leads to them, so that all processes and
the export share them.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from cms.social_cards.drawing import draw

if TYPE_CHECKING:
    from cms.social_cards.card import Card

FOLDER: Final = "cards"
#: The last bytes of every whole PNG: the chunk IEND (PNG 3, section 11.2.5).
WHOLE: Final = b"IEND\xaeB`\x82"


def png_of(subject: str, card: Card) -> bytes:
    """The PNG of `card`, drawn if it is not kept; older ones of the subject go.

    Two processes may draw the same one at once: both write the same bytes. What one of them is
    still writing, or was when it was stopped, does not count as kept.
    """
    name = f"{FOLDER}/{subject}/{card.digest}.png"
    with suppress(OSError), default_storage.open(name) as kept:
        data = bytes(kept.read())
        if data.endswith(WHOLE):
            return data
    data = draw(card)
    forget(subject)
    default_storage.save(name, ContentFile(data))
    return data


def forget(subject: str) -> None:
    """Deletes what is kept of a subject."""
    folder = f"{FOLDER}/{subject}"
    with suppress(FileNotFoundError):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
