"""The few inner loops that see every answer, compiled by numba where it is installed. Without it all works, slower.

The loops give up Python's lock and are shared out among plain threads, each over its own rows: safe in a web server,
where numba's own threads are not. The rows are always cut into the same parts, so a result does not depend on how many
processors there are. Compiled code is kept between runs: beside this file or, where that cannot be written, in the
folder numba finds for the person who runs it (NUMBA_CACHE_DIR names another); where nothing can be written it is
compiled anew in each process, which takes some seconds.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import numpy.typing as npt

try:
    from numba import njit

    READY = os.environ.get("ALONGSIDE_NUMBA", "1") != "0"
except ImportError:
    READY = False

PAYS_FROM = 50_000  # answers; below, handing the work to threads costs more than it saves
PARTS = 8
BLOCK = 4  # how many directions go through the answers together: 4 numbers are half a line of the cache
Array = npt.NDArray[Any]
Rows = tuple[Array, Array, Array]  # starts, columns, values


def _compiled(loop: Callable[..., Any]) -> Callable[..., Any]:
    if not READY:
        return loop
    try:
        made: Callable[..., Any] = njit(nogil=True, cache=True)(loop)
    except RuntimeError:  # no folder can be written
        made = njit(nogil=True)(loop)
    return made


_crew = ThreadPoolExecutor(max_workers=os.cpu_count() or 1, thread_name_prefix="landscape")


def _in_parts(work: Callable[[int, int], Any], starts: Array) -> list[Any]:
    """work(first row, last row + 1) for parts that hold about as many answers each; the results in order."""
    cuts = np.searchsorted(starts, np.linspace(0, starts[-1], PARTS + 1)[1:-1]).tolist()
    edges = [0, *cuts, starts.size - 1]
    return list(_crew.map(work, edges[:-1], edges[1:]))


@_compiled
def _gram(
    starts: Array, columns: Array, values: Array, means: Array, block: Array, first: int, last: int
) -> Array:  # pragma: no cover
    out = np.zeros(block.shape)
    for i in range(first, last):
        a = b = c = d = 0.0
        for p in range(starts[i], starts[i + 1]):
            j = np.uintp(columns[p])  # unsigned: no look for a negative place
            w = values[p] - means[j]
            a += w * block[j, 0]
            b += w * block[j, 1]
            c += w * block[j, 2]
            d += w * block[j, 3]
        for p in range(starts[i], starts[i + 1]):
            j = np.uintp(columns[p])
            w = values[p] - means[j]
            out[j, 0] += w * a
            out[j, 1] += w * b
            out[j, 2] += w * c
            out[j, 3] += w * d
    return out


@_compiled
def _times(
    starts: Array, columns: Array, values: Array, means: Array, pair: Array, out: Array, first: int, last: int
) -> None:  # pragma: no cover
    for i in range(first, last):
        x = y = 0.0
        for p in range(starts[i], starts[i + 1]):
            j = np.uintp(columns[p])
            w = values[p] - means[j]
            x += w * pair[j, 0]
            y += w * pair[j, 1]
        out[i, 0] = x
        out[i, 1] = y


@_compiled
def _tally(
    starts: Array, columns: Array, values: Array, groups: Array, count: int, width: int, first: int, last: int
) -> Array:  # pragma: no cover
    out = np.zeros((count, width, 3), np.int32)
    for i in range(first, last):
        g = groups[i]
        if g >= 0:
            for p in range(starts[i], starts[i + 1]):
                out[g, columns[p], values[p] + 1] += 1
    return out


@_compiled
def _starts(keys: Array, count: int) -> Array:  # pragma: no cover
    """Where the entries of each key begin once they lie in order, and where the last end."""
    found = np.zeros(count + 1, np.int64)
    for p in range(keys.size):
        found[keys[p] + 1] += 1
    for k in range(count):
        found[k + 1] += found[k]
    return found


@_compiled
def _by_column(columns: Array, rows: Array, values: Array, starts: Array, to_rows: Array, to_values: Array) -> None:
    free = starts.copy()  # pragma: no cover
    for p in range(columns.size):
        at = free[columns[p]]
        to_rows[at], to_values[at] = rows[p], values[p]
        free[columns[p]] = at + 1


@_compiled
def _by_row(
    column_starts: Array, rows: Array, values: Array, starts: Array, to_columns: Array, to_values: Array
) -> None:
    free = starts.copy()  # pragma: no cover
    for j in range(column_starts.size - 1):
        for p in range(column_starts[j], column_starts[j + 1]):
            at = free[rows[p]]
            to_columns[at], to_values[at] = j, values[p]
            free[rows[p]] = at + 1


@_compiled
def _keep_last(starts: Array, columns: Array, values: Array) -> int:  # pragma: no cover
    """Of several answers of a row to one statement the last, in place; how many answers are left."""
    kept = first = 0
    for i in range(starts.size - 1):
        begin, last = kept, starts[i + 1]
        for p in range(first, last):
            if kept > begin and columns[kept - 1] == columns[p]:
                kept -= 1
            columns[kept], values[kept] = columns[p], values[p]
            kept += 1
        first, starts[i + 1] = last, kept
    return kept


@_compiled
def _doubles(
    a_starts: Array, a_columns: Array, b_starts: Array, b_columns: Array, out: Array, first: int, last: int
) -> None:
    for i in range(first, last):  # pragma: no cover
        p = a_starts[i]
        for q in range(b_starts[i], b_starts[i + 1]):
            while p < a_starts[i + 1] and a_columns[p] < b_columns[q]:
                p += 1
            if p < a_starts[i + 1] and a_columns[p] == b_columns[q]:
                out[i] += 1


@_compiled
def _join(a: Rows, b: Rows, to: Rows, first: int, last: int) -> None:  # pragma: no cover
    """Rows of `a` and `b` into `to`, whose starts are right already; where both answer, that of `b` stays."""
    (a_starts, a_columns, a_values), (b_starts, b_columns, b_values), (starts, columns, values) = a, b, to
    for i in range(first, last):
        p, q = a_starts[i], b_starts[i]
        for at in range(starts[i], starts[i + 1]):
            if q == b_starts[i + 1] or (p < a_starts[i + 1] and a_columns[p] < b_columns[q]):
                columns[at], values[at] = a_columns[p], a_values[p]
                p += 1
            else:
                if p < a_starts[i + 1] and a_columns[p] == b_columns[q]:
                    p += 1
                columns[at], values[at] = b_columns[q], b_values[q]
                q += 1


@_compiled
def nearest(points: Array, centres: Array) -> Array:  # pragma: no cover
    """As groups.nearest."""
    label = np.zeros(points.shape[0], np.int8)
    for i in range(points.shape[0]):
        best = np.inf
        for k in range(centres.shape[0]):
            away = (points[i, 0] - centres[k, 0]) ** 2 + (points[i, 1] - centres[k, 1]) ** 2
            if away < best:
                best = away
                label[i] = k
    return label


@_compiled
def _look(points: Array, centres: Array, total: Array) -> float:  # pragma: no cover
    """The loss; and in `total`, for each centre, the sums of x and y and the number of its people."""
    total[:] = 0
    loss = 0.0
    for i in range(points.shape[0]):
        x, y = points[i, 0], points[i, 1]
        best, k = np.inf, 0
        for c in range(centres.shape[0]):
            away = (x - centres[c, 0]) ** 2 + (y - centres[c, 1]) ** 2
            if away < best:
                best, k = away, c
        loss += best
        total[k, 0] += x
        total[k, 1] += y
        total[k, 2] += 1
    return loss


@_compiled
def settle(points: Array, centres: Array, rounds: int, near: float) -> tuple[float, Array]:  # pragma: no cover
    """As groups.settle, without weights; `near`: a centre that moves no further stays."""
    centres = centres.copy()
    total = np.zeros((centres.shape[0], 3))
    loss = _look(points, centres, total)
    for _ in range(rounds):
        far = 0.0
        for c in range(centres.shape[0]):
            for axis in range(2):
                if total[c, 2] > 0:
                    to = total[c, axis] / total[c, 2]
                    far = max(far, abs(to - centres[c, axis]))
                    centres[c, axis] = to
        loss = _look(points, centres, total)
        if far <= near:
            break
    return loss, centres


def sort_rows(rows: Array, columns: Array, values: Array, people: int, statements: int) -> Rows:
    """As matrix.sort_rows: dealt out by statement, then by person, each time in the order they came."""
    size, column_starts = rows.size, _starts(columns, statements)
    by_column, how = np.empty(size, np.int32), np.empty(size, np.int8)
    _by_column(columns, rows, values, column_starts, by_column, how)
    found = (_starts(rows, people), np.empty(size, np.int32), np.empty(size, np.int8))
    _by_row(column_starts, by_column, how, found[0], *found[1:])
    left = _keep_last(*found)
    return found[0], found[1][:left], found[2][:left]


def join_rows(old: Rows, new: Rows) -> Rows:
    """Two tables of the same people and statements in one; where both hold an answer, that of `new` stays."""
    double = np.zeros(old[0].size - 1, np.int64)
    _in_parts(lambda first, last: _doubles(*old[:2], *new[:2], double, first, last), old[0])
    starts = old[0] + new[0]
    starts[1:] -= np.cumsum(double)
    to = (starts, np.empty(starts[-1], np.int32), np.empty(starts[-1], np.int8))
    _in_parts(lambda first, last: _join(old, new, to, first, last), old[0])
    return to


def tally(starts: Array, columns: Array, values: Array, groups: Array, count: int, width: int) -> Array:
    """As matrix.tally."""
    parts = _in_parts(lambda first, last: _tally(starts, columns, values, groups, count, width, first, last), starts)
    return np.asarray(np.sum(parts, axis=0, dtype=np.int64))


def gram(rows: Rows, means: Array, block: Array) -> Array:
    """As place.Centred.gram, for any number of columns."""
    padded = np.pad(block, ((0, 0), (0, -block.shape[1] % BLOCK)))
    found = [_gram_of_four(rows, means, padded[:, at : at + BLOCK]) for at in range(0, padded.shape[1], BLOCK)]
    return np.hstack(found)[:, : block.shape[1]]


def _gram_of_four(rows: Rows, means: Array, block: Array) -> Array:
    four = np.ascontiguousarray(block)
    total: Array = np.sum(_in_parts(lambda first, last: _gram(*rows, means, four, first, last), rows[0]), axis=0)
    return total


def times(rows: Rows, means: Array, pair: Array) -> Array:
    """As place.Centred.times, for two columns."""
    out, two = np.empty((rows[0].size - 1, 2)), np.ascontiguousarray(pair)
    _in_parts(lambda first, last: _times(*rows, means, two, out, first, last), rows[0])
    return out


def load() -> None:
    """Compile all loops, or load them where they were compiled before, so that nobody waits for it later."""
    if READY:
        empty = (np.zeros(2, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int8))
        keys, pair = np.zeros(0, np.int32), np.zeros((1, 2))
        sort_rows(keys, keys, empty[2], 1, 1)
        join_rows(empty, empty)
        tally(*empty, np.zeros(1, np.int8), 1, 1)
        gram(empty, np.zeros(1), pair)
        times(empty, np.zeros(1), pair)
        nearest(pair, pair)
        settle(pair, pair, 1, 0.0)
