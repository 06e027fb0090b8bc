"""An issue as the letter its readers get, in their language or in both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from cms import catalogue
from cms.addresses import form_address
from cms.dates import long_day, month_name
from cms.models import SiteIdentity
from newsletter.letter import (
    RECIPIENT_TOKEN,
    Letter,
    LetterNote,
    LetterPart,
    LetterSection,
    Sender,
    compose_letter,
)
from newsletter.models import SubscriberLanguage
from newsletter.rendering.visible import visible_address, visible_line

if TYPE_CHECKING:
    from datetime import datetime

    from cms.teaser import Teaser
    from newsletter.models import IssuePage, Note, Section

Variant = str
"""Which readers a letter is for: a value of SubscriberLanguage."""


def languages_of(variant: Variant) -> tuple[str, ...]:
    """Languages in reading order; both means all of the site's, the default one first."""
    if variant == SubscriberLanguage.BOTH:
        return tuple(code for code, _name in settings.LANGUAGES)
    return (variant,)


def letter_of(
    issues: dict[str, IssuePage], variant: Variant, sender: Sender, now: datetime
) -> Letter:
    """The letter for one group of readers.

    Only what is public at `now` is in it. A language without an issue is left out; KeyError
    when none of the variant's languages has one.
    """
    parts = tuple(
        _part(issues[language], now) for language in languages_of(variant) if language in issues
    )
    if not parts:
        raise KeyError(variant)
    first = parts[0]
    with translation.override(first.language):
        manage = form_address(reverse("subscription", args=[RECIPIENT_TOKEN]))
        unsubscribe = form_address(reverse("unsubscribe", args=[RECIPIENT_TOKEN]))
    return compose_letter(
        base_url=settings.PUBLIC_URL,
        issue=f"{issues[first.language].month:%Y-%m}",
        parts=parts,
        # Titles pasted from a word processor may hold line breaks, which no header may.
        subject=" · ".join(visible_line(part.title) for part in parts),
        preheader=first.summary,
        sender=sender,
        unsubscribe_url=unsubscribe,
        preferences_url=manage,
        mark_url=static("icons/icon-192.png"),
    )


def _part(issue: IssuePage, now: datetime) -> LetterPart:
    language = issue.language
    with translation.override(language):
        column_id = issue.column_id
        teasers = catalogue.teasers_of_ids(issue.all_chosen_ids(), now)
        images = catalogue.mail_images(teasers)
        found = {
            teaser.page_id: replace(teaser, image=images.get(teaser.page_id)) for teaser in teasers
        }
        sections = tuple(_section(section, found, language) for section in issue.chosen_sections())
        return LetterPart(
            language=language,
            title=issue.title,
            summary=issue.summary,
            sections=tuple(s for s in sections if s.teasers or s.notes),
            web_url=issue.get_url() or reverse("wagtail_serve", args=[""]),
            home_url=reverse("wagtail_serve", args=[""]),
            entity_name=_("The publishing house of the digital government"),
            period=month_name(issue.month, language),
            tagline=_tagline(issue),
            # Kept links name a page or a document by its number.
            intro=expand_db_html(issue.intro),
            column=found.get(column_id) if column_id else None,
        )


def _tagline(issue: IssuePage) -> str:
    """The publication's, in the active language."""
    site = issue.get_site()
    return str(SiteIdentity.for_site(site).tagline) if site else ""


def _section(section: Section, found: dict[int, Teaser], language: str) -> LetterSection:
    shown = [page for page in section.pages if page.page_id in found]
    return LetterSection(
        title=section.title,
        kind=section.kind.value,
        teasers=tuple(
            replace(found[p.page_id], summary=p.blurb or found[p.page_id].summary) for p in shown
        ),
        notes=tuple(
            LetterNote(
                title=note.title,
                text=note.text,
                url=visible_address(note.url),
                when=when_of(note, language),
            )
            for note in section.notes
        ),
    )


def when_of(note: Note, language: str) -> str:
    """The day or days of a date, and its place: "3 November 2026 · Dubai"; else empty."""
    if note.day is None:
        return ""
    days = long_day(note.day, language)
    if note.until is not None and note.until != note.day:
        days = f"{days} – {long_day(note.until, language)}"
    return " · ".join(words for words in (days, note.place) if words)
