"""What this process knows of each open room: what runs now, made once for all phones, and who listens."""

import asyncio
import gzip
import json
import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from asgiref.sync import sync_to_async
from django.db import DatabaseError, close_old_connections
from django.utils import translation

from alongside.gatherings.models import Room
from alongside.room import news, queries
from alongside.room.actions.seats import still_here
from alongside.room.sayings import known_language
from alongside.room.shown import fragment, public_counts

LOOK_EVERY = 1.0  # seconds between two looks at the versions of rooms that somebody listens to
BEAT_EVERY = 20.0  # a line for connections that would else be cut, and a sign that phones are here
COUNTS_FOR = 1.0
PIECE_FOR = 4.0  # a piece with counts in it; without them it holds until something changes
HAS_COUNTS = b'class="rm-result"'
CLOSED_AFTER = 30.0  # forget a room that nobody asked about, after so long
log = logging.getLogger("alongside.room")


@dataclass(eq=False)
class Listener:
    """One open stream. Only the newest news waits for it; an empty piece of news ends it."""

    seat_id: int | None
    news: "asyncio.Queue[bytes]" = field(default_factory=lambda: asyncio.Queue(1))
    since: float = field(default_factory=time.monotonic)
    has_ended: bool = False

    def tell(self, data: bytes) -> None:
        if self.has_ended:
            return
        if self.news.full():
            self.news.get_nowait()
        self.news.put_nowait(data)

    def end(self) -> None:
        """Nothing that is told later takes the place of the end."""
        self.tell(b"")
        self.has_ended = True


@dataclass(eq=False)
class Hall:
    """One room as this process last saw it."""

    code: str
    room_id: int = 0
    version: int = 0
    activity_id: int | None = None
    is_open: bool = False
    seen_at: float = 0.0
    pieces: dict[tuple[str, bool], tuple[bytes, float]] = field(default_factory=dict)  # and until when they hold
    counts: bytes = b"{}"
    counts_at: float = 0.0
    counts_took: float = 0.0
    listeners: set[Listener] = field(default_factory=set)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    told: bytes = b""

    def welcome(self, listener: Listener, *, most: int) -> None:
        """It hears from now on. Of `most` streams of one seat the oldest ends: a phone has a tab or two."""
        same = [
            one for one in self.listeners if listener.seat_id and one.seat_id == listener.seat_id and not one.has_ended
        ]
        if len(same) >= most:
            min(same, key=lambda one: one.since).end()
        self.listeners.add(listener)
        listener.tell(self.event)

    def has(self, key: tuple[str, bool]) -> bool:
        return key in self.pieces and time.monotonic() < self.pieces[key][1]

    @property
    def event(self) -> bytes:
        told = json.dumps({"v": self.version, "a": self.activity_id, "open": self.is_open})
        return f"event: room\ndata: {told}\n\n".encode()

    def tell_all(self, data: bytes) -> None:
        for listener in self.listeners:
            listener.tell(data)

    def end_all(self) -> None:
        """Nobody looks after them any more: they ask again, and are told that the room is gone."""
        for listener in self.listeners:
            listener.end()


async def aside(function: Callable[..., None], *given: Any) -> None:
    """Call what writes in a thread of its own: where it waits for its turn, nobody who only reads waits with it."""

    def work() -> None:
        close_old_connections()
        try:
            function(*given)
        finally:
            close_old_connections()

    await asyncio.to_thread(work)


def _look(code: str, room_id: int) -> tuple[int, int, int | None, bool] | None:
    """None also where the code is another room's: then nothing more is asked, and no time tells that there is one."""
    close_old_connections()
    room = Room.objects.filter(code=code, pk=room_id).first()
    if room is None:
        return None
    live = queries.live_in(room) if room.closed_at is None else None
    return room.pk, room.version, live.activity_id if live else None, room.closed_at is None


def _piece(code: str, language: str) -> bytes:
    close_old_connections()
    room = queries.room_by_code(code)
    with translation.override(language):
        return fragment(room).encode() if room else b""


def _counts(code: str) -> bytes:
    close_old_connections()
    room = queries.room_by_code(code)
    return json.dumps(public_counts(room) if room else {}).encode()


