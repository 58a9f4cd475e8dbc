"""How often something may be tried: counted in the cache, in fixed windows of time."""

import math
import time

from django.core.cache import cache

from alongside.kit.codes import keyed_hash


def _slot(purpose: str, key: str) -> str:
    return "limit:" + keyed_hash(f"limit:{purpose}", key)  # the cache holds no addresses


def allow(purpose: str, key: str, *, most: int, seconds: int) -> bool:
    """Count one try. True while there were at most `most` in this window of `seconds` (it begins with the first)."""
    slot = _slot(purpose, key)
    cache.add(slot + ":ends", math.ceil(time.time()) + seconds, timeout=seconds)
    cache.add(slot, 0, timeout=seconds)
    try:
        return cache.incr(slot) <= most
    except ValueError:  # the window ended between the two lines
        cache.set(slot, 1, timeout=seconds)
        return most >= 1


def give_back(purpose: str, key: str) -> None:
    """Uncount one try: it was a good one, and good ones do not count."""
    slot = _slot(purpose, key)
    try:
        if cache.decr(slot) < 0:
            cache.incr(slot)
    except ValueError:
        return


def seconds_left(purpose: str, key: str) -> int:
    """How long until the window ends; 0 when there is none."""
    ends: int = cache.get(_slot(purpose, key) + ":ends", 0)
    return max(0, ends - math.floor(time.time())) if ends else 0
