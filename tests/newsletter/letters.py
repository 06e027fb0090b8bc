"""Letters to render in tests: complete, in both languages, with every awkward thing inside."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from cms.teaser import Kind, Picture, Teaser, TeaserLink
from newsletter.letter import (
    RECIPIENT_TOKEN,
    Letter,
    LetterPart,
    LetterSection,
    Sender,
    compose_letter,
)

BASE_URL = "https://barza.example/"
DUBAI = ZoneInfo("Asia/Dubai")
SENT_AT = datetime(2026, 11, 22, 9, 0, tzinfo=DUBAI)
SENDER = Sender(
    name="البرزة",
    address="newsletter@barza.example",
    list_id="newsletter.barza.example",
    reply_to="hello@barza.example",
    unsubscribe_mailbox="unsubscribe@barza.example",
)

_TEXTS = {
    "ar": {
        "title": "المشاركة التي تُغيّر القرار",
        "summary": "انتهت 45% من الاستشارات عبر UAE Participate بتعديل معلن.",
        "section": "أخبار المشاركة",
        "entity": "هيئة الحكومة الرقمية",
        "alt": "مجلسٌ في دبي",
    },
    "en": {
        "title": "Participation that changes decisions",
        "summary": "The single portal (البوابة الموحدة) is open until 15 December 2026.",
        "section": "Participation news",
        "entity": "Digital Government Authority",
        "alt": "A majlis in Dubai",
    },
}


def teaser(language: str, slug: str = "news-1", **values: Any) -> Teaser:
    text, prefix = _TEXTS[language], "/" if language == "ar" else "/en/"
    entity = TeaserLink(text["entity"], f"{prefix}entities/authority/", "authority")
    image = Picture("/media/majlis.webp", "/media/majlis.webp 400w", 400, 225, text["alt"])
    return Teaser(
        **{
            "kind": Kind.NEWS,
            "title": text["title"],
            "summary": text["summary"],
            "url": f"{prefix}blog/{slug}/",
            "language": language,
            "published_at": SENT_AT,
            "image": image,
            "entity": entity,
            "authors": (entity,),
            **values,
        }
    )


def letter_part(language: str, *, teasers: int = 3, **values: Any) -> LetterPart:
    text, prefix = _TEXTS[language], "/" if language == "ar" else "/en/"
    column = teaser(
        language, "column", kind=Kind.COLUMN, statements=(text["summary"], text["title"])
    )
    shown = tuple(teaser(language, f"news-{number}") for number in range(teasers))
    return LetterPart(
        **{
            "language": language,
            "title": text["title"],
            "summary": text["summary"],
            "intro": f'<p>{text["section"]} <a href="/blog/">{text["title"]}</a></p>',
            "period": "2026-11",
            "sections": (LetterSection(text["section"], shown),),
            "column": column,
            "web_url": f"{prefix}newsletter/2026-11/",
            "home_url": prefix,
            "entity_name": text["entity"],
            **values,
        }
    )


def make_letter(*languages: str, parts: tuple[LetterPart, ...] = (), **values: Any) -> Letter:
    """A letter in `languages` (Arabic if none), or of `parts`, at absolute addresses."""
    chosen = parts or tuple(letter_part(language) for language in languages or ("ar",))
    return compose_letter(
        **{
            "base_url": BASE_URL,
            "issue": "2026-11",
            "parts": chosen,
            "subject": "نشرة البرزة · نوفمبر 2026",
            "preheader": "عمود الشهر",
            "sender": SENDER,
            "unsubscribe_url": f"/newsletter/unsubscribe/{RECIPIENT_TOKEN}/",
            "preferences_url": f"/newsletter/preferences/{RECIPIENT_TOKEN}/",
            **values,
        }
    )
