"""A landscape that follows while answers come in: each tick costs a few passes over the answers, never a new search."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from alongside.engines.opinion.groups import middles, nearest, settle, without_small
from alongside.engines.opinion.matrix import Answers, Ints, gather, joined, only_statements, tally
from alongside.engines.opinion.place import Directions, centred, follow, means_of, places
from alongside.engines.opinion.whole import LEAST_IN_GROUP, Grouped, Landscape, View, landscape, told, who_counts

GROWN = 1.1  # so many times the answers, and groups are looked for anew
ROUNDS = 2


class Live:
    """Keeps the answers and the last landscape. Not for several threads at once.

    `settle()` is the whole search (as `landscape`): how many groups there are, and whether they are stable. `tick()`
    only follows: the same groups with new places, counts and words. Settle, in the background, when `is_due`.
    """

    def __init__(self, answers: Answers | None = None, *, moderated_out: Iterable[int] = (), seed: int = 0) -> None:
        self._out, self._seed = np.array(sorted(moderated_out), np.int64), seed
        answers = gather([], [], []) if answers is None else answers
        self.answers = only_statements(answers, ~np.isin(answers.statements, self._out))
        self._came = list[tuple[Ints, Ints, Ints]]()
        self._last: Landscape | None = None
        self._settled_at = 0

    def add(self, people: npt.ArrayLike, statements: npt.ArrayLike, values: npt.ArrayLike) -> None:
        """Answers that came, oldest first; each replaces an older one of the same person to the same statement."""
        self._came.append((np.asarray(people), np.asarray(statements), np.asarray(values)))

    @property
    def is_due(self) -> bool:
        """Whether so many answers came since the last search that it should be done again."""
        return self._last is None or self.answers.values.size >= GROWN * self._settled_at

    def settle(self) -> Landscape:
        """The whole search, with all answers so far."""
        self._take_in()
        self._last = landscape(self.answers, seed=self._seed)
        self._settled_at = self.answers.values.size
        return self._last

    def tick(self) -> Landscape:
        """The last landscape brought up to date; its stability is that of the last search."""
        if self._last is None:
            return self.settle()
        self._take_in()
        answers = self.answers
        width, overall = answers.statements.size, tally(answers)[0]
        table = centred(answers, means_of(overall))
        now = follow(table, _widened(self._last, answers.statements))
        points = places(table, now.axes, answers.each, width)
        view = View(answers, overall, now, points, who_counts(answers.each, width))
        self._last = told(view, _regrouped(view, self._last), self._seed)
        return self._last

    def _take_in(self) -> None:
        if self._came:
            who, what, how = (np.concatenate(one) for one in zip(*self._came, strict=True))
            stays = ~np.isin(what, self._out)
            self.answers, self._came = joined(self.answers, gather(who[stays], what[stays], how[stays])), []


def _widened(last: Landscape, statements: Ints) -> Directions:
    """The last directions, with a row of zeros for each new statement."""
    before = last.directions
    if statements.size == len(before.axes):
        return before
    at = np.searchsorted(statements, last.counts.statements)
    axes, span = (np.zeros((statements.size, one.shape[1])) for one in (before.axes, before.span))
    axes[at], span[at] = before.axes, before.span
    return Directions(axes, before.strengths, span)


def _regrouped(view: View, last: Landscape) -> Grouped:
    """The last groups, from where their people stand now; nobody's where none were shown or too few people are left."""
    labels = np.full(view.answers.people.size, -1, np.int8)
    if not last.stable:
        return labels, last.stability, False, last.why
    old = labels.copy()
    old[np.searchsorted(view.answers.people, last.people.ids)] = last.people.groups
    points, old = view.points[view.counted], old[view.counted]
    stand = middles(points[old >= 0], old[old >= 0], np.zeros((len(last.groups), 2)))
    _, centres = settle(points, stand, rounds=ROUNDS)
    centres = without_small(points, centres, LEAST_IN_GROUP)
    if len(centres) < 2:
        return labels, 0.0, False, ("not_stable",)
    labels[view.counted] = nearest(points, centres)
    return labels, last.stability, True, last.why
