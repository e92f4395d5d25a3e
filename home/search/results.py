"""What a search shows of one thing. Other floors offer theirs in `search_sources.py`.

SOURCES = [callable(query, language, limit) -> list[Result]]   best first, only what the public may see
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Result:
    """One thing found. `kind` says in a word what it is."""

    title: str
    url: str
    kind: str = ""
    excerpt: str = ""
    date: dt.date | None = None
    picture: Any = None
