"""A web process that can be killed and started again at once: `python -m alongside.bench.room_serve PORT`.

The parent has Django loaded and holds the listening socket; each web process is a fork of it. One line on stdin, one
on stdout: `start` answers the process id, `kill` sends SIGKILL and answers when it is dead. The end of stdin ends both.
`--careless`: a writer that acknowledges before it keeps, to show that the measuring would notice.
"""

import os
import queue
import resource
import signal
import socket
import sys
import threading
import time
from collections.abc import Sequence
from typing import Any

import uvicorn


def _careless_keep() -> Any:
    """Says kept, and keeps a moment later: the mistake that group commit must not make."""
    from alongside.room.actions.marks import KEPT, MOST_AT_ONCE, NewMark, keep_marks

    later: queue.SimpleQueue[Sequence[NewMark]] = queue.SimpleQueue()

    def keep_later(marks: Sequence[NewMark]) -> list[str]:
        later.put(marks)
        return [KEPT] * len(marks)

    def work() -> None:
        while True:
            time.sleep(0.05)  # long enough that a kill always finds something acknowledged and not kept
            marks = [mark for _batch in range(later.qsize()) for mark in later.get()]
            for start in range(0, len(marks), MOST_AT_ONCE):
                keep_marks(marks[start : start + MOST_AT_ONCE])

    threading.Thread(target=work, daemon=True).start()
    return keep_later


def _serve(listener: socket.socket, *, careless: bool) -> None:
    from django.core.asgi import get_asgi_application

    from alongside.room.hot.app import Front
    from alongside.room.hot.writer import Writer
    from alongside.room.news import listen_to_others

    writer = Writer(_careless_keep()) if careless else Writer()
    listen_to_others()
    django: Any = get_asgi_application()
    front: Any = Front(django, writer)
    config = uvicorn.Config(front, access_log=False, log_level="error", lifespan="off")
    uvicorn.Server(config).run(sockets=[listener])


def _fork(listener: socket.socket, *, careless: bool) -> int:
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # the words on stdin are for the parent
        _serve(listener, careless=careless)
        os._exit(0)
    return pid


def _end(pid: int) -> int:
    if pid:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return 0


def main(port: int, *, careless: bool) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    import django

    django.setup()
    import alongside.config.urls
    import alongside.room.hot.app  # noqa: F401 (loaded once, before the forks)

    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    listener = socket.create_server(("127.0.0.1", port), backlog=1024)
    print(listener.getsockname()[1], flush=True)
    child = 0
    try:
        for line in sys.stdin:
            child = _end(child)
            if line.strip() == "start":
                child = _fork(listener, careless=careless)
            print(child, flush=True)
    finally:
        _end(child)


if __name__ == "__main__":
    main(int(sys.argv[1]), careless="--careless" in sys.argv)
