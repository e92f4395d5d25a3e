"""A cache that is away counts as empty; one that is there keeps."""

import shutil
import subprocess

import pytest
from redis.exceptions import RedisError

from home.caching import SteadyRedisCache
from scripts.postgres import free_port
from scripts.processes import is_listening


@pytest.fixture
def away():
    return SteadyRedisCache(f"redis://127.0.0.1:{free_port()}/0", {})


def test_reads_find_nothing_while_redis_is_away(away):
    assert (away.get("a"), away.get("a", "other"), away.get_many(["a"]), away.has_key("a")) == (None, "other", {}, False)


def test_writes_are_forgotten_while_redis_is_away(away):
    done = (away.set("a", 1), away.set_many({"a": 1}), away.add("a", 1), away.touch("a"), away.delete("a"), away.clear())

    assert done == (None, [], True, False, False, False)
    assert away.delete_many(["a"]) is None
    assert away.get_or_set("a", "made") == "made"


def test_a_client_is_made_once(away):
    assert away._cache.get_client("a") is away._cache.get_client("b", write=True)


def test_counting_fails_aloud_while_redis_is_away(away):
    with pytest.raises(RedisError):
        away.incr("a")


@pytest.mark.skipif(not shutil.which("redis-server"), reason="redis-server is not installed: make test installs it")
def test_redis_that_is_there_keeps(tmp_path):
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        while not is_listening(port):
            assert server.poll() is None
        cache = SteadyRedisCache(f"redis://127.0.0.1:{port}/0", {})
        cache.set("a", {"b": 1})
        kept = (cache.get("a"), cache.add("a", 2), cache.incr("n") if cache.add("n", 1) else 0, cache.has_key("a"))
        server.terminate()

    assert kept == ({"b": 1}, False, 2, True)
