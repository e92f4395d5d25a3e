"""The search index in SQLite: the library's FTS5 table, holding our tokens."""

from typing import Any

from django.db.models import Model, QuerySet, Value
from django.db.models.functions import Cast
from modelsearch.backends.database.sqlite import query as fts
from modelsearch.backends.database.sqlite import sqlite
from modelsearch.index import AutocompleteField
from modelsearch.query import Phrase, PlainText
from modelsearch.utils import get_content_type_pk, get_descendants_content_types_pks

from home.search.expressions import as_match, columns_of, index_columns, is_any, tokens_of
from home.search.indexing import indexed_texts, key_field
from home.search.tokens import index_text, query_tokens


class RawMatch(fts.LexemeCombinable, Value):
    """A part of an FTS5 expression, already written."""

    _output_field = fts.SearchQueryField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:  # type: ignore[override]
        return "%s", [self.value]


class TokenQueryCompiler(sqlite.SQLiteSearchQueryCompiler):
    """Asks for tokens. Never by relevance: the library's ranking runs the search again for every hit."""

    fields: list[str] | None

    FTS_TABLE_FIELDS = ["body"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_by_relevance = False
        self.fields = index_columns(self.fields)

    def build_search_query_content(self, query: Any, config: Any = None) -> Any:
        if isinstance(query, (PlainText, Phrase)):
            tokens = tokens_of(query, last_is_prefix=self.LAST_TERM_IS_PREFIX)
            return fts.SearchQueryExpression(RawMatch(as_match(tokens, any_of=is_any(query))), config=config)
        return super().build_search_query_content(query, config=config)


class TokenAutocompleteCompiler(TokenQueryCompiler, sqlite.SQLiteAutocompleteQueryCompiler):
    """The same while somebody types."""

    LAST_TERM_IS_PREFIX = True
    TARGET_SEARCH_FIELD_TYPE = AutocompleteField
    FTS_TABLE_FIELDS = ["autocomplete"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = None


class TokenIndex(sqlite.SQLiteIndex):
    """Writes tokens."""

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Only ranking reads them, and computing them reads the whole table at every save."""

    def add_items(self, model: type[Model], objs: list[Model]) -> None:
        content_type = get_content_type_pk(model)
        rows = [sqlite.IndexEntry(content_type_id=content_type, object_id=str(each.pk), **_columns(each)) for each in objs]
        if rows and model.get_search_fields():  # type: ignore[attr-defined]
            self.entries.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["content_type", "object_id"],
                update_fields=["title", "body", "autocomplete"],
            )


def _columns(record: Model) -> dict[str, str]:
    texts: dict[str, list[str]] = {"title": [], "body": [], "autocomplete": []}
    for field, text in indexed_texts(record):
        for column in columns_of(field):
            texts[column].append(index_text(text))
    return {column: " ".join(parts) for column, parts in texts.items()}


class SearchBackend(sqlite.SQLiteSearchBackend):
    """Search in SQLite."""

    query_compiler_class = TokenQueryCompiler
    autocomplete_query_compiler_class = TokenAutocompleteCompiler
    index_class = TokenIndex

    def matching_keys(self, model: type[Model], query: str) -> QuerySet[Any, Any]:
        """The primary keys of the model's records that hold all of the query, as a subquery."""
        expression = fts.SearchQueryExpression(RawMatch(as_match(query_tokens(query))))
        return (
            sqlite.SQLiteFTSIndexEntry.objects.filter(fts.MatchExpression(["body"], expression))
            .filter(index_entry__content_type__in=get_descendants_content_types_pks(model))
            .values_list(Cast("index_entry__object_id", key_field(model)), flat=True)
        )
