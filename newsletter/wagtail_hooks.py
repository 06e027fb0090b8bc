"""What the newsletter hangs into Wagtail, part by part."""

from __future__ import annotations

from newsletter.hooks import compose, imports, items, mailings, menu, subscribers

__all__ = ["compose", "imports", "items", "mailings", "menu", "subscribers"]
