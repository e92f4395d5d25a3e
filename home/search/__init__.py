"""Search that finds Japanese: `match(queryset, query)` filters, `reindex(records)` after related rows changed."""

from home.search.indexing import reindex
from home.search.matching import match

__all__ = ["match", "reindex"]
