"""What people have placed teaches where other texts may belong. It suggests; it never moves what people placed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from alongside.engines.themes.space import unit
from alongside.engines.themes.words import Floats, Ints

LEAST_PLACED = 3  # in a theme, before it teaches
RIDGE = 0.3
LEAST_LEAD = 0.15  # before the next theme
FARTHEST = 0.1  # of what people placed in a theme stands further from its middle than others may


@dataclass(frozen=True, eq=False)
class Taught:
    """For each text the place of the theme that fits best, or -1, and how sure that is, 0 … 1."""

    theme: Ints
    confidence: Floats


def teach(points: Floats, rows: Ints, themes: Ints, refused: npt.NDArray[np.bool_]) -> Taught:
    """`points`: n × d of length one; text rows[i] was placed in themes[i]; `refused`: n × themes, never to suggest.

    Ridge regression (Hoerl, Kennard 1970) on one column for each theme, each theme weighing alike; a theme is only
    suggested to texts that stand as near to its middle as nine tenths of the texts that people placed there.
    """
    count = refused.shape[1]
    scores = np.where(refused, -np.inf, _scores(points, rows, themes, count))
    best = scores.argmax(axis=1)
    top = np.take_along_axis(scores, best[:, None], axis=1)[:, 0]
    next_best = np.partition(scores, -2, axis=1)[:, -2] if count > 1 else np.zeros(len(points))
    confidence = np.clip(top - np.maximum(next_best, 0), 0, 1)
    sums = np.zeros((count, points.shape[1]))
    np.add.at(sums, themes, points[rows])
    own = (unit(sums[themes] - points[rows]) * points[rows]).sum(axis=1)  # each against the others of its theme
    border = np.array([np.quantile(own[themes == theme], FARTHEST) for theme in range(count)])
    near = (points * unit(sums)[best]).sum(axis=1)
    fits = (confidence >= LEAST_LEAD) & (near >= border[best])
    return Taught(np.where(fits, best, -1), np.where(fits, confidence, 0.0))


def _scores(points: Floats, rows: Ints, themes: Ints, count: int) -> Floats:
    """n × themes: near 1 where a text belongs, near 0 where not. One theme alone has nothing to be told from."""
    if count == 1:
        return np.ones((len(points), 1))
    weight = (rows.size / (count * np.bincount(themes, minlength=count)))[themes][:, None]
    wanted = np.eye(count)[themes] - 1 / count
    known = points[rows].astype(np.float64)
    left = known.T @ (weight * known) + RIDGE * np.eye(points.shape[1])
    return points @ np.linalg.solve(left, known.T @ (weight * wanted)) + 1 / count


def teachers(placed: Sequence[tuple[int, int]], count: int) -> list[int]:
    """Places of the themes, of `count`, with enough texts placed in them."""
    each = np.bincount([theme for _row, theme in placed], minlength=count)
    return [theme for theme in range(count) if each[theme] >= LEAST_PLACED]
