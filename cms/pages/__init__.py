"""Page types that stand on the catalogue: what they show depends on what is published.

They are models of the app `cms`; `CmsConfig.import_models` registers them after `cms.models`,
on which the catalogue stands.
"""

from __future__ import annotations

from .dated import DatedPage
from .home import HomePage, StandardPage
from .listing import ListingPage

__all__ = ["DatedPage", "HomePage", "ListingPage", "StandardPage"]
