"""Where people stand: the two directions in which answers differ most, and each person's place along them.

A missing answer is taken to be the statement's mean. Centred, such a table is zero wherever nobody answered, so its
principal components are found exactly in passes over the answers alone; nothing is ever spread out.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy import sparse

from alongside.engines.opinion import fast
from alongside.engines.opinion.matrix import Answers, Floats, Ints, drawn, only_people

EXACT = 1e-6  # how much of the largest strength may be left over before a direction counts as found
MOST_PASSES = 40
MOST_WIDE = 28  # columns of a basis; LAPACK deals with wider ones in threads, and those wait for each other when busy
KEPT = 8  # of the columns, when a basis is too wide
BEGIN_SMALL_FROM = 20_000  # people; from here on a tenth of them shows where to begin


class Centred(Protocol):
    """The answers less their statement's mean, as a table S that is never written out (zero where not answered)."""

    def gram(self, block: Floats) -> Floats:
        """Sᵀ S · block; block is m × b."""

    def times(self, pair: Floats) -> Floats:
        """S · pair; pair is m × 2."""


class _Plain:
    def __init__(self, answers: Answers, means: Floats) -> None:
        shape = (answers.people.size, answers.statements.size)
        self._table = sparse.csr_array(
            (answers.values - means[answers.columns], answers.columns, answers.starts), shape=shape
        )
        self._turned = self._table.T.tocsr()

    def gram(self, block: Floats) -> Floats:
        found: Floats = self._turned @ (self._table @ block)
        return found

    def times(self, pair: Floats) -> Floats:
        found: Floats = self._table @ pair
        return found


class _Fast:
    def __init__(self, answers: Answers, means: Floats) -> None:
        self._rows, self._means = (answers.starts, answers.columns, answers.values), means

    def gram(self, block: Floats) -> Floats:
        return fast.gram(self._rows, self._means, block)

    def times(self, pair: Floats) -> Floats:
        return fast.times(self._rows, self._means, pair)


def centred(answers: Answers, means: Floats) -> Centred:
    """The centred table, by compiled loops where they pay."""
    return _Fast(answers, means) if answers.is_large else _Plain(answers, means)


@dataclass(frozen=True, eq=False)
class Directions:
    """`axes` m × 2, each of length 1 (or 0 where there is no such direction); `strengths` their sums of squares.

    `span` holds a few directions more, to begin from next time.
    """

    axes: Floats
    strengths: Floats
    span: Floats


def means_of(counts: Ints) -> Floats:
    """Each statement's mean answer, 0 where nobody answered, from a tally m × 3 (disagree, pass, agree)."""
    found: Floats = (counts[:, 2] - counts[:, 0]) / np.maximum(counts.sum(axis=1), 1)
    return found


def spread_of(counts: Ints) -> float:
    """The sum of squares of the whole centred table, from a tally m × 3."""
    return float((counts[:, 0] + counts[:, 2] - counts.sum(axis=1) * means_of(counts) ** 2).sum())


