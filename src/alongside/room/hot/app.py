"""The ASGI application in front of Django. It answers four addresses of a room; everything else goes on to Django.

POST /r/CODE/mark    {"a": activity, "s": slot, "v": value, "n": counter} → what became of it, after it is on disk
GET  /r/CODE/now     what phones show, as HTML, the same for everybody; ?lang=
GET  /r/CODE/counts  how many answered, and the counts once the host shows them
GET  /r/CODE/stream  server-sent events: the room's version, whenever it changes
"""

import asyncio
import json
import logging
import re
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from django.db import DatabaseError

from alongside.kit.headers import POLICY
from alongside.room.actions.marks import AGAIN, KEPT, LATE, MOST_N, OLDER, UNKNOWN, WRONG, NewMark
from alongside.room.actions.seats import FAST, flag_seat
from alongside.room.hot.halls import Hall, Halls, Listener, aside
from alongside.room.hot.writer import FAILED, TooBusy, Writer
from alongside.room.sayings import saying
from alongside.room.tokens import COOKIE, read_token

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

ADDRESS = re.compile(r"/r/([0-9A-Za-z]{6})/(mark|now|counts|stream)")
LANGUAGE = re.compile(rb"(?:^|&)lang=([a-zA-Z-]{2,12})(?:&|$)")
MOST_BYTES = 1000
BODY_WITHIN = 30.0  # seconds; a phone far from its mast needs some
MOST_STREAMS = 6  # of one seat at once; one more ends the oldest
BURST, PACE = 80, 5.0  # answers at once, then a second, from one seat; far above what hands can do
TOO_FAST = 40  # refused so often, a seat is flagged
JSON, HTML, STREAM = b"application/json", b"text/html; charset=utf-8", b"text/event-stream"
SAFE = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), browsing-topics=()"),
    (b"cache-control", b"no-store"),
    (b"vary", b"Cookie, Accept-Encoding"),
]
STATUS = {OLDER: 409, LATE: 409, WRONG: 422, UNKNOWN: 403, FAILED: 503}
log = logging.getLogger("alongside.room")
_KEPT = {became: json.dumps({"became": became}).encode() for became in (KEPT, AGAIN)}


class Refused(Exception):
    """`status` and why, as one word that `sayings` has a sentence for. `unread`: the body may not have been read."""

    def __init__(self, status: int, why: str, *, unread: bool = False) -> None:
        super().__init__(why)
        self.status, self.why, self.unread = status, why, unread


class Pace:
    """How fast each seat may send: a bucket of BURST that fills at PACE a second."""

    def __init__(self) -> None:
        self.buckets: dict[int, tuple[float, float, int]] = {}

    def take(self, seat_id: int) -> int:
        """0 when it may; else how often this seat has been refused."""
        at = time.monotonic()
        level, before, refused = self.buckets.get(seat_id, (float(BURST), at, 0))
        level = min(BURST, level + (at - before) * PACE)
        if level < 1:
            self.buckets[seat_id] = (level, at, refused + 1)
            return refused + 1
        if len(self.buckets) > 20_000:
            self.buckets.clear()
        self.buckets[seat_id] = (level - 1, at, refused)
        return 0


def seat_in(headers: dict[bytes, bytes]) -> tuple[int, int] | None:
    """(room id, seat id) of the phone that asks; of several cookies of this name, the first that we signed."""
    for part in headers.get(b"cookie", b"").split(b";"):
        name, _equals, value = part.strip().partition(b"=")
        if name == _COOKIE and (seat := read_token(value.decode("latin-1"))):
            return seat
    return None


_COOKIE = COOKIE.encode()


def _must_be_ours(headers: dict[bytes, bytes]) -> None:
    """A form on another site cannot send this: wrong type, and its origin is told."""
    if headers.get(b"content-type", b"").partition(b";")[0].strip() != JSON:
        raise Refused(415, "forged", unread=True)
    origin = headers.get(b"origin")
    if origin and origin.partition(b"://")[2] != headers.get(b"host", b""):
        raise Refused(403, "forged", unread=True)


async def _body(headers: dict[bytes, bytes], receive: Receive) -> bytes:
    length = headers.get(b"content-length", b"")
    if length.isdigit() and (len(length) > 9 or int(length) > MOST_BYTES):
        raise Refused(413, "big", unread=True)
    body = b""
    try:
        async with asyncio.timeout(BODY_WITHIN):
            while True:
                message = await receive()
                body += bytes(message.get("body", b""))
                if len(body) > MOST_BYTES:
                    raise Refused(413, "big", unread=True)
                if not message.get("more_body"):
                    return body
    except TimeoutError:
        raise Refused(503, FAILED, unread=True) from None


