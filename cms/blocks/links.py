"""Blocks that lead to something else of the house."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.models import Page

from .previews import PreviewInLanguages


class DownloadBlock(PreviewInLanguages, blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), required=False)
    note = blocks.CharBlock(label=_("note"), required=False)
    document = DocumentChooserBlock(label=_("document"))

    previews: ClassVar = {
        "ar": {"title": "نموذج خطة المشاركة", "note": ""},
        "en": {"title": "Template of a participation plan", "note": ""},
    }

    def preview_in(self, language: str) -> Any:
        first = get_document_model().objects.order_by("pk").values_list("pk", flat=True).first()
        raw = {**self.previews.get(language, self.previews["en"]), "document": first}
        return self.normalize(self.to_python(raw))

    class Meta:
        icon = "download"
        label = _("Download")
        description = _("A file with its kind and size.")
        template = "blocks/download.html"


class SignUpBlock(PreviewInLanguages, blocks.StructBlock):
    """The form of the newsletter; where it is sent and what it asks, the component knows."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.TextBlock(label=_("text"), rows=2, max_length=280, required=False)

    previews: ClassVar = {
        "ar": {
            "title": "الرسالة الشهرية في بريدك",
            "text": "مرة في الشهر: جديد الحكومة الرقمية في رسالة واحدة.",
        },
        "en": {
            "title": "The monthly letter in your mailbox",
            "text": "Once a month: what is new in digital government, in one letter.",
        },
    }

    class Meta:
        icon = "mail"
        label = _("Newsletter sign-up")
        description = _("The form by which readers subscribe to the newsletter.")
        template = "blocks/sign_up.html"


class PageCardBlock(PreviewInLanguages, blocks.StructBlock):
    page = blocks.PageChooserBlock(label=_("page"))

    previews: ClassVar = {"ar": {}, "en": {}}

    def preview_in(self, language: str) -> Any:
        page = Page.objects.filter(depth__gt=2, live=True, locale__language_code=language)
        first = page.order_by("pk").values_list("pk", flat=True).first()
        return self.normalize(self.to_python({"page": first}))

    class Meta:
        icon = "doc-empty"
        label = _("Page card")
        description = _("Leads to another page, in the reader's language.")
        template = "blocks/page_card.html"
