"""Terms in PostgreSQL's tsvectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modelsearch.backends.database.postgres.postgres import PostgresIndex, PostgresSearchBackend

from cms.search.in_terms import TermsBackend, TermsIndex

if TYPE_CHECKING:
    from django.db.models import Model


class _Index(TermsIndex, PostgresIndex):
    pass


class SearchBackend(TermsBackend, PostgresSearchBackend):
    index_class = _Index

    def scores(self, query: Any, model: type[Model], most: int) -> dict[int, float]:
        """How well each row answers, by primary key, the best `most`; higher is better."""
        results = self.search(query, model)
        if results.query_compiler is None:
            return {}
        rows = results.annotate_score("score").get_queryset().values_list("pk", "score")
        return dict(rows[:most])
