"""What does a notice look like as mail? Plain text as written, and HTML made from that text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac

from cms.languages import direction_of

if TYPE_CHECKING:
    from cms.notices.models import Notice

_PATH = re.compile(r"/(?!/)\S*")
_LINK = re.compile(r"https?://\S+")
_SALT = "cms.notices.message-id"


def letter_of(notice: Notice) -> EmailMultiAlternatives:
    """The message, the same each time it is made; raises what templates raise."""
    context = _absolute(notice.context)
    with translation.override(notice.language):
        subject = " ".join(_text(f"{notice.template}.subject.txt", context).split())
        text = _text(f"{notice.template}.txt", context).strip() + "\n"
        html = render_to_string("notices/letter.html", _parts(subject, text, notice.language))
    message = EmailMultiAlternatives(
        subject,
        text,
        to=[notice.recipient],
        headers={
            "Message-ID": message_id(notice.key),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Content-Language": notice.language,
        },
    )
    message.attach_alternative(html, "text/html")
    return message


def message_id(key: str) -> str:
    """Of the key alone: a notice that is sent twice can be told as one by who gets it."""
    digest = salted_hmac(_SALT, key, algorithm="sha256").hexdigest()[:40]
    return f"<notice-{digest}@{urlsplit(settings.PUBLIC_URL).hostname or 'localhost'}>"


def _text(template: str, context: dict[str, Any]) -> str:
    """Rendered without HTML's escapes, which have no meaning in plain text."""
    found = Engine.get_default().get_template(template)
    return str(found.render(Context(context, autoescape=False)))


def _absolute(value: Any) -> Any:
    """The context with its paths as addresses: the admin's on its host, others on the public."""
    if isinstance(value, dict):
        return {name: _absolute(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_absolute(item) for item in value]
    if isinstance(value, str) and _PATH.fullmatch(value):
        admin = value.startswith(reverse("wagtailadmin_home"))
        return f"{settings.WAGTAILADMIN_BASE_URL if admin else settings.PUBLIC_URL}{value}"
    return value


def _parts(subject: str, text: str, language: str) -> dict[str, Any]:
    """Paragraphs parted by empty lines; a paragraph that is one link becomes a button."""
    paragraphs = [block.strip().splitlines() for block in re.split(r"\n\s*\n", text.strip())]
    return {
        "subject": subject,
        "language": language,
        "direction": direction_of(language),
        "house": settings.WAGTAIL_SITE_NAME,
        "blocks": [
            {
                "lines": [{"text": line.strip(), "link": bool(_LINK.fullmatch(line.strip()))}
                          for line in lines],
            }
            for lines in paragraphs
        ],
    }  # fmt: skip
