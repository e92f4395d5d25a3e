"""What can be found by the search, as the floors offer it in `findables.py`."""

from functools import cache

from home import discovery
from home.search.results import Source


@cache
def offered() -> dict[str, Source]:
    """All sources by name, from the ground floor up."""
    return {source.name: source for module in discovery.offered("findables") for source in module.SOURCES}
