"""Blocks that stand out from the running text."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .previews import PreviewInLanguages
from .text import PARAGRAPH_FEATURES


class StatementsBlock(PreviewInLanguages, blocks.StructBlock):
    """Key statements: short, complete, ready to be quoted (B2, B3)."""

    title = blocks.CharBlock(label=_("title"), required=False)
    items = blocks.ListBlock(
        blocks.TextBlock(label=_("statement"), rows=2, max_length=280), label=_("statements")
    )

    previews: ClassVar = {
        "ar": {"title": "أبرز ما جاء", "items": ["كل ملاحظة تصل إلى من يستطيع أن يقرر."]},
        "en": {"title": "Key statements", "items": ["Every remark reaches who can decide."]},
    }

    class Meta:
        icon = "pick"
        label = _("Key statements")
        description = _("Sentences that journalists may quote as they stand.")
        template = "blocks/statements.html"


class FigureBlock(PreviewInLanguages, blocks.StructBlock):
    value = blocks.CharBlock(label=_("number"), max_length=24)
    unit = blocks.CharBlock(label=_("unit"), required=False, max_length=40)
    label = blocks.CharBlock(label=_("what it counts"), max_length=160)
    source = blocks.CharBlock(label=_("source"), required=False)

    previews: ClassVar = {
        "ar": {"value": "92", "unit": "%", "label": "من الملاحظات أجيب عنها", "source": ""},
        "en": {"value": "92", "unit": "%", "label": "of remarks were answered", "source": ""},
    }

    class Meta:
        icon = "order"
        label = _("Figure")
        description = _("One number that carries the story, with its source.")
        template = "blocks/figure.html"


class CalloutBlock(PreviewInLanguages, blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("kind"),
        choices=[("info", _("Information")), ("tip", _("Advice")), ("warning", _("Warning"))],
        default="info",
    )
    title = blocks.CharBlock(label=_("title"), required=False)
    text = blocks.RichTextBlock(label=_("text"), features=PARAGRAPH_FEATURES)

    previews: ClassVar = {
        "ar": {"kind": "tip", "title": "قبل أن تبدأ", "text": "<p>حدد السؤال والجمهور.</p>"},
        "en": {"kind": "tip", "title": "Before you start", "text": "<p>Name the question.</p>"},
    }

    class Meta:
        icon = "warning"
        label = _("Callout")
        description = _("Advice, information or a warning beside the text.")
        template = "blocks/callout.html"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"))
    text = blocks.RichTextBlock(label=_("text"), features=PARAGRAPH_FEATURES, required=False)

    class Meta:
        icon = "list-ol"
        label = _("Step")


class StepsBlock(PreviewInLanguages, blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), required=False)
    items = blocks.ListBlock(StepBlock(), label=_("steps"))

    previews: ClassVar = {
        "ar": {
            "title": "ثلاث خطوات",
            "items": [{"title": "اسأل", "text": ""}, {"title": "أصغِ", "text": ""}],
        },
        "en": {
            "title": "Three steps",
            "items": [{"title": "Ask", "text": ""}, {"title": "Listen", "text": ""}],
        },
    }

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("What to do, in order.")
        template = "blocks/steps.html"


class AccordionItemBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"))
    text = blocks.RichTextBlock(label=_("text"), features=PARAGRAPH_FEATURES)

    class Meta:
        icon = "collapse-down"
        label = _("Item")


class AccordionBlock(PreviewInLanguages, blocks.StructBlock):
    items = blocks.ListBlock(AccordionItemBlock(), label=_("items"))

    previews: ClassVar = {
        "ar": {"items": [{"title": "من يمكنه المشاركة؟", "text": "<p>كل فرد.</p>"}]},
        "en": {"items": [{"title": "Who can take part?", "text": "<p>Everyone.</p>"}]},
    }

    class Meta:
        icon = "collapse-down"
        label = _("Accordion")
        description = _("Questions that open to their answers.")
        template = "blocks/accordion.html"
