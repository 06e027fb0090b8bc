"""Renders a month's issue from the latest text of its pages, live or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from wagtail.models import Revision

from newsletter.actions.compose import letter_of
from newsletter.actions.sender import sender_of_settings
from newsletter.gate.manuscript import Manuscript, Rendered
from newsletter.letter import Letter, LetterError
from newsletter.models import IssuePage, SubscriberLanguage
from newsletter.rendering.errors import RenderError
from newsletter.rendering.head import head_of
from newsletter.rendering.message import message_template
from newsletter.rendering.mjml import render_html
from newsletter.rendering.plain import render_plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime


def manuscript_of(
    month: date, now: datetime, variants: Iterable[str] = SubscriberLanguage.values
) -> Manuscript:
    """The issue of the month as it would be sent at `now`; `month` is its first day.

    With `variants` only these editions are made, for who looks at one of them.

    The same content gives the same octets, whoever asks and whenever.
    """
    issues: dict[str, IssuePage] = {}
    revisions: dict[str, int] = {}
    for page in issue_pages(month):
        revision = latest_revision(page)
        if revision is None:
            issues[page.language] = page
            continue
        issues[page.language] = cast("IssuePage", revision.as_object())
        revisions[page.language] = revision.pk
    letters: dict[str, Letter] = {}
    editions: list[Rendered] = []
    trouble: dict[str, str] = {}
    sender = sender_of_settings()
    for variant in variants if issues else ():
        try:
            letter = letter_of(issues, variant, sender, now)
            editions.append(rendered(letter, variant))
        except KeyError:  # none of the variant's languages has the issue
            continue
        except (RenderError, LetterError) as error:
            trouble[variant] = str(error)
        else:
            letters[variant] = letter
    return Manuscript(month, issues, revisions, letters, tuple(editions), trouble)


def rendered(letter: Letter, variant: str) -> Rendered:
    """One edition, of which a message can be made. Raises RenderError."""
    edition = Rendered(variant, head_of(letter), render_html(letter), render_plain(letter))
    message_template(edition.head, html=edition.html, plain=edition.plain)
    return edition


def issue_pages(month: date) -> list[IssuePage]:
    """The month's pages, one a language; `month` is its first day."""
    found = IssuePage.objects.filter(month=month, alias_of__isnull=True)
    return list(found.select_related("locale").order_by("pk"))


def latest_revision(page: IssuePage) -> Revision | None:
    """The newest text. Asked of the revisions themselves: the page learns of a new one later."""
    found: Revision | None = (
        Revision.objects.for_instance(page).order_by("-created_at", "-pk").first()
    )
    return found
