"""Tables of answers from which nobody can be worked out, and the solver that tries to.

The rule. `answered` (N) is how many people answered; whoever wants to find somebody out is taken to know it exactly.

1. Fewer than 10 answers: no table at all.
2. A table of one question hides each option with fewer answers than its least: 10 where the question is about a
   special category (religion, health…), 8 elsewhere. None at all is hidden like nine: that nobody said something can
   give those away who are known to be here.
3. "I would rather not say" is never told as a number of its own. It stays together with all hidden options in one pool.
4. If options are hidden and the pool holds fewer than the least, the smallest option that is still shown goes in too.
5. What is left is rounded to 5, each number by itself, totals too. Sums need not add up.
6. A crossing of two questions shows a cell only when the cell and both its options are large enough; each row and
   column keeps a pool of its own that is large enough. Then the solver looks at everything together. Where it could say
   more of a hidden cell than "fewer than the least", the whole crossing is left out.
7. A question told before in the same group is told again only when at least 10 more, or fewer, people answered, and
   when the solver, given all tables and taking for granted that the smaller group is part of the larger one, still
   finds each hidden cell open from 0 to its least, and no growth of a cell known to within less than three values.

Why 2 to 4 are enough for one question, even for somebody who knows this rule and all exact shown numbers. Let P be the
pool, c a hidden option, v any number below the least. Put v into c, nothing into the other hidden options, P - v into
"rather not say". P is at least the least, so P - v is not negative. Rule 2 hides the same options, rule 4 does nothing,
the same table comes out. So c may be any of 0 … least - 1, and the table says no more than "fewer than the least".
Pools larger than the least also mean that never (nearly) everybody is known to have given the same answer.
Tables that share no question share only N and say nothing about each other, because any two tables with the same N
are tables of some group of people.

Values in, values out: nothing is random here. An answer of the solver that it could not finish counts as unsafe.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

NOT_SAID = "not_said"
LEAST_ANSWERS = 10
LEAST_SPECIAL = 10
LEAST_OTHER = 8
MORE_ANSWERS = 10
BASE = 5
FEWEST_VALUES = 3

Cell = tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """`options` without "rather not say", which every question has."""

    key: str
    options: tuple[str, ...]
    least: int = LEAST_SPECIAL


@dataclass(frozen=True)
class Told:
    """What is told of one table: for each shown cell the smallest and largest count that it can stand for.

    A cell that is not in `shown` is hidden. `at_most` is what is known of every hidden cell, if anything is.
    """

    questions: tuple[Question, ...]
    shown: Mapping[Cell, tuple[int, int]]
    at_most: int | None = None

    @property
    def name(self) -> str:
        return name_of(self.questions)

    @property
    def least(self) -> int:
        return max(one.least for one in self.questions)

    def cells(self) -> Iterator[Cell]:
        """All cells, "rather not say" too."""
        return product(*((*one.options, NOT_SAID) for one in self.questions))

    def hidden(self) -> list[Cell]:
        """The hidden cells that somebody could be found by."""
        return [cell for cell in self.cells() if NOT_SAID not in cell and cell not in self.shown]


@dataclass(frozen=True)
class Release:
    """All tables told of one survey; `answered` is taken to be known exactly."""

    answered: int
    tables: tuple[Told, ...]


Place = tuple[int, str, Cell]  # number of the release, name of the table, cell


def name_of(questions: Iterable[Question]) -> str:
    return ",".join(one.key for one in questions)


def rounded(count: int) -> int:
    """To the nearest 5."""
    return (count + BASE // 2) // BASE * BASE


def _stands_for(count: int, least: int) -> tuple[int, int]:
    """What the shown, rounded number can stand for."""
    middle = rounded(count)
    return max(middle - BASE // 2, least), middle + BASE // 2


def tell_one(question: Question, counts: Mapping[Cell, int], answered: int) -> Told:
    """The table of one question by rules 2 to 5. ValueError when the counts are not those of `answered` people."""
    if sum(counts.values()) != answered or min(counts.values(), default=0) < 0:
        raise ValueError("The counts of a table add up to the number of people who answered")
    said: dict[Cell, int] = {(option,): counts.get((option,), 0) for option in question.options}
    shown = {cell: count for cell, count in said.items() if count >= question.least}
    if len(shown) < len(said) and shown and answered - sum(shown.values()) < question.least:
        del shown[_smallest(shown)]
    return Told((question,), {cell: _stands_for(count, question.least) for cell, count in shown.items()})


def _smallest(shown: Mapping[Cell, int]) -> Cell:
    return min(shown, key=lambda cell: (rounded(shown[cell]), cell))


def tell_crossing(questions: Sequence[Question], counts: Mapping[Cell, int], singles: Sequence[Told]) -> Told:
    """The table of two questions by rule 6, before the solver looked at it."""
    least = max(one.least for one in questions)
    shown = {
        cell: count
        for cell, count in counts.items()
        if count >= least and all((part,) in single.shown for part, single in zip(cell, singles, strict=True))
    }
    while cell := _too_alone(questions, counts, shown, least):
        del shown[cell]
    return Told(tuple(questions), {cell: _stands_for(count, least) for cell, count in shown.items()})


def _too_alone(
    questions: Sequence[Question], counts: Mapping[Cell, int], shown: Mapping[Cell, int], least: int
) -> Cell | None:
    """The smallest shown cell of a row or column that hides something in too small a pool."""
    for side, question in enumerate(questions):
        other = questions[1 - side]
        for option in question.options:
            here = {cell: count for cell, count in shown.items() if cell[side] == option}
            whole = sum(count for cell, count in counts.items() if cell[side] == option)
            if here and len(here) < len(other.options) and whole - sum(here.values()) < least:
                return _smallest(here)
    return None


def tell(
    answered: int,
    singles: Sequence[tuple[Question, Mapping[Cell, int]]],
    crossing: tuple[Sequence[Question], Mapping[Cell, int]] | None = None,
    before: Sequence[Release] = (),
) -> Release:
    """The safe tables of one survey, given all that was told before of groups that may be part of this one.

    `counts` hold every cell, "rather not say" (`not_said`) too, and add up to `answered`.
    """
    if answered < LEAST_ANSWERS:
        return Release(answered, ())
    tables = [tell_one(question, counts, answered) for question, counts in singles]
    tables = [table for table in tables if is_safe([*before, Release(answered, (table,))])]
    names = {table.name: table for table in tables}
    if crossing and all(one.key in names for one in crossing[0]):
        crossed = tell_crossing(*crossing, [names[one.key] for one in crossing[0]])
        if crossed.shown and is_safe([*before, Release(answered, (*tables, crossed))]):
            tables.append(crossed)
    return Release(answered, tuple(tables))


def naive(question: Question, counts: Mapping[Cell, int]) -> Told:
    """What a careless table tells: small cells blanked out, the rest exact. For comparison only; never publish it."""
    shown = {cell: (count, count) for cell, count in counts.items() if count >= question.least}
    return Told((question,), shown, at_most=question.least - 1)


# The solver


@dataclass
class _Model:
    """One number for each cell of each table of each release, and what is known of them together."""

    places: dict[Place, int]
    low: list[float]
    high: list[float]
    rows: list[tuple[dict[int, float], float, float]]


def _model(releases: Sequence[Release]) -> _Model:
    model = _Model({}, [], [], [])
    for number, release in enumerate(releases):
        for table in release.tables:
            _add_table(model, number, release, table)
        _join_crossings(model, number, release)
    for smaller, larger in pairwise(range(len(releases))):
        _join_releases(model, smaller, larger)
    return model


def _add_table(model: _Model, number: int, release: Release, table: Told) -> None:
    for cell in table.cells():
        most = release.answered
        if table.at_most is not None and NOT_SAID not in cell:
            most = min(most, table.at_most)
        low, high = table.shown.get(cell, (0, most))
        model.places[number, table.name, cell] = len(model.low)
        model.low.append(low)
        model.high.append(min(high, release.answered))
    mine = {model.places[number, table.name, cell]: 1.0 for cell in table.cells()}
    model.rows.append((mine, release.answered, release.answered))


def _join_crossings(model: _Model, number: int, release: Release) -> None:
    """Each row and each column of a crossing adds up to the same cell in the table of that question."""
    names = {table.name for table in release.tables}
    for table in release.tables:
        for side, question in enumerate(table.questions if len(table.questions) > 1 else ()):
            for option in (*question.options, NOT_SAID) if question.key in names else ():
                row = {model.places[number, table.name, c]: 1.0 for c in table.cells() if c[side] == option}
                model.rows.append((row | {model.places[number, question.key, (option,)]: -1.0}, 0, 0))


def _join_releases(model: _Model, smaller: int, larger: int) -> None:
    for number, name, cell in list(model.places):
        later = model.places.get((larger, name, cell))
        if number == smaller and later is not None:
            model.rows.append(({later: 1.0, model.places[smaller, name, cell]: -1.0}, 0, np.inf))


def _bounds(model: _Model, aim: Mapping[int, float]) -> tuple[int, int] | None:
    """The least and the greatest that a sum of cells can be. None when nothing fits, or when it was not found out."""
    matrix = np.zeros((len(model.rows), len(model.low)))
    for at, (row, _low, _high) in enumerate(model.rows):
        for column, weight in row.items():
            matrix[at, column] = weight
    known = LinearConstraint(matrix, [row[1] for row in model.rows], [row[2] for row in model.rows])
    goal = np.zeros(len(model.low))
    for column, weight in aim.items():
        goal[column] = weight
    found = []
    for sign in (1, -1):
        answer = milp(
            sign * goal,
            constraints=known,
            bounds=Bounds(np.array(model.low), np.array(model.high)),
            integrality=np.ones(len(goal)),
            options={"time_limit": 10},
        )
        if answer.status != 0:
            return None
        found.append(sign * round(answer.fun))
    return found[0], found[1]


def by_size(releases: Iterable[Release]) -> list[Release]:
    """Smaller groups first: each is taken to be part of the next."""
    return sorted(releases, key=lambda release: release.answered)


def what_can_be_worked_out(releases: Sequence[Release]) -> dict[Place, tuple[int, int]]:
    """For each hidden cell the least and the greatest count that fits everything that was told.

    All releases are looked at together, in the order of `by_size`; each smaller group is taken to be part of the next
    larger one, with the same answers. Empty when nothing fits that, or when the solver gave up: ask `fits` before.
    """
    model = _model(by_size(releases))
    found = {}
    for number, release in enumerate(by_size(releases)):
        for table in release.tables:
            for cell in table.hidden():
                bounds = _bounds(model, {model.places[number, table.name, cell]: 1.0})
                if bounds is not None:
                    found[number, table.name, cell] = bounds
    return found


def what_growth_can_be_worked_out(releases: Sequence[Release]) -> dict[Place, tuple[int, int]]:
    """The same for how much each cell grew from a smaller group to the next larger one. The place names the larger."""
    model = _model(by_size(releases))
    found = {}
    for (number, name, cell), column in model.places.items():
        earlier = model.places.get((number - 1, name, cell))
        if earlier is not None and NOT_SAID not in cell:
            bounds = _bounds(model, {column: 1.0, earlier: -1.0})
            if bounds is not None:
                found[number, name, cell] = bounds
    return found


def fits(releases: Sequence[Release]) -> bool:
    """Whether the smaller groups can be parts of the larger ones at all."""
    return _bounds(_model(by_size(releases)), {}) is not None


def is_safe(releases: Sequence[Release]) -> bool:
    """Whether everything told together keeps rules 6 and 7.

    Releases that share no question with the last one do not matter. The last one is what is about to be told.
    """
    last = releases[-1]
    mine = {one.key for table in last.tables for one in table.questions}
    related = [_only(one, mine) for one in releases[:-1]]
    related = [one for one in related if one.tables]
    if any(abs(one.answered - last.answered) < MORE_ANSWERS for one in related):
        return False
    groups = [[*related, last], *([one, last] for one in related if len(related) > 1)]
    return all(_stays_open(group) for group in groups)


def _only(release: Release, questions: set[str]) -> Release:
    kept = tuple(t for t in release.tables if {one.key for one in t.questions} & questions)
    return Release(release.answered, kept)


def _stays_open(releases: Sequence[Release]) -> bool:
    if not fits(releases):  # not parts of each other: each must hold alone, and that was looked at when it was told
        return len(releases) > 1 and _stays_open(releases[-1:])
    least = {table.name: table.least for release in releases for table in release.tables}
    found = what_can_be_worked_out(releases)
    if len(found) < sum(len(table.hidden()) for release in releases for table in release.tables):
        return False
    for (_number, name, _cell), (low, high) in found.items():
        if low < least[name] and not (low == 0 and high >= least[name] - 1):
            return False
    growth = what_growth_can_be_worked_out(releases).values()
    return all(high - low + 1 >= FEWEST_VALUES for low, high in growth)
