"""A search as one more filter: it goes together with other filters, counts and orders."""

from typing import Any, TypeVar

from django.db.models import QuerySet
from modelsearch.backends import get_search_backend

from home.search.tokens import query_tokens

Records = TypeVar("Records", bound=QuerySet[Any, Any])


def match(queryset: Records, query: str) -> Records:
    """Those of the records (of a model with `search_fields`) that hold all of the query; all of them for an empty query.

    A query of signs alone finds nothing. Nothing raises, whatever the query holds.
    """
    if not query.strip():
        return queryset
    if not query_tokens(query):
        return queryset.none()
    keys = get_search_backend().matching_keys(queryset.model, query)
    return queryset.filter(pk__in=keys)
