"""Keeps fragments of public pages until something they show has changed.

Each named source has a token in the cache; a fragment's key holds the tokens of what it was made from. Whoever changes
something calls `renew("register")`; the old fragments are then never asked for again and expire.
"""

import uuid
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest

from home import jobs

SOURCES = ("pages", "programs", "calendar", "register", "figures")
TOKEN_LIFE = 7 * 86_400
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


def _name(source: str) -> str:
    return f"fresh:{source}"


def tokens() -> dict[str, str]:
    """The tokens of all sources, by one question to the cache; missing ones are made."""
    found = cache.get_many([_name(source) for source in SOURCES])
    missing = {_name(source): uuid.uuid4().hex for source in SOURCES if _name(source) not in found}
    if missing:
        cache.set_many(missing, TOKEN_LIFE)
    return {source: (found | missing)[_name(source)] for source in SOURCES}


def tokens_for(request: HttpRequest | None) -> dict[str, str]:
    """The tokens, asked for once per request."""
    if request is None:
        return tokens()
    known: dict[str, str] | None = getattr(request, "fresh_tokens", None)
    if known is None:
        known = request.fresh_tokens = tokens()  # type: ignore[attr-defined]
    return known


def renew(*sources: str) -> None:
    """Makes all fragments from these sources stale, once the running transaction has been committed, and kept pages soon after.

    Raises ValueError for a name that no fragment can depend on.
    """
    if unknown := set(sources) - set(SOURCES):
        raise ValueError(f"Unknown sources: {', '.join(sorted(unknown))}. Known are {', '.join(SOURCES)}.")

    def write() -> None:
        cache.set_many({_name(source): uuid.uuid4().hex for source in sources}, TOKEN_LIFE)

    transaction.on_commit(write)
    if settings.PAGE_CACHES:
        jobs.enqueue_once("home.tasks.refresh_pages")


def kept(name: str, sources: Sequence[str], known: dict[str, str], make: Callable[[], T], *, seconds: int = 300) -> T:
    """What is kept under the name, or what `make` returns, kept from now on.

    The name tells languages and pages apart; `known` are the tokens, asked for once per request.
    """
    if not settings.KEEP_FRAGMENTS:
        return make()
    key = ":".join(["kept", name, *(known[source] for source in sources)])
    value: T | None = cache.get(key)
    if value is None:
        value = make()
        cache.set(key, value, seconds)
    return value


def kept_many(
    name: str,
    keys: Sequence[K],
    sources: Sequence[str],
    known: dict[str, str],
    make: Callable[[list[K]], Mapping[K, T]],
    *,
    seconds: int = 300,
) -> dict[K, T]:
    """The same for many things of one sort by one question to the cache; `make` gets the keys that are missing."""
    if not settings.KEEP_FRAGMENTS:
        return dict(make(list(keys)))
    stem = ":".join(["kept", name, *(known[source] for source in sources)])
    names = {key: f"{stem}:{key}" for key in keys}
    found = cache.get_many(names.values())
    missing = [key for key in keys if names[key] not in found]
    made = make(missing) if missing else {}
    if made:
        cache.set_many({names[key]: value for key, value in made.items()}, seconds)
    return {key: made[key] if key in made else found[names[key]] for key in keys if key in made or names[key] in found}
