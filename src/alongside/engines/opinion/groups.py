"""Who stands together: groups of people by their places, the same whatever order the people come in."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from alongside.engines.opinion import fast
from alongside.engines.opinion.matrix import Floats, Ints, drawn

MOST_GROUPS = 5
SETTLE_ON = 2_000  # places are enough to find the centres; all of them then pull the centres right
ROUNDS = 30
STAYS = 1e-9  # of the largest distance: a centre that moves less stays
SILHOUETTE_ON = 500


def nearest(points: Floats, centres: Floats) -> Ints:
    """For each point (n × 2) the number of its nearest centre (k × 2); the first of equally near ones."""
    if fast.READY:
        compiled: Ints = fast.nearest(points, centres)
        return compiled
    best = np.full(len(points), np.inf)
    label = np.zeros(len(points), np.int8)
    for number, centre in enumerate(centres):
        away = (points[:, 0] - centre[0]) ** 2 + (points[:, 1] - centre[1]) ** 2
        label[away < best] = number
        np.minimum(best, away, out=best)
    return label


def middles(points: Floats, labels: Ints, centres: Floats, weights: Floats | None = None) -> Floats:
    """The middle of each group's places; a centre with nobody stays where it is."""
    count = np.bincount(labels, weights, minlength=len(centres))
    total = [np.bincount(labels, one if weights is None else one * weights, minlength=len(centres)) for one in points.T]
    moved = np.stack(total, axis=1) / np.maximum(count, 1e-300)[:, None]
    return np.where(count[:, None] > 0, moved, centres)


def settle(
    points: Floats, centres: Floats, *, weights: Floats | None = None, rounds: int = ROUNDS
) -> tuple[float, Floats]:
    """Lloyd's algorithm: move the centres to the middles of their people until they stay, or rounds are used up.

    The loss (the sum of squared ways from people to their centres, without weights) and the centres.
    """
    near = STAYS * float(np.abs(points).max(initial=1e-300))
    if fast.READY and weights is None:
        found: tuple[float, Floats] = fast.settle(points, centres, rounds, near)
        return found
    for _ in range(rounds):
        moved = middles(points, nearest(points, centres), centres, weights)
        far, centres = np.abs(moved - centres).max(), moved
        if far <= near:
            break
    return float(((points - centres[nearest(points, centres)]) ** 2).sum()), centres


def _ranks(values: Floats) -> Floats:
    """The part of all values that are smaller, 0 … 1, the same for equal ones."""
    found: Floats = np.searchsorted(np.sort(values), values) / len(values)
    return found


def starts(points: Floats, counts: Iterable[int]) -> Iterator[list[Floats]]:
    """For each count ten ways to begin, from the places alone: equal slices along five lines, and five turned fans."""
    middle = points.mean(axis=0)
    angles = np.pi * np.arange(5) / 5
    slices = [_ranks(points @ np.array([np.cos(angle), np.sin(angle)])) for angle in angles]
    around = _ranks(np.arctan2(*(points - middle).T[::-1]))
    for count in counts:
        cuts = [rank * count for rank in slices] + [(around * count + turn / 5) % count for turn in range(5)]
        spare = np.tile(middle, (count, 1))
        yield [middles(points, cut.astype(np.int8), spare) for cut in cuts]


def find_centres(points: Floats, counts: Iterable[int]) -> list[Floats]:
    """For each count k-means with ten starts: the centres (count × 2) of the least loss, largest group first."""
    some = points[drawn(len(points), SETTLE_ON)]
    return [_best(points, some, begins) for begins in starts(some, counts)]


def _best(points: Floats, some: Floats, begins: list[Floats]) -> Floats:
    _, best = min((settle(some, begin) for begin in begins), key=lambda tried: float(f"{tried[0]:.9g}"))
    if len(some) < len(points):
        _, best = settle(points, best, rounds=3)
    size = np.bincount(nearest(points, best), minlength=len(best))
    found: Floats = best[np.lexsort((best[:, 1], best[:, 0], -size))]
    return found


def without_small(points: Floats, centres: Floats, least: int) -> Floats:
    """The centres without those of groups of fewer than `least`, smallest first: their people join the next nearest."""
    while len(centres) > 1:
        size = np.bincount(nearest(points, centres), minlength=len(centres))
        if size.min() >= least:
            break
        centres = np.delete(centres, size.argmin(), axis=0)
    return centres


def silhouettes(points: Floats, groupings: Sequence[Ints]) -> list[float]:
    """For each grouping how much nearer people are to their own group than to the next one, -1 … 1.

    Who is alone in a group counts as 0. At most 500 people, drawn at random, are looked at. Source: Rousseeuw 1987.
    """
    some = drawn(len(points), SILHOUETTE_ON)
    points = points[some]
    away = np.hypot(*(axis[:, None] - axis for axis in points.T))
    return [_silhouette(away, labels[some]) for labels in groupings]


def _silhouette(away: Floats, labels: Ints) -> float:
    _, labels = np.unique(labels, return_inverse=True)
    size = np.bincount(labels)
    if size.size < 2:
        return 0.0
    in_order = np.argsort(labels, kind="stable")
    to_group = np.add.reduceat(away[:, in_order], np.cumsum(size) - size, axis=1)
    row = np.arange(len(labels))
    own = to_group[row, labels] / np.maximum(size[labels] - 1, 1)
    mean = to_group / size
    mean[row, labels] = np.inf
    other = mean.min(axis=1)
    each = (other - own) / np.maximum(np.maximum(own, other), 1e-300)
    return float(np.where(size[labels] > 1, each, 0.0).mean())


def alike(one: Ints, other: Ints) -> float:
    """How much two groupings of the same people agree: 1 the same, about 0 by chance.

    Source: the adjusted Rand index, Hubert and Arabie 1985.
    """
    _, one = np.unique(one, return_inverse=True)
    _, other = np.unique(other, return_inverse=True)
    wide = int(other.max(initial=0)) + 1
    table = np.bincount(one * wide + other).astype(float)
    both = _pairs(table)
    in_one, in_other, pairs = _pairs(np.bincount(one)), _pairs(np.bincount(other)), _pairs(np.array([one.size]))
    chance = in_one * in_other / max(pairs, 1)
    most = (in_one + in_other) / 2
    return 1.0 if most == chance else float((both - chance) / (most - chance))


def _pairs(sizes: Ints | Floats) -> float:
    return float((sizes * (sizes - 1) / 2).sum())
