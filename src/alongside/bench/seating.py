"""Small groups: how many meet and how mixed the tables are, beside groupselect's method, in the same run.

groupselect is not on PyPI. The peer here is the method it documents, DREAM, written anew from its description. Source:
J. Barrett and K. Gal (2024), "DREAM: A Heuristic for Group Allocation in Deliberative Democracy Events",
arXiv:2410.21451. The people are groupselect's own example of 110 with seven features.
"""

import csv
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from alongside.bench.run import Figure
from alongside.engines.seating import Guest, Round, meetings, seat, sizes_of

FILE = "sortition/groupselect-examples/philipps_example_data.csv"
ROUNDS, TABLES = 8, 14
ATTEMPTS, PROBABILITY = 3, 0.5  # groupselect's own settings


def example(path: Path) -> list[Guest]:
    """The 110 people; every column but the name is something to mix by."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [Guest(number, {key: row[key] for key in row if key != "name"}) for number, row in enumerate(rows)]


def peer(guests: Sequence[Guest], *, rounds: int, tables: int) -> list[Round]:
    """DREAM: the best, by meetings, of several plans."""
    plans = [_dream(guests, rounds, tables, np.random.default_rng(seed)) for seed in range(ATTEMPTS)]
    return max(plans, key=lambda plan: meetings(plan)[0])


def _dream(guests: Sequence[Guest], rounds: int, tables: int, draw: np.random.Generator) -> list[Round]:
    """Each round begins at random; then everyone once exchanges places with somebody, where that is no worse.

    No worse: neither for how mixed the two tables are nor for how often those at them have met. Of such exchanges one
    that mixes best or one that brings most new meetings is taken, by the toss of a coin.
    """
    kinds, ideal, weight = _kinds(guests)
    met = np.zeros((len(guests), len(guests)))
    done: list[Round] = []
    everyone, sizes = np.arange(len(guests)), np.array(sizes_of(len(guests), tables))
    for _round in range(rounds):
        at = draw.permutation(np.repeat(np.arange(tables), sizes))
        for one in draw.permutation(len(guests)):
            here = at[one]
            held = np.array([kinds[at == table].sum(axis=0) for table in range(tables)])
            apart = np.abs(held / sizes[:, None] - ideal) @ weight
            taken = np.abs((held[here] - kinds[one] + kinds) / sizes[here] - ideal) @ weight
            given = np.abs((held[at] - kinds + kinds[one]) / sizes[at][:, None] - ideal) @ weight
            mixed = apart[here] + apart[at] - taken - given
            among = met @ (at[:, None] == np.arange(tables))
            fresh = among[one, here] + among[everyone, at] - (among[:, here] + among[one, at] - 2 * met[one])
            may = (at != here) & (mixed > -1e-9) & (fresh >= 0) & ((mixed > 1e-9) | (fresh > 0))
            if may.any():
                first, second = (mixed, fresh) if draw.random() < PROBABILITY else (fresh, mixed)
                keys = np.lexsort((second, first, may))
                at[one], at[keys[-1]] = at[keys[-1]], here
        met += (at[:, None] == at) & ~np.eye(len(guests), dtype=bool)
        done.append({guest.id: int(table) + 1 for guest, table in zip(guests, at, strict=True)})
    return done


def _kinds(guests: Sequence[Guest]) -> tuple[Any, Any, Any]:
    """(who is of which kind, people × kinds; each kind's share of all; its weight: one over its feature's kinds)."""
    columns, weights = [], []
    for name in guests[0].features:
        held = [guest.features[name] for guest in guests]
        for kind in sorted(set(held)):
            columns.append([one == kind for one in held])
            weights.append(1 / len(set(held)))
    kinds = np.array(columns, float).T
    return kinds, kinds.mean(axis=0), np.array(weights)


def uneven(guests: Sequence[Guest], rounds: Sequence[Round]) -> float:
    """How far tables are from a picture of all: shares' differences, summed over kinds, a mean of tables and rounds.

    0 is perfectly mixed. The measure is groupselect's own.
    """
    kinds, ideal, _weight = _kinds(guests)
    told = []
    for seated in rounds:
        at = np.array([seated[guest.id] for guest in guests])
        told += [np.abs(kinds[at == table].mean(axis=0) - ideal).sum() for table in np.unique(at)]
    return float(np.mean(told))


def measure() -> Iterator[Figure]:
    path = Path(__file__).resolve().parents[4] / "shared" / "data" / FILE
    if not path.exists():
        print(f"SKIPPED: {FILE} is not here, so small groups are not compared.", file=sys.stderr)
        return
    guests = example(path)
    began = time.perf_counter()
    ours = seat(guests, rounds=ROUNDS, tables=TABLES)
    took = time.perf_counter() - began
    began = time.perf_counter()
    theirs = peer(guests, rounds=ROUNDS, tables=TABLES)
    peer_took = time.perf_counter() - began
    met, could = meetings(theirs)
    what = "110 people, 7 features, 8 rounds"
    yield Figure("seating", f"{what}: pairs that could meet and do not", could - ours.met, could - met, "pairs")
    yield Figure("seating", f"{what}: unevenness", uneven(guests, ours.rounds), uneven(guests, theirs), "")
    yield Figure("seating", f"{what}: time, the peer's as bar", took, peer_took, "s")
