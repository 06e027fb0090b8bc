"""A full issue in both languages: editorial, column, pages with and without words of the letter,
announcements and dates."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.factories import blog, newsletter
from tests.factories import cms as made

if TYPE_CHECKING:
    from newsletter.models import IssuePage

MONTH = date(2026, 10, 1)

_WORDS: dict[str, dict[str, str]] = {
    "ar": {
        "title": "رسالة أكتوبر 2026",
        "summary": "في هذا العدد: مجلسٌ في كل يد.",
        "intro": '<p>شهرٌ <b>حافل</b> عبر <a href="https://u.ae/x">البوابة</a> (Index).</p>',
        "article": "مُؤشِّرُ المشاركة الرقمية (Index 2026)",
        "blurb": "كلمات الرسالة عن المؤشر",
        "hidden": "صفحة أخفاها المحرر",
        "draft": "صفحة لم تُنشر بعد",
        "column": "مجلس في كل يد",
        "announcements": "إعلانات",
        "announced": "فتح باب المشاركة",
        "text": "تستقبل الهيئة آراءكم حتى نهاية الشهر.",
        "dates": "مواعيد",
        "week": "أسبوع البيانات المفتوحة",
        "day": "ملتقى المشاركة",
        "place": "دبي، مركز المعارض",
    },
    "en": {
        "title": "Newsletter of October 2026",
        "summary": "In this issue: a majlis in every hand.",
        "intro": '<p>A <b>full</b> month by <a href="https://u.ae/x">portal</a> (المشاركة).</p>',
        "article": "An index that shows its work (مؤشر)",
        "blurb": "What the letter says of the index",
        "hidden": "A page that the editor hid",
        "draft": "A page not published yet",
        "column": "A majlis in every hand",
        "announcements": "Announcements",
        "announced": "The survey is open",
        "text": "Send your view until the end of the month.",
        "dates": "Dates",
        "week": "Open data week",
        "day": "Forum on participation",
        "place": "Dubai; exhibition centre, hall 3",
    },
}


def words(language: str) -> dict[str, str]:
    return _WORDS[language]


def full_issue(language: str, **fields: Any) -> IssuePage:
    """A published issue of October 2026 that has everything an issue can have."""
    text = words(language)
    article = blog.article_page(language, title=text["article"], image=made.picture((16, 10)))
    hidden = blog.article_page(language, title=text["hidden"])
    draft = blog.article_page(language, title=text["draft"])
    draft.unpublish()
    column = blog.column_page(language, title=text["column"])
    pages = [
        {"page": article.pk, "blurb": text["blurb"]},
        {"page": hidden.pk, "hidden": True},
        {"page": draft.pk, "blurb": "unpublished"},
    ]
    sections = [
        {"type": "section", "value": {"kind": "articles", "title": "Chosen", "pages": pages}},
        {
            "type": "section",
            "value": {"kind": "news", "title": "Nothing of it public", "pages": pages[1:]},
        },
        {
            "type": "announcements",
            "value": {
                "title": text["announcements"],
                "notes": [
                    {
                        "title": text["announced"],
                        "text": text["text"],
                        "url": "https://survey.example/",
                    },
                    {"title": "*Not* _markup_ #heading <b>", "text": "", "url": ""},
                ],
            },
        },
        {
            "type": "dates",
            "value": {
                "title": text["dates"],
                "notes": [
                    {"day": "2026-12-06", "until": "2026-12-10", "title": text["week"]},
                    {
                        "day": "2026-12-02",
                        "title": text["day"],
                        "place": text["place"],
                        "url": "https://events.example/",
                    },
                ],
            },
        },
    ]
    values = {
        "title": text["title"],
        "summary": text["summary"],
        "intro": text["intro"],
        "month": MONTH,
        "slug": "2026-10-issue",
        "column_id": column.pk,
        "sections": json.dumps(sections),
        **fields,
    }
    return newsletter.issue_page(language, **values)