def parsed(body: bytes, room_id: int, seat_id: int) -> NewMark:
    """The mark in the body, or Refused. Nothing but whole numbers and a short text gets through."""
    try:
        told = json.loads(body)
        whole = (told["a"], told["s"], told["n"])
        value = told["v"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Refused(400, "wrong") from None
    if not all(type(number) is int and 0 <= number <= MOST_N for number in whole):
        raise Refused(422, "wrong")
    if type(value) is not str or len(value) > 300 or not value.isascii() or "\0" in value:
        raise Refused(422, "wrong")
    return NewMark(room_id, seat_id, whole[0], whole[1], value, whole[2])


class Front:
    """`Front(django)` is the application to serve."""

    def __init__(self, django: Application, writer: Writer | None = None) -> None:
        self.django, self.writer = django, writer or Writer()
        self.halls, self.pace = Halls(), Pace()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        found = ADDRESS.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found is None:
            await self.django(scope, receive, send)
            return
        try:
            await self._answer_or_fail(found[1].upper(), found[2], scope, receive, send)
        except Refused as refused:
            close = [(b"connection", b"close")] if refused.unread else []
            wait = [(b"retry-after", b"2")] if refused.status in {429, 503} else []
            told = {"became": refused.why, "say": saying(refused.why, _language(scope))}
            await _reply(send, refused.status, JSON, json.dumps(told).encode(), [*close, *wait])

    async def _answer_or_fail(self, code: str, what: str, scope: Message, receive: Receive, send: Send) -> None:
        try:
            await self._answer(code, what, scope, receive, send)
        except DatabaseError as error:  # it is asked before anything is sent
            log.error("the room was not read: %s", type(error).__name__)
            raise Refused(503, FAILED, unread=True) from None

    async def _answer(self, code: str, what: str, scope: Message, receive: Receive, send: Send) -> None:
        if scope["method"] != ("POST" if what == "mark" else "GET"):
            raise Refused(405, "forged", unread=True)
        if what == "mark":
            await self._mark(scope, receive, send)
            return
        seat = seat_in(dict(scope["headers"]))
        if seat is None:  # nobody guesses codes here: who has no seat is sent to the door, which counts wrong codes
            raise Refused(403, "forged")
        hall = await self.halls.get(code, seat[0])
        if hall is None:
            raise Refused(404, "gone")
        if what == "now":
            await self._now(hall, scope, send)
        elif what == "counts":
            await _reply(send, 200, JSON, await self.halls.counts(hall))
        else:
            await self._stream(hall, scope, receive, send)

    async def _mark(self, scope: Message, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        _must_be_ours(headers)
        seat = seat_in(headers)
        if seat is None:  # before the body is read: only those who sit here may take their time over it
            raise Refused(403, "forged", unread=True)
        body = await _body(headers, receive)
        if refused := self.pace.take(seat[1]):
            if refused == TOO_FAST:
                await aside(flag_seat, seat[1], FAST)
            raise Refused(429, "fast")
        try:
            became = await self.writer.put(parsed(body, *seat))
        except TooBusy:
            raise Refused(503, "busy") from None
        if became in STATUS:
            raise Refused(STATUS[became], became)
        await _reply(send, 200, JSON, _KEPT[became])

    async def _now(self, hall: Hall, scope: Message, send: Send) -> None:
        zipped = b"gzip" in dict(scope["headers"]).get(b"accept-encoding", b"")
        body = await self.halls.piece(hall, _language(scope), zipped=zipped)
        extra = [(b"content-encoding", b"gzip")] if zipped else []
        extra.append((b"x-room-version", str(hall.version).encode()))
        await _reply(send, 200, HTML, body, extra)

    async def _stream(self, hall: Hall, scope: Message, receive: Receive, send: Send) -> None:
        seat = seat_in(dict(scope["headers"]))
        listener = Listener(seat[1] if seat and seat[0] == hall.room_id else None)
        headers = [(b"content-type", STREAM), (b"x-accel-buffering", b"no"), *SAFE]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        gone = asyncio.ensure_future(_until_gone(receive, listener))
        hall.welcome(listener, most=MOST_STREAMS)
        try:
            while data := await listener.news.get():
                await send({"type": "http.response.body", "body": data, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            hall.listeners.discard(listener)
            gone.cancel()


async def _until_gone(receive: Receive, listener: Listener) -> None:
    """Ends the stream when the phone has gone."""
    while (await receive())["type"] != "http.disconnect":
        continue
    listener.end()


def _language(scope: Message) -> str:
    found = LANGUAGE.search(scope.get("query_string", b""))
    return found[1].decode() if found else ""


async def _reply(send: Send, status: int, kind: bytes, body: bytes, extra: Iterable[tuple[bytes, bytes]] = ()) -> None:
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode()), *SAFE, *extra]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
