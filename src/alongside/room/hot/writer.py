"""Group commit: one thread gathers the marks that came in, keeps them in one commit, then acknowledges them all."""

import asyncio
import logging
import queue
import sys
import threading
from collections.abc import Callable, Sequence

from django.db import InterfaceError, OperationalError, connection

from alongside.room.actions.marks import MOST_AT_ONCE, NewMark, keep_marks

MOST_WAITING = 5000
FAILED = "failed"
# The thread wakes often and briefly. With Python's usual 5 ms it would wait for the busy loop longer than for the disk.
SWITCH = 0.0005
log = logging.getLogger("alongside.room")
Keep = Callable[[Sequence[NewMark]], list[str]]
Waiting = tuple[NewMark, "asyncio.Future[str]"]


class TooBusy(Exception):
    """More marks wait than can be kept soon; the phone tries again by itself."""


class Writer:
    """One for each process. `keep` is called by its thread only; an outcome is given after `keep` has returned."""

    def __init__(self, keep: Keep = keep_marks) -> None:
        self.keep = keep
        self.waiting: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()
        self.thread: threading.Thread | None = None
        self.lock = threading.Lock()

    async def put(self, mark: NewMark) -> str:
        """Keep one mark together with those that come at the same time. Its outcome, or FAILED. TooBusy."""
        if self.waiting.qsize() >= MOST_WAITING:
            raise TooBusy
        if self.thread is None or not self.thread.is_alive():
            self._run()
        future = asyncio.get_running_loop().create_future()
        self.waiting.put((mark, future))
        outcome: str = await future
        return outcome

    def stop(self) -> None:
        """Keep what waits, then end the thread."""
        if self.thread is not None:
            self.waiting.put(None)
            self.thread.join(10)
            self.thread = None

    def _run(self) -> None:
        with self.lock:
            if self.thread is None or not self.thread.is_alive():
                sys.setswitchinterval(min(SWITCH, sys.getswitchinterval()))
                self.thread = threading.Thread(target=self._work, name="alongside-marks", daemon=True)
                self.thread.start()

    def _work(self) -> None:
        try:
            while (first := self.waiting.get()) is not None:
                batch, is_last = self._gather(first)
                _acknowledge(batch, self._kept([mark for mark, _future in batch]))
                if is_last:
                    return
        finally:
            connection.close()

    def _gather(self, first: Waiting) -> tuple[list[Waiting], bool]:
        """What has come in while the last commit ran. Nobody waits for company: under load it is there anyway."""
        batch = [first]
        while len(batch) < MOST_AT_ONCE:
            try:
                following = self.waiting.get_nowait()
            except queue.Empty:
                break
            if following is None:
                return batch, True
            batch.append(following)
        return batch, False

    def _kept(self, marks: list[NewMark]) -> list[str]:
        """What became of each. The connection stays open; when the database has gone away, once more on a new one."""
        for is_second in (False, True):
            try:
                return self.keep(marks)
            except (OperationalError, InterfaceError) as error:
                _close()
                if is_second:
                    log.error("marks not kept: %s", type(error).__name__)
            except Exception as error:  # noqa: BLE001 (the thread must live; nobody is told that anything was kept)
                _close()
                log.error("marks not kept: %s", type(error).__name__)
                break
        return [FAILED] * len(marks)


def _close() -> None:
    try:
        connection.close()
    except Exception as error:  # noqa: BLE001 (it is of no use any more)
        log.warning("connection not closed: %s", type(error).__name__)


def _acknowledge(batch: list[Waiting], outcomes: list[str]) -> None:
    """Wake each loop once for all its futures."""
    loops: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[str], str]]] = {}
    for (_mark, future), outcome in zip(batch, outcomes, strict=True):
        loops.setdefault(future.get_loop(), []).append((future, outcome))
    for loop, pairs in loops.items():
        try:
            loop.call_soon_threadsafe(_resolve, pairs)
        except RuntimeError:  # the loop has ended: whoever waited is gone
            continue


def _resolve(pairs: list[tuple["asyncio.Future[str]", str]]) -> None:
    for future, outcome in pairs:
        if not future.done():
            future.set_result(outcome)
