"""Blocks of running text."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .previews import PreviewInLanguages

#: What a paragraph may contain; headings are blocks of their own, so that the list of
#: contents and the order of levels (WCAG 1.3.1) are under our control.
PARAGRAPH_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "superscript"]


class HeadingBlock(PreviewInLanguages, blocks.StructBlock):
    text = blocks.CharBlock(label=_("text"), max_length=160)
    level = blocks.ChoiceBlock(
        label=_("level"),
        choices=[("h2", _("Section")), ("h3", _("Subsection"))],
        default="h2",
    )

    previews: ClassVar = {
        "ar": {"text": "من الملاحظة إلى القرار", "level": "h2"},
        "en": {"text": "From remark to decision", "level": "h2"},
    }

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Opens a section; the list of contents is made from these.")
        template = "blocks/heading.html"


class ParagraphBlock(PreviewInLanguages, blocks.RichTextBlock):
    previews: ClassVar = {
        "ar": "<p>تبدأ المشاركة الجيدة <b>بسؤال واضح</b> يفهمه الجميع.</p>",
        "en": "<p>Good participation begins with <b>a clear question</b> for everyone.</p>",
    }

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        description = _("Running text with links and lists.")
        template = "blocks/paragraph.html"
        features = PARAGRAPH_FEATURES


class QuoteBlock(PreviewInLanguages, blocks.StructBlock):
    text = blocks.TextBlock(label=_("quotation"), rows=3)
    speaker = blocks.CharBlock(label=_("speaker"), required=False)
    role = blocks.CharBlock(label=_("role of the speaker"), required=False)

    previews: ClassVar = {
        "ar": {
            "text": "نصغي أولاً، ثم نقرر معاً.",
            "speaker": "منسقة المشاركة الرقمية",
            "role": "وزارة خدمات المجتمع",
        },
        "en": {
            "text": "First we listen, then we decide together.",
            "speaker": "Participation coordinator",
            "role": "Ministry of Community Services",
        },
    }

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Words of a person, with who said them.")
        template = "blocks/quote.html"
