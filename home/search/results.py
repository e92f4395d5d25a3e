"""What a search holds and shows of one thing. The floors offer what can be found in `findables.py`:

SOURCES = [Source(...)]    each reads what the public may see, and nothing else
labels() -> {"ward": {"saiwai": "幸区"}}    what the values of a filter are called, in the active language
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Result:
    """One thing found, as a list shows it. `slug` names an entry that can be compared with others."""

    title: str
    url: str
    kind: str = ""
    excerpt: str = ""
    date: dt.date | None = None
    picture: Any = None
    maker: str = ""
    status: str = ""
    slug: str = ""


@dataclass(frozen=True)
class Findable:
    """One thing for the index. `titles` by language; `names` are other ways to call it, `beside` stands next to its name.

    `path` is its address, below its section or whole. `line` is what a list says of it, where `show` does not know it.
    `public_from` is empty for what is public now.
    """

    key: int
    kind: str
    titles: dict[str, str]
    path: str
    line: str = ""
    names: Sequence[str] = ()
    beside: Sequence[str] = ()
    texts: Sequence[str] = ()
    language: str = ""
    reading: str = ""
    program: str = ""
    ward: str = ""
    year: int | None = None
    day: dt.date | None = None
    public_from: dt.datetime | None = None


@dataclass(frozen=True)
class Source:
    """Where things come from. `read(keys)` gives those of the keys (None: all) that are public; `show(keys, language, base)` what
    a list says of them, leaving out what is public no more; `section` is the kind of page below which they stand, at `base`.
    """

    name: str
    read: Callable[[Sequence[int] | None], Iterable[Findable]]
    show: Callable[[Sequence[int], str, str], dict[int, Result]]
    section: str = ""
    kinds: Sequence[str] = field(default_factory=tuple)
