"""The cache of several web processes: Redis (or Valkey), and each process's own memory while Redis does not answer.

Nothing but limits, locks and small orders is kept here, so an outage must not stop anybody: limits then count in each
process by itself.
"""

import time
from typing import Any, ClassVar

import redis
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

REST = 5.0  # seconds in which a Redis that did not answer is not asked again


class RedisOrMemory(BaseCache):
    """Django's own two caches behind one face. A Redis address as LOCATION."""

    rests: ClassVar[dict[str, float]] = {}  # until when each server is not asked, for all threads of this process

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        waits = {"socket_connect_timeout": 2, "socket_timeout": 2}
        self.server = server
        self.shared = RedisCache(server, params | {"OPTIONS": waits | params.get("OPTIONS", {})})
        self.own = LocMemCache(f"instead of {server}", params)

    def _ask(self, name: str, *args: Any, **options: Any) -> Any:
        if time.monotonic() >= self.rests.get(self.server, 0.0):
            try:
                return getattr(self.shared, name)(*args, **options)
            except redis.RedisError:
                self.rests[self.server] = time.monotonic() + REST
        return getattr(self.own, name)(*args, **options)

    def add(self, *args: Any, **options: Any) -> Any:
        return self._ask("add", *args, **options)

    def get(self, *args: Any, **options: Any) -> Any:
        return self._ask("get", *args, **options)

    def set(self, *args: Any, **options: Any) -> Any:
        return self._ask("set", *args, **options)

    def touch(self, *args: Any, **options: Any) -> Any:
        return self._ask("touch", *args, **options)

    def delete(self, *args: Any, **options: Any) -> Any:
        return self._ask("delete", *args, **options)

    def incr(self, *args: Any, **options: Any) -> Any:
        return self._ask("incr", *args, **options)

    def clear(self) -> None:
        self._ask("clear")
