"""The search backend of the house: Wagtail's own for the database in use, with terms for words.

Named in `WAGTAILSEARCH_BACKENDS`, so that readers' search, the API, the admin and its choosers
index and ask alike, on SQLite and on PostgreSQL (with `SEARCH_CONFIG` "simple", for the words
are stems already). After a change of `cms.search.terms` run `manage.py update_index`.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

from django.db import connection

#: Each can be imported only where its database is in use.
_MODULES: Final = {"sqlite": "cms.search.on_sqlite", "postgresql": "cms.search.on_postgresql"}


def SearchBackend(params: dict[str, Any]) -> Any:
    """Under the name that Wagtail looks up. Raises KeyError for another database."""
    return import_module(_MODULES[connection.vendor]).SearchBackend(params)
