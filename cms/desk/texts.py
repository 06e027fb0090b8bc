"""The faults of one page as the editor shows them."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cms.desk.checks import faults_of
from cms.desk.faults import FaultKind
from cms.desk.labels import jump, place_name
from cms.languages import language_name

if TYPE_CHECKING:
    from datetime import datetime

    from cms.desk.faults import Fault
    from cms.models import ContentPage


logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Note:
    """A fault in words: what, where, and what to do; `jump` leads to it within the editor."""

    title: str
    advice: str
    place: str
    text: str
    jump: str
    is_serious: bool


def notes_on(page: ContentPage, now: datetime) -> list[Note]:
    """What serious readers trip over comes first."""
    found = sorted(faults_of(page, now), key=lambda fault: not fault.kind.is_serious)
    return [note_of(page, fault) for fault in found]


def notes_if_any(page: ContentPage, now: datetime) -> list[Note] | None:
    """The same for the editor, whose work no check may hold up: None where it fails."""
    try:
        return notes_on(page, now)
    except Exception:
        logger.exception("the text of page %s could not be checked", page.pk)
        return None


def note_of(page: ContentPage, fault: Fault) -> Note:
    return Note(
        title=str(fault.kind.label),
        advice=fault.kind.advice,
        place=place_name(type(page), fault.spot.path, fault.spot.block),
        text=shown_text(fault.kind, fault.text),
        jump=jump(fault.spot.path),
        is_serious=fault.kind.is_serious,
    )


def shown_text(kind: FaultKind, text: str) -> str:
    """The passage; of a missing translation, the name of its language."""
    if kind == FaultKind.MISSING_TRANSLATION:
        return language_name(text)
    return text
