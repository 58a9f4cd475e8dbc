"""Phones that listen, in a process of their own: `python -m alongside.bench.room_listeners`.

Reads one JSON object on stdin: port, code, tokens (one for each phone), quiet (seconds without news after which it
ends). Prints how many are connected; then, once each has heard of the next change or time is up, the times of hearing
as JSON (`time.monotonic`, the same clock in all processes).
"""

import asyncio
import json
import resource
import sys
import time
from typing import Any, cast

import uvloop


class Ear(asyncio.Protocol):
    """One open stream. The first event is how the room is; the second is the change."""

    def __init__(self, hall: "Ears", token: str) -> None:
        self.hall, self.token, self.events = hall, token, 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        cast(asyncio.Transport, transport).write(self.hall.request(self.token))

    def data_received(self, data: bytes) -> None:
        for _event in range(data.count(b"event: room")):
            self.events += 1
            if self.events == 1:
                self.hall.connected += 1
            elif self.events == 2:
                self.hall.heard.append(time.monotonic())


class Ears:
    """All of them."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told, self.connected, self.heard = told, 0, list[float]()

    def request(self, token: str) -> bytes:
        head = f"GET /r/{self.told['code']}/stream HTTP/1.1\r\nHost: localhost\r\nCookie: seat={token}\r\n\r\n"
        return head.encode()

    async def run(self) -> None:
        tokens = self.told["tokens"]
        for start in range(0, len(tokens), 100):
            await asyncio.gather(*map(self.listen, tokens[start : start + 100]))
        await self.until(lambda: self.connected >= len(tokens))
        print(self.connected, flush=True)
        await self.until(lambda: len(self.heard) >= self.connected)
        print(json.dumps(self.heard), flush=True)

    async def listen(self, token: str) -> None:
        loop = asyncio.get_running_loop()
        await loop.create_connection(lambda: Ear(self, token), "127.0.0.1", self.told["port"])

    async def until(self, is_so: Any) -> None:
        end = time.monotonic() + self.told["quiet"]
        while not is_so() and time.monotonic() < end:
            await asyncio.sleep(0.05)


def main() -> None:
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    uvloop.run(Ears(json.loads(sys.stdin.readline())).run())


if __name__ == "__main__":
    main()
