"""Terms in SQLite's FTS5."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modelsearch.backends.database.sqlite.query import BM25, MatchExpression, normalize
from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteFTSIndexEntry,
    SQLiteIndex,
    SQLiteSearchBackend,
)
from modelsearch.utils import get_descendants_content_types_pks

from cms.search.in_terms import TermsBackend, TermsIndex

if TYPE_CHECKING:
    from django.db.models import Model


class _Index(TermsIndex, SQLiteIndex):
    pass


class SearchBackend(TermsBackend, SQLiteSearchBackend):
    index_class = _Index

    def scores(self, query: Any, model: type[Model], most: int) -> dict[int, float]:
        """How well each row answers, by primary key, the best `most`; higher is better.

        One query over the index alone: Wagtail's own way asks the index once for every row.
        """
        results = self.search(query, model, order_by_relevance=False)
        if results.query_compiler is None:
            return {}
        compiler = results.query_compiler
        match = MatchExpression(
            compiler.FTS_TABLE_FIELDS, compiler.build_search_query(normalize(compiler.query))
        )
        rows = (
            SQLiteFTSIndexEntry.objects.filter(match)
            .filter(index_entry__content_type__in=get_descendants_content_types_pks(model))
            .annotate(score=BM25())
            .order_by("score")
            .values_list("index_entry__object_id", "score")[:most]
        )
        return {int(pk): -score for pk, score in rows}
