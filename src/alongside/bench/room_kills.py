"""Kill a web process in the middle of voting, again and again: was anything lost that it had acknowledged?

Phones answer without a pause. A process is killed with SIGKILL at a random moment; then what the phones were told is
compared with the database, a new process starts, and the phones send again what nobody acknowledged. It shows that
nothing is acknowledged before its commit; that a commit outlives a power cut is what `synchronous=FULL` and
PostgreSQL promise, and no process can test by dying.
"""

import asyncio
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from django.db import connection

from alongside.bench.room_stage import Stage, make_stage
from alongside.bench.run import Figure

Key = tuple[int, int]  # seat, slot


@dataclass
class Process:
    """One web process in the hand of its parent, see `room_serve`."""

    parent: "subprocess.Popen[str]"
    port: int

    def tell(self, word: str) -> int:
        assert self.parent.stdin is not None
        assert self.parent.stdout is not None
        print(word, file=self.parent.stdin, flush=True)
        return int(self.parent.stdout.readline())


@contextmanager
def web_process(*options: str) -> Iterator[Process]:
    """A web process on a free loopback port, not started yet. It is dead afterwards."""
    command = [sys.executable, "-m", "alongside.bench.room_serve", "0", *options]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        yield Process(parent, int(parent.stdout.readline()))


@dataclass
class Told:
    """What phones sent and were told. By slot of a seat: each `n` with its value, and the highest acknowledged."""

    sent: dict[Key, dict[int, str]] = field(default_factory=dict)
    acknowledged: dict[Key, int] = field(default_factory=dict)
    answers: int = 0  # how many times something was acknowledged
    again: int = 0  # of these: sent once more, and it had been kept the first time
    refused: list[bytes] = field(default_factory=list)  # anything but 200, and the busy signs 429 and 503


@dataclass
class Kills:
    """What came of it. `lost`: acknowledged, and not there or older. `doubled`: twice there. `strange`: never sent.

    `meanwhile`: acknowledged by other processes while one was dead.
    """

    kills: int = 0
    acknowledged: int = 0
    again: int = 0
    lost: int = 0
    doubled: int = 0
    strange: int = 0
    meanwhile: int = 0
    seconds: float = 0.0


class Phone:
    """One seat: answers statement after statement, then changes its mind; sends again what nobody acknowledged."""

    def __init__(self, stage: Stage, place: int, ports: list[int], told: Told) -> None:
        self.stage, self.place, self.ports, self.told = stage, place, ports, told
        self.n = 0

    async def run(self) -> None:
        while True:
            seat, slot = self.stage.seats[self.place], self.stage.slots[self.n % len(self.stage.slots)]
            self.n += 1
            value = random.choice(("1", "0", "-1"))
            self.told.sent.setdefault((seat, slot), {})[self.n] = value
            await self.send_until_told((seat, slot), value)
            await asyncio.sleep(random.random() * 0.02)

    async def send_until_told(self, key: Key, value: str) -> None:
        while True:
            try:
                await self.talk(key, value)
                return
            except (OSError, asyncio.IncompleteReadError):
                await asyncio.sleep(random.random() * 0.02)

    async def talk(self, key: Key, value: str) -> None:
        """One answer on a connection of its own; IncompleteReadError or OSError when it broke before it was told."""
        reader, writer = await asyncio.open_connection("127.0.0.1", random.choice(self.ports))
        try:
            body = json.dumps({"a": self.stage.activity, "s": key[1], "v": value, "n": self.n})
            writer.write(
                f"POST /r/{self.stage.code}/mark HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                f"Cookie: seat={self.stage.tokens[self.place]}\r\nConnection: close\r\n"
                f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
            )
            async with asyncio.timeout(20 if len(self.ports) == 1 else 0.5):  # then ask the other one
                answer = await reader.read()
            self.note(key, answer)
        finally:
            writer.close()

    def note(self, key: Key, answer: bytes) -> None:
        status, body = answer[9:12], answer.rpartition(b"\r\n\r\n")[2]
        if status == b"200" and body.endswith(b"}"):
            self.told.acknowledged[key] = max(self.n, self.told.acknowledged.get(key, 0))
            self.told.answers += 1
            self.told.again += b"again" in body
        elif status in {b"", b"429", b"503"} or not body:
            raise asyncio.IncompleteReadError(answer, None)
        else:
            self.told.refused.append(answer)


