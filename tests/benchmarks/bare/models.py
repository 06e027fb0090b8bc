"""One page type: a title and a body."""

from __future__ import annotations

from typing import ClassVar

from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page


class PlainPage(Page):
    body = StreamField(
        [("heading", blocks.CharBlock()), ("paragraph", blocks.RichTextBlock())], blank=True
    )

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("body")]
    template = "bare/plain_page.html"

    class Meta:
        app_label = "bare"
