"""What goes wrong while a letter is rendered."""

from __future__ import annotations


class RenderError(ValueError):
    """The letter cannot be rendered; the text says where and why, for the one who edits it."""
