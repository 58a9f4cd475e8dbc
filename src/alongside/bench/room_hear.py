"""Somebody says something in one web process: how long until a phone that listens on another one hears of it?"""

import http.client
import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from alongside.bench.room_kills import Process, web_process
from alongside.bench.room_stage import Stage, make_stage


@contextmanager
def listening(stage: Stage, port: int) -> Iterator["socket.socket"]:
    """An open stream; its first event is still to be read."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        asked = f"GET /r/{stage.code}/stream HTTP/1.1\r\nHost: localhost\r\nCookie: seat={stage.tokens[0]}\r\n\r\n"
        line.sendall(asked.encode())
        yield line


def next_version(line: "socket.socket") -> int:
    """The version in the next event of a stream."""
    held = b""
    while b"data: " not in held or not held.rpartition(b"data: ")[2].endswith(b"\n\n\r\n"):
        data = line.recv(4096)
        if not data:
            raise ConnectionError("the stream has ended")
        held += data
    return int(json.loads(held.rpartition(b"data: ")[2].strip())["v"])


def park(stage: Stage, port: int, words: str) -> int:
    """Put words into the parking place, as a page does; the status of the answer."""
    secret = "x" * 32
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"csrftoken={secret}; seat={stage.tokens[0]}",
        "X-CSRFToken": secret,
        "Accept": "application/json",
    }
    talk = http.client.HTTPConnection("localhost", port, timeout=30)
    talk.request("POST", f"/r/{stage.code}/park/", urlencode({"words": words, "key": words}), headers)
    status = talk.getresponse().status
    talk.close()
    return status


def heard_after(stage: Stage, here: Process, there: Process, words: str) -> float:
    """Seconds from the answer to the one who spoke `here` until a phone hears of it `there`."""
    with listening(stage, there.port) as line:
        before = next_version(line)
        status = park(stage, here.port, words)
        began = time.perf_counter()
        if status != 200:
            raise RuntimeError(f"the words were not taken: {status}")
        while next_version(line) <= before:
            continue
        return time.perf_counter() - began


def waits(times: int = 5) -> list[float]:
    """Seconds that each of `times` pieces of news took from one web process to the other."""
    stage = make_stage("hear", seats=1, statements=3)
    with web_process() as here, web_process() as there:
        here.tell("start")
        there.tell("start")
        heard_after(stage, here, there, "Both have begun.")
        return [heard_after(stage, here, there, f"Word {n}") for n in range(times)]
