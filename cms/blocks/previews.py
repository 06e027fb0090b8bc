"""How the block picker shows a block before it is chosen: in every language it has."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import get_language
from wagtail import blocks

from cms.languages import direction_of


class PreviewInLanguages(blocks.Block):
    """A block with a preview value in Arabic and in English.

    `previews` maps a language code to what `to_python` of the block takes.
    """

    previews: ClassVar[dict[str, Any]] = {}

    def preview_in(self, language: str) -> Any:
        raw = self.previews.get(language, self.previews.get("en"))
        return self.normalize(self.to_python(raw))

    def get_preview_value(self) -> Any:
        return self.preview_in(get_language() or "ar")

    def get_preview_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_preview_context(value, parent_context)
        context["previews"] = [
            {
                "language": language,
                "direction": direction_of(language),
                "block": self.bind(self.preview_in(language)),
            }
            for language in self.previews
        ]
        return context

    @property
    def is_previewable(self) -> bool:
        return bool(self.previews)
