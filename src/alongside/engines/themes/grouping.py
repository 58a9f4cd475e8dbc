"""Groups of texts by their places, as many as their neighbourhoods speak for; and texts that stand alone."""

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from alongside.engines.themes.space import Space, unit
from alongside.engines.themes.words import Floats, Ints, Tick

LEAST_IN_GROUP = 3
MOST_GROUPS = 12
STARTS, ROUNDS, LOOK_AT = 4, 30, 2_500
NEARLY_BEST = 0.95  # of the best modularity: the fewest groups that reach it are easier to read
FAR = 0.45  # of the usual likeness to neighbours: a text further away stands alone
LEAST_LIKENESS = 0.04
LEAST_CONFIDENCE = 0.3


def nearness(space: Space) -> Floats:
    """How much each text is like its neighbours, where 1 is usual. 0: so little that it is chance."""
    near = space.likeness.mean(axis=1) if space.likeness.size else np.zeros(len(space.plain))
    usual = float(np.median(near[near > LEAST_LIKENESS])) if (near > LEAST_LIKENESS).any() else 1.0
    return np.where(near > LEAST_LIKENESS, near / usual, 0.0)


def find_groups(space: Space, rows: Ints, *, count: int | None, seed: int, tick: Tick) -> Ints:
    """A group for each of `rows`. `count`: how many; else the fewest that are nearly best by modularity."""
    points = space.smooth[rows]
    learn = points[:: -(-len(points) // LOOK_AT)]
    most = min(MOST_GROUPS, len(rows) // 2)  # room for pairs too, else they would push two groups into one
    if count is not None or most < 2:
        return nearest(points, find_centres(learn, min(count or 1, len(learn)), seed))
    links = _links(space, rows)
    tried = []
    for groups in range(1, most + 1):
        tick(groups / (most + 1))
        tried.append(nearest(points, find_centres(learn, groups, seed)))
    worth = [modularity(links, labels) for labels in tried]
    return tried[next(at for at, one in enumerate(worth) if one >= NEARLY_BEST * max(worth))]


def find_centres(points: Floats, count: int, seed: int) -> Floats:
    """The best of some runs of k-means on the sphere: count × d. Each starts far apart (Arthur, Vassilvitskii 2007)."""
    draw = np.random.default_rng(seed)
    runs = [_k_means(points, _far_apart(points, count, draw)) for _ in range(STARTS)]
    return max(runs, key=lambda centres: float((points @ centres.T).max(axis=1).sum()))


def _far_apart(points: Floats, count: int, draw: np.random.Generator) -> Floats:
    chosen = [int(draw.integers(len(points)))]
    away = np.full(len(points), np.inf)
    while len(chosen) < count:
        away = np.minimum(away, np.maximum(1 - points @ points[chosen[-1]], 0)).astype(np.float64)
        total = away.sum()
        chosen.append(int(draw.choice(len(points), p=away / total if total > 0 else None)))
    return points[chosen]


def _k_means(points: Floats, centres: Floats) -> Floats:
    labels = nearest(points, centres)
    for _ in range(ROUNDS):
        sums = np.eye(len(centres), dtype=points.dtype)[labels].T @ points
        centres = np.where(sums.any(axis=1, keepdims=True), unit(sums), centres)
        before, labels = labels, nearest(points, centres)
        if (labels == before).all():
            break
    return centres


def nearest(points: Floats, centres: Floats) -> Ints:
    return np.asarray((points @ centres.T).argmax(axis=1))


def _links(space: Space, rows: Ints) -> sparse.csr_matrix:
    """rows × rows: how alike neighbours are, in both directions."""
    at = np.full(len(space.plain), -1)
    at[rows] = np.arange(rows.size)
    to = at[space.neighbours[rows]]
    from_, kept = np.repeat(np.arange(rows.size), to.shape[1]), to.ravel() >= 0
    cells = (space.likeness[rows].ravel()[kept], (from_[kept], to.ravel()[kept]))
    one_way = sparse.csr_matrix(cells, shape=(rows.size, rows.size))
    return sparse.csr_matrix(one_way + one_way.T)


def parts(space: Space, rows: Ints) -> Ints:
    """A number for each of `rows`: the same for those that are linked, through others among them, by shared words."""
    links = _links(space, rows)
    links.data[links.data <= LEAST_LIKENESS] = 0
    links.eliminate_zeros()
    found: Ints = connected_components(links, directed=False)[1]
    return found


def modularity(links: sparse.csr_matrix, labels: Ints) -> float:
    """How much more of all links lies inside groups than chance would put there. Source: Newman, Girvan 2004."""
    among = sparse.csr_matrix((np.ones(labels.size), (np.arange(labels.size), labels)))
    table = (among.T @ links @ among).toarray()
    total = max(float(table.sum()), 1e-9)
    return float(np.trace(table) / total - ((table.sum(axis=1) / total) ** 2).sum())


def confidences(space: Space, labels: Ints) -> Floats:
    """For each text the part of its neighbours, by likeness squared, that is in its own group; -1 is no group."""
    weight = space.likeness.astype(np.float64) ** 2
    same = labels[space.neighbours] == labels[:, None]
    part = (weight * same).sum(axis=1) / np.maximum(weight.sum(axis=1), 1e-12)
    return np.where(labels >= 0, part, 0.0)
