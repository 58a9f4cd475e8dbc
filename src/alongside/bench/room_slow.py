"""Some send as slowly as they can, or headers without end: do the others notice?"""

import socket
from contextlib import ExitStack, suppress
from typing import Any

from alongside.bench.room import begin, crowd, said
from alongside.bench.room_kills import web_process
from alongside.bench.room_stage import make_stage


def with_slow_ones(count: int) -> dict[str, Any]:
    """What normal phones tell while `count` others never end their bodies and one sends a header of 4 MB."""
    stage = make_stage("slow", seats=1000, statements=20)
    head = f"POST /r/{stage.code}/mark HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    with web_process() as process, ExitStack() as stack:
        begin(process, stage)
        address = ("127.0.0.1", process.port)
        for _ in range(count):
            slow = stack.enter_context(socket.create_connection(address, timeout=10))
            slow.sendall(f'{head}Content-Length: 60\r\n\r\n{{"a":'.encode())
        huge = stack.enter_context(socket.create_connection(address, timeout=10))
        with suppress(OSError):  # it may be cut off
            huge.sendall(f"{head}X-Long: {'x' * 2**22}".encode())
        slots = [str(slot).rjust(4) for slot in stage.slots]
        requests = stage.answers(process.port)
        with crowd(port=process.port, requests=requests, slots=slots, connections=20, seconds=3) as phones:
            return said(phones)
