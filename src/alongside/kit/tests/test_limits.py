"""Too many tries are refused; good ones do not count; the next window begins afresh. In one process and in several."""

import os
import subprocess
import sys
import time
import uuid

import pytest
import redis
from django.core.cache import cache

from alongside.kit.limits import allow, give_back, seconds_left
from alongside.kit.redis_or_memory import RedisOrMemory

SERVER = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")


def shared_cache():
    try:
        redis.Redis.from_url(SERVER, socket_connect_timeout=1).ping()
    except (redis.RedisError, OSError):
        pytest.skip(f"NO VALKEY OR REDIS ANSWERS at {SERVER}")
    return {
        "BACKEND": "alongside.kit.redis_or_memory.RedisOrMemory",
        "LOCATION": SERVER,
        "KEY_PREFIX": uuid.uuid4().hex,
    }


def cache_of_nobody():
    return {"BACKEND": "alongside.kit.redis_or_memory.RedisOrMemory", "LOCATION": "redis://127.0.0.1:9/0"}


@pytest.fixture(autouse=True, params=["one process", "shared", "shared, but Redis does not answer"])
def _empty_cache(request, settings):
    if request.param == "shared":
        settings.CACHES = {"default": shared_cache()}
    elif request.param != "one process":
        settings.CACHES = {"default": cache_of_nobody()}
    cache.clear()


def test_it_refuses_after_the_most():
    assert [allow("t", "a", most=2, seconds=60) for _ in range(3)] == [True, True, False]
    assert allow("t", "b", most=2, seconds=60)
    assert allow("other", "a", most=2, seconds=60)
    assert 0 < seconds_left("t", "a") <= 61


def test_it_does_not_count_what_is_given_back():
    for _ in range(10):
        assert allow("t", "a", most=2, seconds=60)
        give_back("t", "a")


def test_it_cannot_be_driven_below_nothing():
    allow("t", "a", most=1, seconds=60)
    for _ in range(5):
        give_back("t", "a")
    assert [allow("t", "a", most=1, seconds=60) for _ in range(2)] == [True, False]


def test_it_keeps_no_address_in_the_cache(settings):
    allow("t", "192.0.2.7", most=1, seconds=60)
    store = settings.CACHES["default"]
    if "KEY_PREFIX" in store:
        keys = redis.Redis.from_url(SERVER).keys(f"{store['KEY_PREFIX']}*")
    else:
        keys = list(getattr(cache, "own", cache)._cache)
    assert keys
    assert not any("192.0.2.7" in str(key) for key in keys)


@pytest.mark.parametrize("_empty_cache", ["shared"], indirect=True)
def test_when_redis_goes_and_comes_back_it_counts_in_it_again(monkeypatch, settings):
    assert allow("t", "a", most=2, seconds=60)
    server = settings.CACHES["default"]["LOCATION"]
    monkeypatch.setitem(RedisOrMemory.rests, server, time.monotonic() + 60)
    assert [allow("t", "a", most=1, seconds=60) for _ in range(2)] == [True, False]
    monkeypatch.delitem(RedisOrMemory.rests, server)
    assert [allow("t", "a", most=2, seconds=60) for _ in range(2)] == [True, False]


@pytest.mark.once
@pytest.mark.parametrize("_empty_cache", ["shared"], indirect=True)
def test_two_processes_count_together(begun, tmp_path):
    where = SERVER.rpartition("/")[0] + "/14"
    code = (
        "import alongside.cli; alongside.cli.prepare()\n"
        "from alongside.kit.limits import allow\n"
        f"print(allow('t', {uuid.uuid4().hex!r}, most=2, seconds=30))"
    )
    env = {"PATH": os.environ["PATH"], "ALONGSIDE_DATA": str(begun(tmp_path)), "ALONGSIDE_SECRET_KEY": "only-for-tests"}
    env["ALONGSIDE_REDIS_URL"] = where
    told = [subprocess.check_output([sys.executable, "-c", code], env=env, text=True).split()[-1] for _ in range(3)]
    assert told == ["True", "True", "False"]
