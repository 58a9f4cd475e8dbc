"""How long anybody else must wait to save something while a large file comes in."""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection

from alongside.bench.run import Figure
from alongside.engines.polis import Comment, Conversation
from alongside.engines.tables import open_table
from alongside.engines.voicefile import check, good_rows, mapping_for
from alongside.exchange import actions, archive, reading
from alongside.projects.models import Project

WAITER = """
import sqlite3, sys, threading, time
db, longest, over = sqlite3.connect(sys.argv[1], timeout=120, isolation_level=None), 0.0, threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
print("ready", flush=True)
while not over.is_set():
    start = time.perf_counter()
    db.execute("BEGIN IMMEDIATE"); db.execute("ROLLBACK")
    longest = max(longest, time.perf_counter() - start)
    time.sleep(0.005)
print(longest)
"""


def longest_wait(work: Callable[[], Any]) -> tuple[float, float]:
    """(seconds the work took, longest seconds that another process waited for its turn to write meanwhile)."""
    command = [sys.executable, "-c", WAITER, str(connection.settings_dict["NAME"])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        other.stdout.readline()
        start = time.perf_counter()
        work()
        spent = time.perf_counter() - start
        return spent, float(other.communicate()[0])


def a_table(folder: Path, rows: int, people: int) -> Path:
    rng = random.Random(1)
    path = folder / "voices.csv"
    with path.open("w") as file:
        file.write("person,said at,words\n")
        for number in range(rows):
            words = " ".join(rng.choices(("cold", "damp", "window", "bus", "late", "answer", "never"), k=20))
            file.write(f"Person {rng.randrange(people)},2026-03-01,{number} {words}\n")
    return path


def a_conversation(people: int, comments: int, each: int) -> Conversation:
    rng, at = random.Random(1), datetime(2026, 3, 1, tzinfo=UTC)
    said = [Comment(n, rng.randrange(people), f"Comment {n} about the bus", at, 1, 0, 0) for n in range(comments)]
    votes = {
        (comment, person): (1_772_000_000_000, rng.choice((-1, 0, 1)))
        for person in range(people)
        for comment in rng.sample(range(comments), each)
    }
    return Conversation("What about the bus?", "", "", said, votes, list(range(people)))


def measure() -> Iterator[Figure]:
    """Bar: one second, so that a live workshop notices nothing. SQLite only: elsewhere nobody waits."""
    if connection.vendor != "sqlite":
        return
    with tempfile.TemporaryDirectory(prefix="alongside-bench-") as name:
        folder, came = Path(name), list[Project]()
        table = open_table(a_table(folder, 100_000, 9_000))
        columns = mapping_for(table, {})
        total = check(table, columns).good
        told: dict[str, Any] = {"by": None, "title": "Many voices", "question": "What?", "source": "", "total": total}
        found = a_conversation(5_000, 500, 40)
        works: dict[str, Callable[[], Any]] = {
            "100,000 voices of 9,000 people": lambda: came.append(
                actions.bring_in_new_project(good_rows(table, columns), **told).project
            ),
            "Polis: 200,000 stances, 500 comments": lambda: actions.bring_in_polis(found, by=None, source=""),
            "writing an archive of 100,000 voices": lambda: archive.write(came[0], folder / "one.zip"),
            "reading it again": lambda: reading.bring_in(folder / "one.zip"),
        }
        for what, work in works.items():
            spent, waited = longest_wait(work)
            yield Figure("imports", f"others wait at most: {what} ({spent:.0f} s)", waited, 1, "s")
