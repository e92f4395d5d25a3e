"""A column of tokens that both databases can search: a tsvector with a GIN index, or a text with an FTS5 table beside it."""

from typing import Any

from django.db import models
from django.db.models.expressions import Expression

from home.search.wording import Wanted, as_match, as_tsquery


class TokenField(models.TextField):
    """Holds what `home.search.wording.stored` gives; asked by `tokens__holds=wanted`. It is written, never read back."""

    def db_type(self, connection: Any) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        """A cast, not to_tsvector: no dictionary or locale has a say in what a token is."""
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return value


@TokenField.register_lookup
class Holds(models.Lookup[Any]):
    """Whether the tokens hold what is wanted."""

    lookup_name = "holds"
    prepare_rhs = False

    def __init__(self, lhs: Expression, rhs: Wanted) -> None:
        super().__init__(lhs, rhs)

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (value,)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", [*parameters, as_tsquery(self.rhs)]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        quote = connection.ops.quote_name
        table = self.lhs.target.model._meta.db_table
        words = quote(f"{table}_words")
        key = f"{quote(self.lhs.alias)}.{quote(self.lhs.target.model._meta.pk.column)}"
        return f"{key} IN (SELECT rowid FROM {words} WHERE {words} MATCH %s)", [as_match(self.rhs)]  # noqa: S608  names of our own table
