"""How is a trouble told to people? What it is with, why, and where to look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from wagtail.models import Page

from cms.work.models import Kind, Reason, State
from cms.work.publish_due import object_of

if TYPE_CHECKING:
    from cms.work.models import Trouble


@dataclass(frozen=True, slots=True)
class Told:
    """`language` is that of the title; empty for one in no language, as a function's name."""

    row: Trouble
    kind: str
    title: str
    language: str
    url: str
    reason: str
    parked: bool


def told(row: Trouble) -> Told:
    title, language, url = row.name, "", ""
    if row.kind == Kind.PUBLICATION:
        title, language, url = _publication(row)
    return Told(
        row=row,
        kind=str(Kind(row.kind).label),
        title=title,
        language=language,
        url=url,
        reason=str(Reason(row.reason).label),
        parked=row.state == State.PARKED,
    )


def _publication(row: Trouble) -> tuple[str, str, str]:
    found = object_of(row.subject)
    if isinstance(found, Page):
        url = reverse("wagtailadmin_pages:edit", args=[found.pk])
        return found.get_admin_display_title(), found.locale.language_code, url
    return (str(found) if found is not None else row.name), "", ""
