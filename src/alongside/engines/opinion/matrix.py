"""Who answered what: the answers as one compact table, gathered, joined and cut without ever being spread out."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from alongside.engines.opinion import fast

Ints = npt.NDArray[np.integer]
Floats = npt.NDArray[np.float64]
AGREE, PASS, DISAGREE = 1, 0, -1


@dataclass(frozen=True, eq=False)
class Answers:
    """n people × m statements, held row by row; only what was answered takes room (5 bytes an answer).

    `people` and `statements` are the ids, rising. The answers of person i are `values[starts[i]:starts[i + 1]]`
    (1 agree, 0 pass, -1 disagree), to the statements at `columns[…]`, rising and each once.
    """

    people: Ints
    statements: Ints
    starts: Ints
    columns: npt.NDArray[np.int32]
    values: npt.NDArray[np.int8]

    @property
    def each(self) -> Ints:
        """How many statements each person answered."""
        return np.diff(self.starts)

    @property
    def is_large(self) -> bool:
        """Whether compiled code pays here, and is at hand."""
        return fast.READY and self.values.size > fast.PAYS_FROM


def gather(
    people: npt.ArrayLike,
    statements: npt.ArrayLike,
    values: npt.ArrayLike,
    *,
    everyone: npt.ArrayLike = (),
    every_statement: npt.ArrayLike = (),
) -> Answers:
    """Answers from three lists of the same length, oldest first: a later answer replaces the older one.

    `everyone` and `every_statement` are ids to keep a place for, answered or not. ValueError where the lists differ in
    length, hold anything but whole numbers, or values other than 1, 0 and -1.
    """
    who, what, how = (_whole(one) for one in (people, statements, values))
    if not who.size == what.size == how.size:
        raise ValueError("people, statements and values must be as many")
    if how.size and not -1 <= how.min() <= how.max() <= 1:
        raise ValueError("an answer is 1, 0 or -1")
    ids, rows = _numbered(who, _whole(everyone))
    statement_ids, columns = _numbered(what, _whole(every_statement))
    sort = fast.sort_rows if fast.READY and how.size > fast.PAYS_FROM else sort_rows
    starts, columns, kept = sort(rows, columns, how.astype(np.int8, copy=False), ids.size, statement_ids.size)
    return Answers(ids, statement_ids, starts, columns, kept)


def _whole(numbers: npt.ArrayLike) -> Ints:
    found = np.asarray(numbers)
    if found.size == 0:
        return np.zeros(0, np.int64)
    if found.ndim != 1 or not np.issubdtype(found.dtype, np.integer):
        raise ValueError("a list of whole numbers is needed")
    return found


def _numbered(found: Ints, known: Ints) -> tuple[Ints, npt.NDArray[np.int32]]:
    """The different ids, rising, and at which of them each of `found` is."""
    both = [one for one in (found, known) if one.size]
    least, most = (min(int(one.min()) for one in both), max(int(one.max()) for one in both)) if both else (0, -1)
    if most - least > 8 * (found.size + known.size) + 1000:
        ids = np.unique(np.concatenate([one.astype(np.int64) for one in both]))
        return ids, np.searchsorted(ids, found).astype(np.int32)
    is_there = np.zeros(most - least + 1, bool)
    for one in both:
        is_there[one - least if least else one] = True
    if is_there.all():
        return np.arange(least, most + 1), (found - least if least else found).astype(np.int32, copy=False)
    place = np.cumsum(is_there, dtype=np.int32) - np.int32(1)
    return np.flatnonzero(is_there) + least, place[found - least]


def sort_rows(
    rows: Ints, columns: Ints, values: npt.NDArray[np.int8], people: int, statements: int
) -> tuple[Ints, npt.NDArray[np.int32], npt.NDArray[np.int8]]:
    """By person, then statement; of several answers to one statement the last stays."""
    key = rows.astype(np.int64) * max(statements, 1) + columns
    order = np.argsort(key, kind="stable")
    key = key[order]
    last = np.append(key[1:] != key[:-1], True) if key.size else np.zeros(0, bool)
    order = order[last]
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows[order], minlength=people))]).astype(np.int64)
    return starts, columns[order].astype(np.int32), values[order]


def drawn(people: int, most: int) -> Ints:
    """Rows of at most so many people, always the same: all, or drawn at random (not every n-th, as lists have runs)."""
    if people <= most:
        return np.arange(people)
    return np.sort(np.random.default_rng(0).choice(people, most, replace=False))


def only_people(answers: Answers, rows: Ints) -> Answers:
    """Only these people (row numbers, rising)."""
    each = answers.each[rows]
    starts = np.concatenate([[0], np.cumsum(each)]).astype(np.int64)
    at = np.arange(starts[-1]) + np.repeat(answers.starts[rows] - starts[:-1], each)
    return Answers(answers.people[rows], answers.statements, starts, answers.columns[at], answers.values[at])


def only_statements(answers: Answers, keep: npt.NDArray[np.bool_]) -> Answers:
    """Only the statements where `keep` (one for each) is true. Everybody keeps their row."""
    if keep.all():
        return answers
    stays = keep[answers.columns]
    starts = np.concatenate([[0], np.cumsum(stays)])[answers.starts].astype(np.int64)
    renumbered = (np.cumsum(keep) - 1).astype(np.int32)
    columns = renumbered[answers.columns[stays]]
    return Answers(answers.people, answers.statements[keep], starts, columns, answers.values[stays])


def joined(old: Answers, new: Answers) -> Answers:
    """Both together; where both hold an answer, the one of `new` counts. Fast when `new` is short."""
    old, new = _same_places(old, new)
    if old.is_large:
        starts, columns, values = fast.join_rows(
            (old.starts, old.columns, old.values), (new.starts, new.columns, new.values)
        )
        return Answers(old.people, old.statements, starts, columns, values)
    rows = np.concatenate([np.repeat(np.arange(one.people.size), one.each) for one in (old, new)])
    columns, values = np.concatenate([old.columns, new.columns]), np.concatenate([old.values, new.values])
    return Answers(old.people, old.statements, *sort_rows(rows, columns, values, old.people.size, old.statements.size))


def _same_places(old: Answers, new: Answers) -> tuple[Answers, Answers]:
    """Both with the people and statements of either; quick where `new` brings few that `old` has not."""
    people, statements = _added(old.people, new.people), _added(old.statements, new.statements)
    return _placed(old, people, statements), _placed(new, people, statements)


def _added(ids: Ints, more: Ints) -> Ints:
    at = np.searchsorted(ids, more)
    is_new = (at == ids.size) | (np.append(ids, -1)[at] != more)
    return np.insert(ids, at[is_new], more[is_new]) if is_new.any() else ids


def _placed(answers: Answers, people: Ints, statements: Ints) -> Answers:
    starts, columns = answers.starts, answers.columns
    if people.size != answers.people.size:
        each = np.zeros(people.size, np.int64)
        each[np.isin(people, answers.people, assume_unique=True)] = answers.each
        starts = np.concatenate([[0], np.cumsum(each)])
    if statements.size != answers.statements.size:
        columns = np.searchsorted(statements, answers.statements).astype(np.int32)[columns]
    return Answers(people, statements, starts, columns, answers.values)


def tally(answers: Answers, groups: Ints | None = None, count: int = 1) -> Ints:
    """How often each statement was answered how, in each group: count × m × 3 (disagree, pass, agree).

    `groups` holds each person's group, 0 … count - 1, or -1 for nobody's.
    """
    groups = np.zeros(answers.people.size, np.int8) if groups is None else groups.astype(np.int8)
    width = answers.statements.size
    if answers.is_large:
        return fast.tally(answers.starts, answers.columns, answers.values, groups, count, width)
    group = np.repeat(groups.astype(np.int64), answers.each)
    cell = (group * width + answers.columns) * 3 + answers.values + 1
    return np.bincount(cell[group >= 0], minlength=count * width * 3).reshape(count, width, 3)
