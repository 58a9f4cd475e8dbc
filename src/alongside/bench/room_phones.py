"""Phones that answer as fast as they are let, in a process of their own: `python -m alongside.bench.room_phones`.

Reads one JSON object on stdin, prints one on stdout. In: port, requests (each a whole HTTP request as text; `@n@`
becomes a counter of 13 digits, `@s@` one of the slots), slots (texts of one length), connections, seconds or total,
pause (seconds between two answers of a phone). Out: by_status; seconds; p50 and p95 in ms; rss of this process in MB.
"""

import asyncio
import json
import resource
import sys
import time
from collections import Counter
from itertools import count
from typing import Any, cast

import uvloop

END = b"\r\n\r\n"
LENGTH = b"content-length: "


class Phone(asyncio.Protocol):
    """One connection with one question open at a time."""

    def __init__(self, crowd: "Crowd") -> None:
        self.crowd, self.held, self.asked_at = crowd, b"", 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's own is none by name
        self.ask()

    def ask(self) -> None:
        request = self.crowd.next_request()
        if request is None:
            self.transport.close()
            return
        self.asked_at = time.perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.held += data
        end = self.held.find(END)
        if end < 0:
            return
        at = self.held.lower().find(LENGTH, 0, end) + len(LENGTH)
        whole = end + 4 + int(self.held[at : self.held.index(b"\r", at)])
        if len(self.held) < whole:
            return
        self.crowd.note(self.held[9:12].decode(), time.perf_counter() - self.asked_at)
        self.held = self.held[whole:]
        if self.crowd.pause:
            asyncio.get_running_loop().call_later(self.crowd.pause, self.ask)
        else:
            self.ask()

    def connection_lost(self, exc: Exception | None) -> None:
        self.crowd.lost(self)


class Crowd:
    """All phones of this process."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told, self.times, self.by_status = told, list[float](), Counter[str]()
        self.requests: list[bytes] = [request.encode() for request in told["requests"]]
        self.slots: list[bytes] = [slot.encode() for slot in told.get("slots", [""])]
        self.pause: float = told.get("pause", 0)
        self.counter, self.began = count(1), time.perf_counter()
        self.open, self.over = told["connections"], asyncio.Event()
        # an hour ago: this crowd counts on faster than the clock, and what comes after it must still be newer
        self.first_n = time.time_ns() // 1_000_000 - 3_600_000

    def next_request(self) -> bytes | None:
        n = next(self.counter)
        if n > self.told.get("total", n) or time.perf_counter() - self.began > self.told.get("seconds", 600):
            return None
        turn, place = divmod(n, len(self.requests))
        request = self.requests[place].replace(b"@n@", str(self.first_n + n).encode())
        return request.replace(b"@s@", self.slots[turn % len(self.slots)])

    def note(self, status: str, took: float) -> None:
        self.by_status[status] += 1
        self.times.append(took)

    def lost(self, phone: Phone) -> None:
        self.open -= 1
        if self.open <= 0:
            self.over.set()

    async def run(self) -> dict[str, Any]:
        loop = asyncio.get_running_loop()
        for _ in range(self.told["connections"]):
            await loop.create_connection(lambda: Phone(self), "127.0.0.1", self.told["port"])
        await self.over.wait()
        spent, times = time.perf_counter() - self.began, sorted(self.times) or [0.0]
        return {
            "by_status": dict(self.by_status),
            "seconds": spent,
            "p50": times[len(times) // 2] * 1000,
            "p95": times[len(times) * 95 // 100] * 1000,
            "rss": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }


async def main() -> None:
    print(json.dumps(await Crowd(json.load(sys.stdin)).run()))


if __name__ == "__main__":
    uvloop.run(main())
