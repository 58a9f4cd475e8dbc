"""The landscape: how long it takes, in how much memory, beside red-dwarf, and how well its groups hold.

Each measurement runs in a process of its own: the memory it needs is then its own, and its first time a first time.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from alongside.bench.run import Figure

FULL, BESIDE = (100_000, 1_000), (10_000, 500)  # people, statements
EACH = 50  # answers of each person
RED_DWARF_FULL = 341 / 5_050_000  # seconds an answer at 100,000 × 1,000, measured once on two cores: 341 s, 6.6 GB

COMMON = """
import json, resource, sys, time
import numpy as np
people, statements, each = map(int, sys.argv[1:4])
rng = np.random.default_rng(1)
leans = rng.choice(np.array([-1, 1], np.int8), (4, statements))
def some_people(first, last):
    who = np.repeat(np.arange(first, last, dtype=np.int32), each)
    what = rng.random((last - first, statements)).argpartition(each)[:, :each].ravel().astype(np.int32)
    is_own = rng.random(who.size) < 0.6
    return who, what, np.where(is_own, leans[who % 4, what], rng.integers(-1, 2, who.size)).astype(np.int8)
parts = [some_people(at, min(at + 1000, people)) for at in range(0, people, 1000)]
who, what, how = (np.concatenate(one) for one in zip(*parts))
del parts
def tell(**found):
    found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(found))
def clocked(work):
    start = time.perf_counter()
    done = work()
    return time.perf_counter() - start, done
"""
OURS = (
    COMMON
    + """
from alongside.engines.opinion import fast, gather, landscape
from alongside.engines.opinion.whole import clearest_first, told, view_of
load, _ = clocked(fast.load)
gathering, answers = clocked(lambda: gather(who, what, how))
whole, found = clocked(lambda: landscape(answers))
def as_much_as_red_dwarf():
    view = view_of(gather(who, what, how), [], False)
    return told(view, (clearest_first(view.points)[0][0], 0.0, False, ()), 0)
same, _ = clocked(as_much_as_red_dwarf)
tell(load=load, gathering=gathering, whole=whole, same=same, groups=len(found.groups), x=found.people.x[:1000].tolist())
"""
)
TICKS = (
    COMMON
    + """
from alongside.engines.opinion import Live, fast, gather
fast.load()
live = Live(gather(who, what, how))
live.settle()
spent = []
for _ in range(12):
    live.add(rng.integers(0, people + 50, 5000), rng.integers(0, statements, 5000), rng.integers(-1, 2, 5000))
    spent.append(clocked(live.tick)[0])
tell(tick=float(np.median(spent[2:])))
"""
)
RED_DWARF = (
    COMMON
    + """
import warnings
warnings.simplefilter("ignore")
from reddwarf.implementations.polis import run_pipeline
rows = zip(who.tolist(), what.tolist(), how.tolist())
votes = [{"participant_id": p, "statement_id": s, "vote": v} for p, s, v in rows]
tell(whole=clocked(lambda: run_pipeline(votes=votes, random_state=0))[0])
"""
)


def measured(script: str, size: tuple[int, int], *, numba: bool = True, tries: int = 1) -> dict[str, Any]:
    """What the script tells, run in a new process; the quickest of several tries, as other work disturbs."""
    command = [sys.executable, "-c", script, *map(str, (*size, EACH))]
    env = os.environ | {"ALONGSIDE_NUMBA": str(int(numba))}
    runs = [subprocess.run(command, env=env, stdout=subprocess.PIPE, check=True, text=True) for _ in range(tries)]
    return min((json.loads(run.stdout) for run in runs), key=lambda told: told.get("whole", 0))


def measure() -> Iterator[Figure]:
    """Time, memory and the ratios to red-dwarf, in one run."""
    measured(OURS, BESIDE)  # once, so that what is compiled is there
    full, without = measured(OURS, FULL, tries=3), measured(OURS, FULL, numba=False)
    size = "100,000 × 1,000, 5 M answers"
    more = f"gathering {full['gathering']:.2f} s before, {full['groups']} groups, stability tested"
    yield Figure("landscape", f"{size}: cold ({more})", full["whole"], 0.5, "s")
    yield Figure("landscape", f"{size}: memory, data and libraries and all", full["peak"], 1000, "MB")
    yield Figure("landscape", f"{size}: a tick with 5,000 new answers", measured(TICKS, FULL)["tick"], 0.1, "s")
    yield Figure("landscape", f"{size}: without numba", without["whole"], 6, "s")
    away = max(abs(one - other) for one, other in zip(full["x"], without["x"], strict=True))
    yield Figure("landscape", "places without numba differ by (millionths)", away * 1e6, 1, "millionths")
    yield from beside_red_dwarf(full)


def beside_red_dwarf(full: dict[str, Any]) -> Iterator[Figure]:
    """Ratios of the time an answer takes, for the same work: from a list of answers to places, groups and words."""
    answers = FULL[0] * EACH
    ratio = RED_DWARF_FULL / (full["same"] / answers)
    what = "times red-dwarf's speed at 5 M answers (its 341 s as once measured)"
    yield Figure("landscape", what, ratio, 300, "times", at_least=True)
    if find_spec("reddwarf") is None:
        told = "RED-DWARF IS NOT INSTALLED: the comparison in this run is left out. Install requirements/peers.lock."
        print(told, file=sys.stderr)
        return
    ours, theirs = measured(OURS, BESIDE, tries=3), measured(RED_DWARF, BESIDE)
    what = f"times red-dwarf's speed, 10,000 × 500 ({theirs['whole']:.1f} s to {ours['same']:.3f} s, same work)"
    yield Figure("landscape", what, theirs["whole"] / ours["same"], 60, "times", at_least=True)
