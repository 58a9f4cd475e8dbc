"""Groups made the way Polis makes them, quirks and all, to compare with what it published."""

import numpy as np

from alongside.engines.opinion.groups import MOST_GROUPS, nearest, settle, silhouettes
from alongside.engines.opinion.matrix import Floats, Ints

BASE = 100
PEOPLE_EACH = 12
ROUNDS = 20


def group_as_polis(points: Floats, count: int | None = None) -> Ints:
    """The group of each of n places: k-means into 100 small ones, then weighted k-means of those into 2 to 5.

    `count` asks for so many groups; else the silhouette of the small ones chooses. Each k-means begins with the first
    different places, so the order of people matters (as it does there). All are -1 where there is only one place.
    """
    _, base = settle(points, _first_different(points, BASE), rounds=ROUNDS)
    home = nearest(points, base)
    used, home = np.unique(home, return_inverse=True)
    base, weights = base[used], np.bincount(home).astype(float)
    most = min(MOST_GROUPS, 2 + len(base) // PEOPLE_EACH, len(base))
    tried = [
        nearest(base, settle(base, _first_different(base, k), weights=weights, rounds=ROUNDS)[1])
        for k in ([count] if count else range(2, most + 1))
    ]
    if len(base) < 2 or not tried:
        return np.full(len(points), -1, np.int8)
    best = tried[int(np.argmax(silhouettes(base, tried)))]
    _, best = np.unique(best, return_inverse=True)
    return best.astype(np.int8)[home]


def _first_different(points: Floats, count: int) -> Floats:
    _, first = np.unique(points, axis=0, return_index=True)
    return points[np.sort(first)[:count]]
