"""What is indexed and what is asked, both in terms: mixed into the backend of each database."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, Final

from django.utils.encoding import force_str
from wagtail.search.index import AutocompleteField, RelatedFields
from wagtail.search.query import And, Not, Or, Phrase, PlainText

from cms.search.terms import beginnings, terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

#: More would be thousands of nested expressions of the database.
MOST_WORDS: Final = 32
NOTHING: Final = ""


class TermsText(PlainText):
    """A question in terms already, which would not stay the same if they were made again."""


class TermsPhrase(Phrase):
    """Terms that follow each other."""


class TermsIndex:
    """Mixed into an index: what is stored are terms."""

    def add_items(self, model: Any, objs: Iterable[Any]) -> None:
        super().add_items(model, [_InTerms(obj) for obj in objs])  # type: ignore[misc]  # mixin


class TermsBackend:
    """Mixed into a backend: what is asked are terms."""

    def search(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        return super().search(in_terms(query, terms), *args, **kwargs)  # type: ignore[misc]  # mixin

    def autocomplete(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        return super().autocomplete(  # type: ignore[misc]  # mixin
            in_terms(query, beginnings), *args, **kwargs
        )


def in_terms(query: Any, words: Callable[[str], list[str]]) -> Any:
    """The same question with the words of the index; one without words finds nothing."""
    if isinstance(query, (TermsText, TermsPhrase)):
        return query
    if isinstance(query, str):
        return " ".join(words(query)[:MOST_WORDS])
    if isinstance(query, PlainText):
        text = " ".join(words(query.query_string)[:MOST_WORDS])
        return PlainText(text, operator=query.operator, boost=query.boost) if text else NOTHING
    if isinstance(query, Phrase):
        text = " ".join(words(query.query_string)[:MOST_WORDS])
        return Phrase(text) if text else NOTHING
    if isinstance(query, (And, Or)):
        parts = [in_terms(part, words) for part in query.subqueries]
        told = [part for part in parts if part != NOTHING]
        return type(query)(told) if told else NOTHING
    if isinstance(query, Not):
        inner = in_terms(query.subquery, words)
        return Not(inner) if inner != NOTHING else NOTHING
    return query


class _InTerms:
    """An object as the indexer sees it: the same fields, with terms for values."""

    def __init__(self, obj: Any) -> None:
        self.pk = obj.pk
        self._obj = obj

    def get_search_fields(self) -> list[Any]:
        return [_in_terms(field, self._obj) for field in self._obj.get_search_fields()]


def _in_terms(field: Any, of: Any = None) -> Any:
    """`of` stands for the object that the indexer hands over; None: it is the real one."""
    told = copy(field)
    if isinstance(field, RelatedFields):
        told.fields = [_in_terms(inner) for inner in field.fields]
        told.get_value = lambda obj: field.get_value(of or obj)
    else:
        words = beginnings if isinstance(field, AutocompleteField) else terms
        told.get_value = lambda obj: " ".join(words(_text(field.get_value(of or obj))))
    return told


def _text(value: Any) -> str:
    """Values as Wagtail's indexers write them."""
    if isinstance(value, dict):
        return _text(list(value.values()))
    if isinstance(value, (list, tuple)):
        return ", ".join(_text(item) for item in value)
    return force_str(value)
