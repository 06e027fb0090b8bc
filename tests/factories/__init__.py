"""Plain functions that make one thing each, a module a feature.

The function for a page type bears its name: `ArticlePage` is made by
`tests.factories.blog.article_page`. Each takes the language first and any field of the type by
keyword; what it is not told it makes up, differently each time.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from cms.models import ContentPage


def factory_of(model: type[ContentPage]) -> Callable[..., ContentPage]:
    """Raises LookupError, saying what to write, when a page type has no factory."""
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower()
    where = f"tests.factories.{model._meta.app_label}"
    try:
        made: Callable[..., ContentPage] = getattr(import_module(where), name)
    except (ImportError, AttributeError) as error:
        raise LookupError(f"{model.__name__} has no factory: write {where}.{name}") from error
    return made