def kept(stage: Stage) -> list[tuple[int, int, str, int]]:
    """(seat, slot, value, n) of each row that is in the database now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seat_id, slot, value, n FROM room_mark WHERE activity_id = %s", [stage.activity])
        return list(cursor.fetchall())


async def compare(stage: Stage, told: Told, kills: Kills) -> None:
    """Add to `kills` what the phones were told and the database does not have; and what it has that was not sent."""
    acknowledged = dict(told.acknowledged)  # as it is before the look: what comes meanwhile may be there or not
    there: dict[Key, tuple[int, str]] = {}
    for seat, slot, value, n in await asyncio.to_thread(kept, stage):
        kills.doubled += (seat, slot) in there
        there[seat, slot] = n, value
        kills.strange += told.sent.get((seat, slot), {}).get(n) != value
    for key, n in acknowledged.items():
        if there.get(key, (0, ""))[0] < n:
            kills.lost += 1
            if told.acknowledged[key] == n:  # counted, and not once more after the next kill
                del told.acknowledged[key]


async def _are_answered(told: Told, count: int) -> None:
    async with asyncio.timeout(60):
        while told.answers < count:
            await asyncio.sleep(0.005)


async def _kill_again_and_again(stage: Stage, processes: list[Process], rounds: int, pause: float) -> Kills:
    told, kills, began = Told(), Kills(), time.perf_counter()
    ports = [process.port for process in processes]
    phones = [asyncio.create_task(Phone(stage, place, ports, told).run()) for place in range(len(stage.seats))]
    for number in range(rounds):
        await _are_answered(told, told.answers + len(phones))  # the new one is at work
        await asyncio.sleep(random.random() * pause)
        victim = processes[number % len(processes)]
        await asyncio.to_thread(victim.tell, "kill")
        kills.kills += 1
        await asyncio.sleep(0.05)  # what had been said before is heard
        heard = told.answers
        if len(processes) > 1:
            await _are_answered(told, heard + len(phones))
        kills.meanwhile += told.answers - heard
        await compare(stage, told, kills)
        await asyncio.to_thread(victim.tell, "start")
    await asyncio.sleep(0.5)
    for phone in phones:
        phone.cancel()
    await asyncio.gather(*phones, return_exceptions=True)
    await compare(stage, told, kills)
    if told.refused:
        raise AssertionError(f"refused: {told.refused[0]!r}")
    kills.acknowledged, kills.again, kills.seconds = told.answers, told.again, time.perf_counter() - began
    return kills


def kill_rounds(*, rounds: int, processes: int = 1, careless: bool = False, pause: float = 0.15) -> Kills:
    """Kill web processes `rounds` times, one after the other, while the others go on.

    `pause`: at most so many seconds of voting between a start and a kill. `careless`: see `room_serve`.
    """
    stage = make_stage(f"kills-{random.randrange(10**9)}", seats=30, statements=100)
    with ExitStack() as stack:
        options = ["--careless"] if careless else []
        web = [stack.enter_context(web_process(*options)) for _ in range(processes)]
        for process in web:
            process.tell("start")
        return asyncio.run(_kill_again_and_again(stage, web, rounds, pause))


def measure() -> Iterator[Figure]:
    """200 kills, and twenty of a writer that acknowledges first, which must be caught."""
    found = kill_rounds(rounds=200)
    what = f"{found.kills} kills, {found.acknowledged:,} acknowledged, {found.again} sent again and counted once"
    yield Figure("room-kills", f"{what}: lost", found.lost, 0, "answers")
    yield Figure("room-kills", "doubled, or never sent", found.doubled + found.strange, 0, "answers")
    control = kill_rounds(rounds=20, careless=True)
    caught = f"control acknowledges first: {control.lost} of {control.acknowledged:,} lost; not caught"
    yield Figure("room-kills", caught, float(control.lost == 0), 0, "")
