"""Who sits at which table over several rounds, so that everyone meets as many different people as possible.

Every wish is a weight between two people who share a table: +1 if they have not met, a large plus if they keep
together, a large minus if they keep apart, up to -5 if they are alike (so tables become mixed: the sum over alike pairs
is least when each kind is spread evenly; decision 15 says why 5). Seating one round well is then dividing people into
tables of given sizes so that the weights inside tables add up to the most. That is done by exchanging the two people
whose exchange gains most, all exchanges being weighed at once, until none gains; then by shaking a round and trying
again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

VERSION = "seating-1"
MUST = 1000.0  # a wish that must be kept outweighs everything else
ALIKE = 5.0  # how much one pair of alike people costs, shared among the things they are alike in; see decision 15
SWEEPS = 12  # how often each round is shaken and tried again

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Pair = tuple[int, int]
Round = Mapping[int, int]  # person → table, from 1


class CannotSeat(ValueError):
    """The wishes contradict each other. `people`: whose, by id; `why` is a word to choose a sentence by."""

    def __init__(self, why: str, people: Collection[int] = ()) -> None:
        super().__init__(f"{why}: {sorted(people)}")
        self.why, self.people = why, tuple(sorted(people))


@dataclass(frozen=True)
class Guest:
    """`features`: what to mix by, such as {"side": "staff"}. `table`: where they must sit, None for anywhere."""

    id: int
    features: Mapping[str, str] = field(default_factory=dict)
    table: int | None = None


@dataclass(frozen=True)
class Seating:
    """`rounds`: person → table for each round. `met`: distinct pairs that meet; `could_meet`: no plan has more.

    `unmet`: (round from 1, "together" or "apart", one, other) for each wish that this round could not keep.
    """

    rounds: tuple[Round, ...]
    tables: int
    met: int
    could_meet: int
    unmet: tuple[tuple[int, str, int, int], ...]
    seed: int
    version: str = VERSION

    def people_met(self, person: int) -> int:
        """How many different others this person sits with over all rounds."""
        return len({other for seated in self.rounds if person in seated for other in _beside(seated, person)})


def _beside(seated: Round, person: int) -> list[int]:
    return [other for other, table in seated.items() if table == seated[person] and other != person]


@dataclass
class _Problem:
    """The same for every round: who there is, the weights that do not change, where people must sit."""

    ids: list[int]
    fixed: Floats  # n × n
    pinned: Floats  # n × tables
    bundles: list[list[int]]  # people who keep together, and each of the others alone
    sizes: list[int]

    @property
    def count(self) -> int:
        return len(self.ids)


def sizes_of(people: int, tables: int) -> list[int]:
    """Sizes that differ by one at most, the larger first."""
    least, more = divmod(people, tables)
    return [least + 1] * more + [least] * (tables - more)


def seat(
    guests: Sequence[Guest],
    *,
    rounds: int,
    tables: int,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    past: Sequence[Round] = (),
    seed: int = 0,
    sweeps: int = SWEEPS,
) -> Seating:
    """Seat everybody at `tables` tables in each of `rounds` rounds. The same input and seed give the same plan.

    `past`: rounds that have been; who met there need not meet again. CannotSeat when wishes contradict each other.
    """
    if rounds < 1 or tables < 1 or not guests:
        raise CannotSeat("nothing")
    if tables > len(guests):
        raise CannotSeat("too_many_tables")
    problem = _problem(guests, tables, list(together), list(apart))
    draw = np.random.default_rng(seed)
    before = _met_in(past, problem.ids)
    plans = [_start(problem, draw) for _round in range(rounds)]
    plans = _improve(problem, plans, before, draw, sweeps)
    return _told(problem, plans, past, list(together), list(apart), tables, seed)


def _improve(problem: _Problem, plans: list[Ints], before: Ints, draw: Any, sweeps: int) -> list[Ints]:
    """Climb each round given the others; then shake one after the other, and keep what is no worse."""
    together = [_same(plan) for plan in plans]
    for index in range(len(plans)):
        others = before + sum((one for place, one in enumerate(together) if place < index), np.zeros_like(before))
        plans[index] = _climb(problem, plans[index], _weights(problem, others))
        together[index] = _same(plans[index])
    total = before + sum(together, np.zeros_like(before))
    for sweep in range(sweeps):
        for index in range(len(plans)):
            others = total - together[index]
            weights = _weights(problem, others)
            shaken = _start(problem, draw) if sweep % 4 == 3 else _shaken(problem, plans[index], draw)
            tried = _climb(problem, shaken, weights)
            if _worth(problem, tried, weights) >= _worth(problem, plans[index], weights):
                plans[index], together[index] = tried, _same(tried)
                total = others + together[index]
    return plans


def _problem(guests: Sequence[Guest], tables: int, together: list[Pair], apart: list[Pair]) -> _Problem:
    ids = [guest.id for guest in guests]
    place = {one: number for number, one in enumerate(ids)}
    count = len(ids)
    fixed = _alike(guests)
    for weight, pairs in ((MUST, together), (-MUST, apart)):
        for one, other in pairs:
            if one in place and other in place and one != other:
                fixed[place[one], place[other]] = fixed[place[other], place[one]] = weight
    pinned = np.zeros((count, tables))
    for number, guest in enumerate(guests):
        if guest.table is not None:
            if not 1 <= guest.table <= tables:
                raise CannotSeat("no_such_table", [guest.id])
            pinned[number, guest.table - 1] = 3 * MUST
    bundles = _bundles(count, [(place[a], place[b]) for a, b in together if a in place and b in place])
    problem = _Problem(ids, fixed, pinned, bundles, sizes_of(count, tables))
    _check(problem, guests, [(place[a], place[b]) for a, b in apart if a in place and b in place])
    return problem


def _alike(guests: Sequence[Guest]) -> Floats:
    """A minus for each pair, at most ALIKE, by the share of the known features in which they are alike."""
    names = sorted({name for guest in guests for name in guest.features})
    weights = np.zeros((len(guests), len(guests)))
    for name in names:
        values = np.array([guest.features.get(name, "") for guest in guests])
        weights -= ALIKE / len(names) * ((values[:, None] == values[None, :]) & (values != "")[:, None])
    np.fill_diagonal(weights, 0)
    return weights


def _bundles(count: int, together: list[Pair]) -> list[list[int]]:
    lead = list(range(count))

    def top(one: int) -> int:
        while lead[one] != one:
            one = lead[one]
        return one

    for one, other in together:
        lead[top(one)] = top(other)
    found: dict[int, list[int]] = {}
    for one in range(count):
        found.setdefault(top(one), []).append(one)
    return sorted(found.values(), key=lambda people: (-len(people), people))


def _check(problem: _Problem, guests: Sequence[Guest], apart: list[Pair]) -> None:
    """Contradictions that no seating can solve."""
    most = max(problem.sizes)
    for people in problem.bundles:
        names = [problem.ids[one] for one in people]
        if len(people) > most:
            raise CannotSeat("together_too_many", names)
        if len({guests[one].table for one in people} - {None}) > 1:
            raise CannotSeat("together_at_two_tables", names)
        if any(one in people and other in people for one, other in apart):
            raise CannotSeat("together_and_apart", names)
    for table, size in enumerate(problem.sizes):
        there = [people for people in problem.bundles if any(guests[one].table == table + 1 for one in people)]
        if sum(len(people) for people in there) > size:
            raise CannotSeat("table_too_small", [problem.ids[one] for people in there for one in people])


def _start(problem: _Problem, draw: Any) -> Ints:
    """A random seating that keeps bundles whole, those who must sit somewhere first."""
    plan = np.full(problem.count, -1, np.int64)
    free = np.array(problem.sizes)
    order = sorted(
        range(len(problem.bundles)),
        key=lambda b: (not problem.pinned[problem.bundles[b]].any(), -len(problem.bundles[b]), draw.random()),
    )
    for number in order:
        people = problem.bundles[number]
        wanted = problem.pinned[people].sum(axis=0)
        fits = free >= len(people)
        if not fits.any():  # no table has room for all of them: as many as there is room for, then the next table
            for one in people:
                table = int(np.argmax(free))
                plan[one] = table
                free[table] -= 1
            continue
        table = int(np.argmax(np.where(fits, wanted + draw.random(len(free)) + 0.01 * free, -np.inf)))
        plan[people] = table
        free[table] -= len(people)
    return plan


def _shaken(problem: _Problem, plan: Ints, draw: Any) -> Ints:
    """The same with some people exchanged; those who keep together or must sit somewhere stay."""
    loose = [people[0] for people in problem.bundles if len(people) == 1 and not problem.pinned[people[0]].any()]
    shaken = plan.copy()
    for _swap in range(max(2, len(loose) // 6)):
        if len(loose) > 1:
            one, other = draw.choice(loose, 2, replace=False)
            shaken[[one, other]] = shaken[[other, one]]
    return shaken


def _weights(problem: _Problem, met: Ints) -> Floats:
    weights: Floats = problem.fixed + (met == 0)
    np.fill_diagonal(weights, 0)
    return weights


def _worth(problem: _Problem, plan: Ints, weights: Floats) -> float:
    inside = weights[plan[:, None] == plan[None, :]].sum() / 2
    return float(inside + problem.pinned[np.arange(problem.count), plan].sum())


def _climb(problem: _Problem, plan: Ints, weights: Floats) -> Ints:
    """Exchange the two whose exchange gains most until none gains anything."""
    plan, everyone = plan.copy(), np.arange(problem.count)
    at = weights @ (plan[:, None] == np.arange(len(problem.sizes))[None, :]) + problem.pinned
    for _step in range(20 * problem.count):
        change = at[:, plan] - at[everyone, plan][:, None]  # what i gains at j's table, without leaving room
        gain = change + change.T - 2 * weights
        gain[plan[:, None] == plan[None, :]] = 0
        best = int(np.argmax(gain))
        one, other = divmod(best, problem.count)
        if gain[one, other] < 1e-9:
            break
        here, there = plan[one], plan[other]
        moved = weights[:, one] - weights[:, other]
        at[:, here] -= moved
        at[:, there] += moved
        plan[one], plan[other] = there, here
    return plan


def _same(plan: Ints) -> Ints:
    same: Ints = (plan[:, None] == plan[None, :]).astype(np.int64)
    return same


def _met_in(past: Sequence[Round], ids: list[int]) -> Ints:
    met = np.zeros((len(ids), len(ids)), np.int64)
    for seated in past:
        met += _same(np.array([seated.get(one, -2 - number) for number, one in enumerate(ids)]))
    return met


def _told(
    problem: _Problem,
    plans: list[Ints],
    past: Sequence[Round],
    together: list[Pair],
    apart: list[Pair],
    tables: int,
    seed: int,
) -> Seating:
    rounds = tuple({one: int(plan[n]) + 1 for n, one in enumerate(problem.ids)} for plan in plans)
    whole = (*past, *rounds)
    unmet = [
        (number, kind, one, other)
        for number, seated in enumerate(whole, 1)
        if number > len(past)
        for kind, pairs, wanted in (("together", together, True), ("apart", apart, False))
        for one, other in pairs
        if one in seated and other in seated and (seated[one] == seated[other]) is not wanted
    ]
    return Seating(whole, tables, *meetings(whole), tuple(unmet), seed)


def meetings(rounds: Sequence[Round]) -> tuple[int, int]:
    """(distinct pairs that meet, what no plan with tables of these sizes could exceed)."""
    met: set[tuple[int, int]] = set()
    seats = 0
    everyone: set[int] = set()
    for seated in rounds:
        tables: dict[int, list[int]] = {}
        for person, table in sorted(seated.items()):
            tables.setdefault(table, []).append(person)
        for people in tables.values():
            met.update((one, other) for place, one in enumerate(people) for other in people[place + 1 :])
            seats += len(people) * (len(people) - 1) // 2
        everyone |= seated.keys()
    return len(met), min(seats, len(everyone) * (len(everyone) - 1) // 2)


def repair(
    seating: Seating,
    guests: Sequence[Guest],
    *,
    now: int,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    seed: int = 0,
    sweeps: int = SWEEPS,
) -> Seating:
    """Fit in who came and take out who left, while round `now` (from 1; 0: none has begun) runs.

    Rounds before it stay as they happened. In it, those who sit stay, unless somebody would sit nearly alone or a wish
    would break: then the fewest move. Later rounds are planned anew for those who are here. CannotSeat as in `seat`.
    """
    if not guests:
        raise CannotSeat("nothing")
    together, apart = list(together), list(apart)
    past = list(seating.rounds[: max(0, now - 1)])
    if now:
        running = _fit_in(seating.rounds[now - 1], guests, past, seating.tables, together, apart)
        past.append(running)
    left = len(seating.rounds) - len(past)
    tables = min(seating.tables, len(guests))
    if not left:
        return Seating(tuple(past), tables, *meetings(past), (), seed)
    return seat(guests, rounds=left, tables=tables, together=together, apart=apart, past=past, seed=seed, sweeps=sweeps)


def _fit_in(
    seated: Round, guests: Sequence[Guest], past: list[Round], tables: int, together: list[Pair], apart: list[Pair]
) -> Round:
    """The running round with those who are here now."""
    problem = _problem(guests, tables, together, apart)  # people may be fewer than tables by now
    met = _met_in(past, problem.ids)
    weights = _weights(problem, met)
    plan = np.array([seated.get(one, 0) - 1 for one in problem.ids], np.int64)
    for one in np.flatnonzero(plan < 0):
        plan[one] = _best_table(problem, plan, weights, int(one))
    size = np.bincount(plan, minlength=tables)
    while size[size > 0].min() + 2 <= size.max() and (size[size > 0].min() < 3 or (size == 0).any()):
        smallest = int(np.flatnonzero(size == size[size > 0].min())[0])
        loose = [p for p in np.flatnonzero(plan == int(size.argmax())) if not _is_held(problem, int(p))]
        if not loose:
            break
        at = weights @ (plan == smallest)
        plan[max(loose, key=lambda person: at[person])] = smallest
        size = np.bincount(plan, minlength=tables)
    return {one: int(plan[number]) + 1 for number, one in enumerate(problem.ids)}


def _is_held(problem: _Problem, person: int) -> bool:
    return bool(problem.pinned[person].any() or (np.abs(problem.fixed[person]) >= MUST).any())


def _best_table(problem: _Problem, plan: Ints, weights: Floats, person: int) -> int:
    """Where somebody who comes late sits: with their own people, else at a small table where they know few."""
    tables = problem.pinned.shape[1]
    size = np.bincount(plan[plan >= 0], minlength=tables)
    at = weights[person] @ (plan[:, None] == np.arange(tables)[None, :]) + problem.pinned[person]
    return int(np.argmax(at - 2.0 * size * (np.abs(at) < MUST / 2)))