def directions(answers: Answers, means: Floats) -> Directions:
    """The two principal directions, exactly; from a tenth of the people first where there are very many."""
    begin, people, width = None, answers.people.size, answers.statements.size
    if people >= BEGIN_SMALL_FROM:
        tenth = only_people(answers, drawn(people, people // 10))
        begin = improve(centred(tenth, means), width, passes=8, exact=1e-3).span
    return improve(centred(answers, means), width, begin)


def improve(
    table: Centred, width: int, begin: Floats | None = None, *, passes: int = MOST_PASSES, exact: float = EXACT
) -> Directions:
    """Directions by a block Krylov space that grows with each pass until both are exact, or `passes` are used up.

    A space grown too wide begins again with the best of its directions.
    Source of the method: Golub and Underwood's block Lanczos, kept orthogonal in full.
    """
    begin = np.random.default_rng(0).standard_normal((width, fast.BLOCK)) if begin is None else begin
    basis = block = _orthonormal(begin)
    images, small = np.zeros((width, 0)), np.zeros((0, 0))
    for done in range(1, passes + 1):
        image = table.gram(block)
        images, small = np.hstack([images, image]), _grown(small, basis.T @ image)
        strengths, turns = _largest(small)
        found, seen = basis @ turns, images @ turns
        left = seen[:, :2] - found[:, :2] * strengths[:2]
        block = _beyond(image, basis)
        if done == passes or not block.shape[1] or np.linalg.norm(left) <= exact * max(strengths[0], 1e-300):
            break
        if basis.shape[1] + block.shape[1] > MOST_WIDE:
            basis, images, small = found, seen, np.diag(strengths)
        basis = np.hstack([basis, block])
    return _signed(found[:, : fast.BLOCK], strengths)


def _grown(small: Floats, cross: Floats) -> Floats:
    """basisᵀ · Sᵀ S · basis with the columns of a new block, from basisᵀ · Sᵀ S · block."""
    side = cross[: len(small)]
    found: Floats = np.block([[small, side], [side.T, cross[len(small) :]]])
    return found


def follow(table: Centred, before: Directions) -> Directions:
    """Directions after a few answers more, in one pass: those found before, brought one power step nearer.

    They keep the side they had, so that nobody jumps across the picture.
    """
    if before.span.shape[1] < 2 or not before.strengths[1]:
        return improve(table, before.axes.shape[0])
    image = table.gram(before.span)
    strengths, turns = _largest(before.span.T @ image)
    span = _orthonormal(image @ turns)
    if span.shape[1] < 2:
        return improve(table, before.axes.shape[0])
    side = np.ones(span.shape[1])
    side[:2] = np.where((span[:, :2] * before.axes).sum(axis=0) < 0, -1, 1)
    return Directions(span[:, :2] * side[:2], strengths[:2], span * side)


def _largest(small: Floats) -> tuple[Floats, Floats]:
    strengths, turns = np.linalg.eigh((small + small.T) / 2)
    return strengths[::-1][:KEPT], turns[:, ::-1][:, :KEPT]


def _orthonormal(block: Floats) -> Floats:
    """The same span in right angles; columns that add nothing are left out."""
    q, r = np.linalg.qr(block)
    size = np.abs(np.diag(r))
    return q[:, size > 1e-10 * max(size.max(initial=0.0), 1e-300)]


def _beyond(block: Floats, basis: Floats) -> Floats:
    """What the block adds to the basis, in right angles to it (taken off twice, against rounding)."""
    size = np.linalg.norm(block)
    for _ in range(2):
        block = block - basis @ (basis.T @ block)
    if np.linalg.norm(block) <= 1e-12 * size:
        return block[:, :0]
    new = _orthonormal(block)
    return _orthonormal(new - basis @ (basis.T @ new))[:, : max(basis.shape[0] - basis.shape[1], 0)]


def _signed(found: Floats, strengths: Floats) -> Directions:
    """With a sign that depends on the answers alone: more of an axis points to agreement, weighed by its cubes."""
    lean = (found**3).sum(axis=0)
    first = found[np.argmax(np.abs(found) > 1e-9, axis=0), np.arange(found.shape[1])]
    span = found * np.where(np.where(np.abs(lean) > 1e-9, lean, first) < 0, -1.0, 1.0)
    axes, two = np.zeros((found.shape[0], 2)), np.zeros(2)
    real = int((strengths[:2] > 1e-9 * max(strengths[0], 1.0)).sum()) if strengths.size else 0
    axes[:, :real], two[:real] = span[:, :real], strengths[:real]
    return Directions(axes, two, span)


def places(table: Centred, axes: Floats, answered: Ints, width: int) -> Floats:
    """Each person's place, n × 2: √(m / nᵢ) · Σ over answered (x − mean) · v, and (0, 0) for who answered nothing.

    The root makes up for answers not given. Source: Polis's published mathematics.
    """
    return np.asarray(table.times(axes)) * np.sqrt(width / np.maximum(answered, 1))[:, None]
