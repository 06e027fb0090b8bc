"""Tables of text whose cells can be translated one by one."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .previews import PreviewInLanguages


class TableBlock(PreviewInLanguages, blocks.StructBlock):
    """A caption, column headings and rows; the first cell of a row is its heading.

    Lists of text rather than one JSON value, so that translation finds every cell.
    """

    caption = blocks.CharBlock(label=_("caption"))
    header = blocks.ListBlock(
        blocks.CharBlock(label=_("column heading"), required=False), label=_("column headings")
    )
    rows = blocks.ListBlock(
        blocks.ListBlock(blocks.CharBlock(label=_("cell"), required=False), label=_("row")),
        label=_("rows"),
    )

    previews: ClassVar = {
        "ar": {
            "caption": "مراحل المشاركة",
            "header": ["المرحلة", "ما تقدمه"],
            "rows": [["المعلومات", "يعرف الناس"], ["الاستشارة", "يقول الناس رأيهم"]],
        },
        "en": {
            "caption": "Stages of participation",
            "header": ["Stage", "What it gives"],
            "rows": [["Information", "People know"], ["Consultation", "People speak"]],
        },
    }

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        width = len(cleaned["header"])
        for number, row in enumerate(cleaned["rows"], start=1):
            if len(row) != width:
                raise blocks.StructBlockValidationError(
                    block_errors={
                        "rows": ValidationError(
                            _("Row %(row)s has %(cells)s cells; the table has %(width)s columns.")
                            % {"row": number, "cells": len(row), "width": width}
                        )
                    }
                )
        return cleaned

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns of text, with a caption.")
        template = "blocks/table.html"