class Halls:
    """All rooms this process has been asked about. Use it from one event loop."""

    def __init__(self) -> None:
        self.by_code: dict[str, Hall] = {}
        self.loop: asyncio.AbstractEventLoop | None = None
        self.watch: asyncio.Task[None] | None = None
        self.stale: set[int] = set()

    async def get(self, code: str, room_id: int) -> Hall | None:
        """This room, if that is its code, as it is now or not older than a second. Of other rooms nothing is told."""
        self._begin()
        hall = self.by_code.get(code)
        if hall is None or hall.room_id != room_id:
            found = await sync_to_async(_look)(code, room_id)
            if found is None:
                return None
            hall = self.by_code.setdefault(code, Hall(code))
            self._set(hall, found)
        elif time.monotonic() - hall.seen_at > LOOK_EVERY or hall.room_id in self.stale:
            await self.look_again(hall)
        return hall if self.by_code.get(code) is hall else None

    async def look_again(self, hall: Hall) -> None:
        async with hall.lock:
            if time.monotonic() - hall.seen_at <= LOOK_EVERY and hall.room_id not in self.stale:
                return
            self.stale.discard(hall.room_id)
            found = await sync_to_async(_look)(hall.code, hall.room_id)
            if found is None:  # the code is another room's or nobody's now
                hall.is_open = False
                self.by_code.pop(hall.code, None)
            else:
                self._set(hall, found)
            if hall.listeners and hall.event != hall.told:
                hall.told = hall.event
                hall.tell_all(hall.event)
            if found is None:
                hall.end_all()

    def _set(self, hall: Hall, found: tuple[int, int, int | None, bool]) -> None:
        room_id, version, activity_id, is_open = found
        if version != hall.version:
            hall.pieces.clear()
            hall.counts_at = 0.0
        hall.room_id, hall.version, hall.activity_id, hall.is_open = room_id, version, activity_id, is_open
        hall.seen_at = time.monotonic()

    async def piece(self, hall: Hall, language: str, *, zipped: bool) -> bytes:
        """What phones show now, made once for everybody, in a language that we have: others would fill the memory.

        With counts in it, it is never older than four seconds, or than three times what making it takes.
        """
        language = known_language(language)
        key = (language, zipped)
        if not hall.has(key):
            async with hall.lock:
                if not hall.has(key):
                    began, version = time.monotonic(), hall.version
                    made = await sync_to_async(_piece)(hall.code, language)
                    body = await asyncio.to_thread(gzip.compress, made, 6) if zipped else made
                    if version != hall.version:
                        return body
                    now = time.monotonic()
                    until = now + max(PIECE_FOR, 3 * (now - began)) if HAS_COUNTS in made else math.inf
                    hall.pieces[key] = (body, until)
        return hall.pieces[key][0]

    async def counts(self, hall: Hall) -> bytes:
        """The counts, never older than a second, or than three times what counting takes."""
        if time.monotonic() - hall.counts_at > max(COUNTS_FOR, 3 * hall.counts_took):
            async with hall.lock:
                if time.monotonic() - hall.counts_at > max(COUNTS_FOR, 3 * hall.counts_took):
                    began = time.monotonic()
                    hall.counts = await sync_to_async(_counts)(hall.code)
                    hall.counts_at = time.monotonic()
                    hall.counts_took = hall.counts_at - began
        return hall.counts

    def _begin(self) -> None:
        loop = asyncio.get_running_loop()
        if self.loop is not loop:
            self.by_code.clear()
            self.loop, self.watch = loop, loop.create_task(self._watch())
            news.hears(self._heard)

    def _heard(self, room_id: int) -> None:
        """Called in any thread: look at this room at once."""
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._wake, room_id)

    def _wake(self, room_id: int) -> None:
        for hall in self.by_code.values():
            if hall.room_id == room_id:
                self.stale.add(room_id)
                if hall.listeners and self.loop is not None:
                    self.loop.create_task(self._look_or_wait(hall))

    async def _look_or_wait(self, hall: Hall) -> None:
        """Look again; when the database does not answer, the next look comes in a second."""
        try:
            await self.look_again(hall)
        except DatabaseError as error:
            log.warning("room not looked at: %s", type(error).__name__)

    async def _watch(self) -> None:
        """Look at every room somebody listens to; now and then say that we are still here; forget old rooms."""
        beaten = time.monotonic()
        while True:
            await asyncio.sleep(LOOK_EVERY)
            for hall in list(self.by_code.values()):
                if hall.listeners:
                    await self._look_or_wait(hall)
                elif time.monotonic() - hall.seen_at > CLOSED_AFTER:
                    self.by_code.pop(hall.code, None)
            if time.monotonic() - beaten > BEAT_EVERY:
                beaten = time.monotonic()
                await self._beat()

    async def _beat(self) -> None:
        here: list[int] = []
        for hall in self.by_code.values():
            for listener in hall.listeners:
                if listener.news.empty():
                    listener.tell(b": here\n\n")
                if listener.seat_id is not None:
                    here.append(listener.seat_id)
        try:
            for start in range(0, len(here), 500):
                await aside(still_here, here[start : start + 500])
        except DatabaseError as error:
            log.warning("not noted who is here: %s", type(error).__name__)
