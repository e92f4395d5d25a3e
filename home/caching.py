"""A cache whose loss slows the site down and does nothing worse: Redis that does not answer counts as an empty cache."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def _or_nothing(name: str, nothing: Callable[..., Any]) -> Callable[..., Any]:
    """The backend's method, with an answer for the case that Redis is away."""
    method = getattr(RedisCache, name)

    @wraps(method)
    def asked(self: RedisCache, *args: Any, **kwargs: Any) -> Any:
        try:
            return method(self, *args, **kwargs)
        except RedisError as error:
            logger.warning("the cache does not answer: %s", type(error).__name__)
            return nothing(*args, **kwargs)

    return asked


def _default(_key: str, default: Any = None, *_args: Any, **_kwargs: Any) -> Any:
    return default


class LastingClient(RedisCacheClient):
    """Django makes a client for each question, which costs more than the question; one per pool serves all threads."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._made: dict[int, Redis] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Redis:
        pool = self._get_connection_pool(write)  # type: ignore[attr-defined]  # Django's own, which the stubs do not know
        if id(pool) not in self._made:
            self._made[id(pool)] = self._client(connection_pool=pool)  # type: ignore[attr-defined]
        return self._made[id(pool)]


class SteadyRedisCache(RedisCache):
    """Reads find nothing and writes are forgotten while Redis is away; counting (`incr`) still fails aloud."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = LastingClient

    get = _or_nothing("get", _default)
    get_many = _or_nothing("get_many", lambda *_a, **_k: {})
    set = _or_nothing("set", lambda *_a, **_k: None)
    set_many = _or_nothing("set_many", lambda *_a, **_k: [])
    add = _or_nothing("add", lambda *_a, **_k: True)
    touch = _or_nothing("touch", lambda *_a, **_k: False)
    delete = _or_nothing("delete", lambda *_a, **_k: False)
    delete_many = _or_nothing("delete_many", lambda *_a, **_k: None)
    has_key = _or_nothing("has_key", lambda *_a, **_k: False)
    clear = _or_nothing("clear", lambda *_a, **_k: False)
