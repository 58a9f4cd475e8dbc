"""Who wants to know at once that something changed in a room: this process, and others over Valkey or Redis.

Losing a piece of news loses nothing: everybody who listens also looks at the room's version once a second.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction

CHANNEL = "alongside:room"
PAUSE = 5.0  # seconds without trying, after a try that failed: nobody who changes something waits for it each time
Hear = Callable[[int], None]
_hearers: list[Hear] = []
log = logging.getLogger("alongside.room")


def hears(function: Hear) -> Hear:
    """Register `function(room_id)`, called in any thread after something in the room was changed and kept."""
    if function not in _hearers:
        _hearers.append(function)
    return function


def tell_here(room_id: int) -> None:
    for function in _hearers:
        function(room_id)


def announce(room_id: int) -> None:
    """Tell everybody after the commit; at once where there is no transaction."""
    transaction.on_commit(lambda: _announce(room_id))


def _announce(room_id: int) -> None:
    global _not_before
    tell_here(room_id)
    if settings.ENV.redis_url and time.monotonic() >= _not_before:
        try:
            _redis().publish(CHANNEL, str(room_id))
        except Exception as error:  # noqa: BLE001 (whatever it is: the version is polled anyway)
            _not_before = time.monotonic() + PAUSE
            log.warning("news not passed on: %s", type(error).__name__)


_client: Any = None
_not_before = 0.0


def _redis() -> Any:
    global _client
    if _client is None:
        import redis

        _client = redis.Redis.from_url(settings.ENV.redis_url, socket_timeout=2, socket_connect_timeout=2)
    return _client


def listen_to_others() -> None:
    """Hear what other processes announce, in a thread of its own, until the process ends. Connects again if need be."""
    if settings.ENV.redis_url:
        threading.Thread(target=_listen, name="alongside-news", daemon=True).start()


def _listen() -> None:
    while True:
        try:
            pubsub = _redis().pubsub(ignore_subscribe_messages=True)
            pubsub.subscribe(CHANNEL)
            while True:
                message = pubsub.get_message(timeout=1.0)
                if message and message["data"].isdigit() and len(message["data"]) < 19:
                    tell_here(int(message["data"]))
        except Exception as error:  # noqa: BLE001 (it comes back; until then versions are polled)
            log.warning("not hearing other processes: %s", type(error).__name__)
            time.sleep(1)
