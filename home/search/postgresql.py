"""The search index in PostgreSQL: the library's tsvector columns and GIN indexes, holding our tokens."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import F, Model, QuerySet, TextField, Value
from django.db.models.functions import Cast
from modelsearch.backends.database.postgres import postgres
from modelsearch.backends.database.postgres.weights import get_weight
from modelsearch.index import AutocompleteField
from modelsearch.query import Phrase, PlainText
from modelsearch.utils import get_content_type_pk, get_descendants_content_types_pks

from home.search.expressions import as_tsquery, columns_of, index_columns, is_any, tokens_of
from home.search.indexing import indexed_texts, key_field
from home.search.tokens import index_tokens, query_tokens

MAX_POSITION = 16_383  # PostgreSQL counts no further
POSITIONS_KEPT = 8  # for ranking; more only make rows larger


class TokenQuery(SearchQuery):
    """A tsquery, already written. A cast, not to_tsquery: no dictionary or locale has a say in what a token is."""

    def __init__(self, text: str) -> None:
        super().__init__(Value(text, output_field=TextField()), search_type="raw")
        self.text = text

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **options: Any) -> tuple[str, list[str]]:  # type: ignore[override]
        return "%s::tsquery", [self.text]


class TokenQueryCompiler(postgres.PostgresSearchQueryCompiler):
    """Asks for tokens."""

    def build_tsquery_content(self, query: Any, config: Any = None, invert: bool = False) -> Any:
        if isinstance(query, (PlainText, Phrase)):
            tokens = tokens_of(query, last_is_prefix=self.LAST_TERM_IS_PREFIX)
            return TokenQuery(as_tsquery(tokens, any_of=is_any(query), invert=invert))
        return super().build_tsquery_content(query, config=config, invert=invert)

    def get_search_vectors(self, search_query: Any) -> list[tuple[Any, Any]]:
        return [(F(f"index_entries__{column}"), 1.0) for column in index_columns(self.fields)]


class TokenAutocompleteCompiler(TokenQueryCompiler, postgres.PostgresAutocompleteQueryCompiler):
    """The same while somebody types."""

    LAST_TERM_IS_PREFIX = True
    TARGET_SEARCH_FIELD_TYPE = AutocompleteField

    def get_search_vectors(self, search_query: Any) -> list[tuple[Any, Any]]:
        return [(F("index_entries__autocomplete"), 1.0)]


class TokenIndex(postgres.PostgresIndex):
    """Writes tokens."""

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Computing them reads the whole table at every save; titles weigh by their boost instead."""

    def add_items(self, model: type[Model], objs: list[Model]) -> None:
        content_type = get_content_type_pk(model)
        rows = [postgres.IndexEntry(content_type_id=content_type, object_id=str(each.pk), **_columns(each)) for each in objs]
        if rows and model.get_search_fields():  # type: ignore[attr-defined]
            self.entries.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["content_type", "object_id"],
                update_fields=["title", "body", "autocomplete"],
            )


def _columns(record: Model) -> dict[str, Cast]:
    texts: dict[str, list[tuple[str, str]]] = {"title": [], "body": [], "autocomplete": []}
    for field, text in indexed_texts(record):
        weight = get_weight(getattr(field, "boost", None))
        for column in columns_of(field):
            texts[column].append((text, weight))
    return {column: Cast(Value(vector_text(parts)), SearchVectorField()) for column, parts in texts.items()}


def vector_text(texts: Iterable[tuple[str, str]]) -> str:
    """Texts with their weights as a tsvector is written: '認定':3A"""
    positions: dict[str, list[str]] = {}
    position = 0
    for text, weight in texts:
        for token in index_tokens(text):
            position += 1
            places = positions.setdefault(token, [])
            if len(places) < POSITIONS_KEPT:
                places.append(f"{min(position, MAX_POSITION)}{weight}")
    return " ".join(f"'{token}':{','.join(places)}" for token, places in positions.items())


class SearchBackend(postgres.PostgresSearchBackend):
    """Search in PostgreSQL."""

    query_compiler_class = TokenQueryCompiler
    autocomplete_query_compiler_class = TokenAutocompleteCompiler
    index_class = TokenIndex

    def matching_keys(self, model: type[Model], query: str) -> QuerySet[Any, Any]:
        """The primary keys of the model's records that hold all of the query, as a subquery over the GIN index."""
        return (
            postgres.IndexEntry.objects.filter(body=TokenQuery(as_tsquery(query_tokens(query))))
            .filter(content_type__in=get_descendants_content_types_pks(model))
            .values_list(Cast("object_id", key_field(model)), flat=True)
        )
