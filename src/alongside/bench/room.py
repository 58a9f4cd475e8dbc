"""The room at full speed: durable answers, counts, listening phones, and a script that floods it. On loopback.

The web process is the product's: its ASGI application under uvicorn with the product's database. Phones are in
processes of their own, so on a small machine they take their part of the processor from it.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alongside.bench.room_hear import park
from alongside.bench.room_kills import Process, kept, web_process
from alongside.bench.room_stage import Stage, make_stage
from alongside.bench.run import Figure
from alongside.gatherings.models import Activity, Seat
from alongside.room.queries import counts_of

EARS = 5000
FLOOD = 600_000


@contextmanager
def crowd(**told: Any) -> Iterator["subprocess.Popen[str]"]:
    """Phones at work in their own process; `said` waits for what they tell at the end."""
    command = [sys.executable, "-m", "alongside.bench.room_phones"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as phones:
        assert phones.stdin is not None
        json.dump(told, phones.stdin)
        phones.stdin.close()
        yield phones


def said(phones: "subprocess.Popen[str]") -> dict[str, Any]:
    assert phones.stdout is not None
    told: dict[str, Any] = json.loads(phones.stdout.read())
    return told


def resident(pid: int) -> float:
    """Memory of a process that is in use now, in MB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def begin(process: Process, stage: Stage) -> int:
    """Start it and wait until it has answered; its process id."""
    pid = process.tell("start")
    with crowd(port=process.port, requests=[counts_request(stage)], connections=1, total=1) as phones:
        said(phones)
    return pid


def counts_request(stage: Stage) -> str:
    return f"GET /r/{stage.code}/counts HTTP/1.1\r\nHost: localhost\r\nCookie: seat={stage.tokens[0]}\r\n\r\n"


def rate(told: dict[str, Any], status: str = "200") -> float:
    return float(told["by_status"].get(status, 0) / told["seconds"])


def answers(process: Process, stage: Stage, *, seconds: float) -> dict[str, Any]:
    """100 phones answer as fast as they are let, through the hot address."""
    slots = [str(slot).rjust(4) for slot in stage.slots]
    requests = stage.answers(process.port)
    with crowd(port=process.port, requests=requests, slots=slots, connections=100, seconds=seconds) as phones:
        return said(phones)


def plain_answers(process: Process, stage: Stage, *, seconds: float, connections: int) -> dict[str, Any]:
    """The same through the page's own view, with all of Django in between, in the same process."""
    slots = [str(slot).zfill(4) for slot in stage.slots]
    requests = stage.forms(process.port, "put", f"a={stage.activity}&s=@s@&v=1")
    with crowd(port=process.port, requests=requests, slots=slots, connections=connections, seconds=seconds) as phones:
        return said(phones)


def measure_answers() -> Iterator[Figure]:
    stage = make_stage("answers", seats=1000, statements=50)
    with web_process() as process:
        pid = begin(process, stage)
        answers(process, stage, seconds=1)
        quick = answers(process, stage, seconds=8)
        acknowledged, rows = quick["by_status"].get("200", 0), len(kept(stage))
        plain = plain_answers(process, stage, seconds=5, connections=100)
        gentle = plain_answers(process, stage, seconds=5, connections=4)  # fewer get in each other's way
        with crowd(port=process.port, requests=[counts_request(stage)], connections=100, seconds=4) as phones:
            reads = said(phones)
        memory = resident(pid)
    what = f"durable answers, 100 phones ({acknowledged:,} acknowledged; {rows:,} rows)"
    yield Figure("room", what, rate(quick), 3000, "/s", at_least=True)
    yield Figure("room", "their p95", quick["p95"], 100, "ms")
    yield Figure(
        "room",
        f"times the same through Django's view (100 phones: {rate(plain):.0f}/s, four: {rate(gentle):.0f}/s)",
        rate(quick) / max(rate(plain), rate(gentle)),
        15,
        "x",
        at_least=True,
    )
    yield Figure("room", f"counts read (p95 {reads['p95']:.0f} ms)", rate(reads), 3000, "/s", at_least=True)
    yield Figure("room", "memory of the web process after that", memory, 400, "MB")


