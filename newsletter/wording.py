"""What do people agree to who fill in the form? Every wording there ever was, word for word.

These are evidence (GDPR, article 7; N3) and therefore constants: no catalogue of messages may
change them. A changed text is a new version, put first; those before stay, because a page that
was exported or kept may still show them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Wording:
    """`version` is the day from which it was shown, with the form before it."""

    version: str
    language: str
    text: str


#: Of languages without a wording of their own.
FALLBACK: Final = "en"

LETTER: Final = "letter"
MEDIA: Final = "media"

#: Form → day → language → text; the newest day first.
_WORDINGS: Final[dict[str, dict[str, dict[str, str]]]] = {
    LETTER: {
        "2026-11-23": {
            "ar": "لا تُستعمل بياناتك إلا لإرسال الرسالة الإخبارية. تؤكد اشتراكك برابط يصلك "
            "بالبريد، وتلغيه متى شئت، ولك أن تطّلع على بياناتك وتمحوها.",
            "en": "What you write is used to send you the newsletter and for nothing else. You "
            "confirm by a link in a mail, leave whenever you like, and can see and erase your "
            "data.",
        },
    },
    MEDIA: {
        "2026-11-23": {
            "ar": "لا يُستعمل اسمك واسم مؤسستك وعنوانك إلا لقائمة الإعلام. تؤكد انضمامك برابط يصلك "
            "بالبريد، وتغادر القائمة متى شئت، ولك أن تطّلع على بياناتك وتمحوها.",
            "en": "Your name, organisation and address are used for the media list and for nothing "
            "else. You confirm by a link in a mail, leave whenever you like, and can see and erase "
            "your data.",
        },
    },
}


def wording(form: str, language: str, day: str = "") -> Wording:
    """That of `form` as of `day`; the newest where no such day is known."""
    days = _WORDINGS[form]
    day = day if day in days else next(iter(days))
    language = language if language in days[day] else FALLBACK
    return Wording(f"{form}-{day}", language, days[day][language])


def newest_day(form: str) -> str:
    return next(iter(_WORDINGS[form]))
