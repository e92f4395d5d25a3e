"""Search that finds Japanese: `match(queryset, query)` filters, `reindex(records)` after related rows changed."""

from home.search.indexing import index_made, reindex
from home.search.matching import match

__all__ = ["index_made", "match", "reindex"]