def hear_change(count: int) -> tuple[int, float, float]:
    """(phones that listen, seconds until 95 % of them have heard of a change, MB of the web process)."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    count = min(count, most - 200)
    stage = make_stage(f"ears-{count}", seats=count, statements=3)
    command = [sys.executable, "-m", "alongside.bench.room_listeners"]
    with (
        web_process() as process,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as ears,
    ):
        pid = begin(process, stage)
        assert ears.stdin is not None
        assert ears.stdout is not None
        told = {"port": process.port, "code": stage.code, "tokens": stage.tokens, "quiet": 60}
        print(json.dumps(told), file=ears.stdin, flush=True)
        connected = int(ears.stdout.readline())
        began = time.monotonic()
        park(stage, process.port, "Something for later.")
        heard = sorted(json.loads(ears.stdout.readline()))
        memory = resident(pid)
    enough = -(-connected * 95 // 100)
    return connected, heard[enough - 1] - began if len(heard) >= enough else float("inf"), memory


def measure_ears() -> Iterator[Figure]:
    connected, took, memory = hear_change(EARS)
    yield Figure("room", "phones held listening in one process", connected, EARS, "phones", at_least=True)
    yield Figure("room", "a change reaches 95 % of them", took * 1000, 1000, "ms")
    yield Figure("room", "memory of the web process with them", memory, 400, "MB")


def flood(total: int, *, normal_for: float, calm_for: float = 5.0) -> dict[str, Any]:
    """A script sends `total` answers from 20 seats while 20 normal phones answer four times in five seconds each.

    Out: `script` and `normal` as the phones tell it; `calm`: normal phones before the script came; `flagged` seats;
    `rows` kept; `seats` and `seats_all`: of the first statement, without and with the flagged; `rss` in MB.
    """
    stage = make_stage(f"flood-{total}", seats=140, statements=20)
    script, normal = stage.tokens[:20], stage.tokens[20:40]
    slots = [str(slot).rjust(4) for slot in stage.slots]
    with web_process() as process:
        pid = begin(process, stage)
        common = {"port": process.port, "slots": slots}
        slow = common | {"requests": stage.answers(process.port, normal), "connections": 20, "pause": 1.25}
        with crowd(**slow, seconds=calm_for) as phones:
            calm = said(phones)
        quick = common | {"requests": stage.answers(process.port, script), "connections": 50, "total": total}
        with crowd(**quick) as many, crowd(**slow, seconds=normal_for) as phones:
            told = {"script": said(many), "normal": said(phones), "calm": calm, "rss": resident(pid)}
    counts = counts_of(Activity.objects.get(pk=stage.activity))
    return told | {
        "flagged": Seat.objects.filter(pk__in=stage.seats, flagged_why="fast").count(),
        "rows": len(kept(stage)),
        "seats": counts.lines[0].seats,
        "seats_all": counts.lines_all[0].seats,
    }


def measure_flood() -> Iterator[Figure]:
    found = flood(FLOOD, normal_for=20)
    by_status = found["script"]["by_status"]
    what = f"a script of {FLOOD:,} answers ({by_status}): seats of it flagged"
    yield Figure("room", what, found["flagged"], 20, "seats", at_least=True)
    calm, normal = found["calm"]["p95"], found["normal"]["p95"]
    yield Figure("room", f"p95 of normal phones meanwhile ({calm:.0f} ms before)", normal, 250, "ms")
    refused = sum(many for status, many in found["normal"]["by_status"].items() if status != "200")
    yield Figure("room", "answers of normal phones refused meanwhile", refused, 0, "answers")
    yield Figure("room", "memory of the web process meanwhile", found["rss"], 400, "MB")


def joins(count: int) -> dict[str, Any]:
    """`count` phones join from one address. Out: `by_status`, `seconds`; `seats` made and how many are `flagged`."""
    stage = make_stage(f"joins-{count}", seats=1, statements=3)
    with web_process() as process:
        begin(process, stage)
        requests = stage.forms(process.port, "join", "how=nobody", seated=False)
        with crowd(port=process.port, requests=requests, connections=8, total=count) as phones:
            told = said(phones)
    fresh = Seat.objects.filter(room=stage.room).exclude(pk__in=stage.seats)
    return told | {"seats": fresh.count(), "flagged": fresh.filter(flagged_why="crowd").count()}


def measure_joins() -> Iterator[Figure]:
    workshop, script = joins(120), joins(2600)
    yield Figure("room", "a workshop of 120 behind one address: not let in", 120 - workshop["seats"], 0, "phones")
    yield Figure("room", "and of them counted apart", workshop["flagged"], 0, "phones")
    what = f"2,600 joins from one address: {script['flagged']:,} of {script['seats']:,} counted apart, too many"
    yield Figure("room", what, script["seats"] - script["flagged"] - 250, 0, "phones")
    yield Figure("room", "and refused", 2600 - script["seats"], 100, "phones", at_least=True)


def measure() -> Iterator[Figure]:
    yield from measure_answers()
    yield from measure_ears()
    yield from measure_flood()
    yield from measure_joins()
