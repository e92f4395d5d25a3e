"""Queries as both databases write them. Tokens hold letters and digits only, so nothing needs escaping."""

from modelsearch.index import AutocompleteField, SearchField
from modelsearch.query import Phrase, PlainText

from home.search.tokens import Token, query_tokens

# What is asked when a query holds nothing that can be looked for (only signs): a word that no text holds.
NOTHING = (Token("0nothing0can0be0found0by0this0"),)


def tokens_of(query: PlainText | Phrase, *, last_is_prefix: bool) -> tuple[Token, ...]:
    """The tokens of one query; while somebody types (autocomplete), every word may be the beginning of one."""
    tokens = query_tokens(query.query_string) or NOTHING
    if last_is_prefix:
        return tuple(Token(token.text, prefix=token.prefix or token.text.isascii()) for token in tokens)
    return tokens


def is_any(query: PlainText | Phrase) -> bool:
    """Whether one of the tokens is enough."""
    return getattr(query, "operator", "and").lower() == "or"


def as_tsquery(tokens: tuple[Token, ...], *, any_of: bool = False, invert: bool = False) -> str:
    """'認定' & 'robot':*"""
    joined = (" | " if any_of else " & ").join(f"'{token.text}'{':*' if token.prefix else ''}" for token in tokens)
    return f"!({joined})" if invert else joined


def as_match(tokens: tuple[Token, ...], *, any_of: bool = False) -> str:
    """("認定" AND "robot"*)"""
    joined = (" OR " if any_of else " AND ").join(f'"{token.text}"{"*" if token.prefix else ""}' for token in tokens)
    return f"({joined})"


def columns_of(field: SearchField | AutocompleteField) -> list[str]:
    """Where the index keeps a field's text."""
    if isinstance(field, AutocompleteField):
        return ["autocomplete"]
    return ["title", "body"] if field.field_name == "title" else ["body"]


def index_columns(fields: list[str] | None) -> list[str]:
    """The body holds all of a record, its title too: one column, one index to ask. The title stands also alone."""
    return ["title"] if fields == ["title"] else ["body"]
