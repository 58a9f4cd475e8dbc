"""The landscape: people placed by how they answer, the groups they form, what each holds, and what all share."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from alongside.engines.opinion.compatible import group_as_polis
from alongside.engines.opinion.groups import MOST_GROUPS, find_centres, nearest, silhouettes, without_small
from alongside.engines.opinion.matrix import Answers, Floats, Ints, only_people, only_statements, tally
from alongside.engines.opinion.meaning import Held, Parted, Said, divides, priority, shared, told_by
from alongside.engines.opinion.place import Directions, centred, directions, means_of, places, spread_of
from alongside.engines.opinion.stability import STABLE_FROM, redraw

VERSION = "opinion-1"
ANSWERS_TO_COUNT = 7
FILL_UP_TO = 15
LEAST_PEOPLE = 15
LEAST_STATEMENTS = 5
LEAST_IN_GROUP = 5  # nobody is told about in a group of fewer


@dataclass(frozen=True)
class Person:
    id: int
    x: float
    y: float
    group: int | None


@dataclass(frozen=True, eq=False)
class People:
    """Everybody's place, as columns; iterate for one Person after the other. Group -1 is none."""

    ids: Ints
    x: Floats
    y: Floats
    groups: Ints

    def __len__(self) -> int:
        return int(self.ids.size)

    def __iter__(self) -> Iterator[Person]:
        columns = (self.ids.tolist(), self.x.tolist(), self.y.tolist(), self.groups.tolist())
        for who, x, y, group in zip(*columns, strict=True):
            yield Person(who, x, y, None if group < 0 else group)


@dataclass(frozen=True)
class Group:
    id: int
    size: int
    statements: tuple[Said, ...]


@dataclass(frozen=True, eq=False)
class Counts:
    """How often each statement was answered: `overall` m × 3 and `by_group` k × m × 3 (disagree, pass, agree).

    k: the groups of five people or more, in their order. Smaller ones (in compatible mode) have no counts.
    """

    statements: Ints
    overall: Ints
    by_group: Ints


@dataclass(frozen=True, eq=False)
class Landscape:
    """What `landscape` found. `groups` is empty and everybody's group None where none is sure enough to be shown.

    `stability`: how well groups come back when people and statements are drawn anew, 0 … 1; `explained`: the part of
    all difference that x and y show; `why`: codes that explain what is not shown (see WHY); `engine`, `seed`: with the
    same answers they give the same landscape again.
    """

    people: People
    groups: tuple[Group, ...]
    shared: tuple[Held, ...]
    divides: tuple[Parted, ...]
    counts: Counts
    directions: Directions
    stable: bool
    stability: float
    explained: tuple[float, float]
    seed: int
    why: tuple[str, ...] = ()
    compatible: bool = False
    engine: str = field(default=VERSION)


WHY = {
    "too_few_people": "Fewer than 15 people have answered enough statements.",
    "too_few_statements": "There are fewer than 5 statements.",
    "not_stable": "Drawn anew from some of the people and statements, the groups did not come back.",
    "small_groups_joined": "A group of fewer than 5 people was joined with the nearest one.",
    "small_group_not_told": "A group of fewer than 5 people is counted, and nothing is told about it.",
    "all_alike": "Everybody answered alike: there are no groups to see.",
}


def landscape(
    answers: Answers,
    *,
    moderated_out: Iterable[int] = (),
    compatible: bool = False,
    groups: int | None = None,
    seed: int = 0,
) -> Landscape:
    """Place people, find groups that hold, and say what they hold.

    `answers` from matrix.gather. `moderated_out`: ids of statements that hosts took out; nothing is told about them.
    `compatible` follows Polis's published method, also where groups are not stable; it is for comparing, not for pages.
    `groups` asks for so many groups (compatible mode only). `seed` draws the samples that test stability.
    The default does not depend on the order of people or statements.
    """
    view = view_of(answers, list(moderated_out), compatible)
    grouped = _grouped_as_polis(view, groups, seed) if compatible else _grouped(view, seed)
    return told(view, grouped, seed, compatible)


@dataclass(frozen=True, eq=False)
class View:
    """The answers that count, with everybody's place. `counted` are the rows of people who answered enough."""

    answers: Answers
    overall: Ints
    directions: Directions
    points: Floats
    counted: Ints


def view_of(answers: Answers, moderated_out: list[int], compatible: bool) -> View:
    keep = ~np.isin(answers.statements, moderated_out)
    kept = only_statements(answers, keep)
    # Polis fills the columns of moderated statements with zeros, and so counts them as answered by everybody.
    width, filled = (keep.size, int((~keep).sum())) if compatible else (kept.statements.size, 0)
    given = answers.each if compatible else kept.each
    overall = tally(kept)[0]
    means = means_of(overall)
    if not kept.statements.size or not kept.people.size:
        none = Directions(np.zeros((kept.statements.size, 2)), np.zeros(2), np.zeros((kept.statements.size, 0)))
        return View(kept, overall, none, np.zeros((kept.people.size, 2)), np.zeros(0, np.int64))
    found = directions(kept, means)
    points = places(centred(kept, means), found.axes, kept.each + filled, width)
    return View(kept, overall, found, points, who_counts(given, width))


def who_counts(given: Ints, statements: int) -> Ints:
    """Rows of the people with at least min(7, statements) answers; filled up to 15 by most answers."""
    enough = np.flatnonzero(given >= min(ANSWERS_TO_COUNT, statements))
    if enough.size < FILL_UP_TO:
        some = np.flatnonzero(given > 0)
        enough = np.sort(some[np.argsort(-given[some], kind="stable")][:FILL_UP_TO])
    return enough


Grouped = tuple[Ints, float, bool, tuple[str, ...]]  # everybody's group or -1, stability, stable, why


def _grouped(view: View, seed: int) -> Grouped:
    """Of two to five groups the clearest that come back when drawn anew; none where none does."""
    nobody = np.full(view.answers.people.size, -1, np.int8)
    if reason := _reason_for_none(view):
        return nobody, 0.0, False, (reason,)
    redrawn, most = redraw(_only_counted(view), view.directions.span, seed=seed), 0.0
    for labels, was_joined in clearest_first(view.points[view.counted]):
        stability = redrawn.stability(labels, least=LEAST_IN_GROUP)
        if stability >= STABLE_FROM:
            nobody[view.counted] = labels
            return nobody, stability, True, ("small_groups_joined",) if was_joined else ()
        most = max(most, stability)
    return nobody, most, False, ("not_stable",)


def _only_counted(view: View) -> Answers:
    everyone = view.counted.size == view.answers.people.size
    return view.answers if everyone else only_people(view.answers, view.counted)


def _reason_for_none(view: View) -> str:
    if view.counted.size < LEAST_PEOPLE:
        return "too_few_people"
    if view.answers.statements.size < LEAST_STATEMENTS:
        return "too_few_statements"
    return "" if view.directions.strengths[0] > 0 else "all_alike"


def clearest_first(points: Floats) -> list[tuple[Ints, bool]]:
    """The labels for each number of groups, small ones joined, and whether some were; by silhouette."""
    found = dict[int, tuple[Ints, bool]]()
    counts = range(2, MOST_GROUPS + 1)
    for count, centres in zip(counts, find_centres(points, counts), strict=True):
        left = without_small(points, centres, LEAST_IN_GROUP)
        if len(left) > 1 and (len(left) not in found or found[len(left)][1]):
            found[len(left)] = nearest(points, left), len(left) < count
    clear = silhouettes(points, [labels for labels, _ in found.values()])
    order = sorted(zip(clear, found.values(), strict=True), key=lambda one: -one[0])
    return [grouping for _, grouping in order]


def _grouped_as_polis(view: View, count: int | None, seed: int) -> Grouped:
    labels = np.full(view.answers.people.size, -1, np.int8)
    if view.counted.size < 2:
        return labels, 0.0, False, ("too_few_people",)
    points = view.points[view.counted]
    found = group_as_polis(points, count)
    labels[view.counted] = found
    size = np.bincount(found[found >= 0])
    if size.size < 2:
        return np.full_like(labels, -1), 0.0, False, ("all_alike",)
    stability = redraw(_only_counted(view), view.directions.span, seed=seed).stability(found, least=1)
    why = ("small_group_not_told",) if size.min() < LEAST_IN_GROUP else ()
    stable = stability >= STABLE_FROM
    return labels, stability, stable, why if stable else (*why, "not_stable")


def told(view: View, grouped: Grouped, seed: int, compatible: bool = False) -> Landscape:
    """The landscape in full, once people have a place and a group."""
    labels, stability, stable, why = grouped
    ids = view.answers.statements
    size = np.bincount(labels[labels >= 0])
    by_group = tally(view.answers, labels, size.size) if size.size else np.zeros((0, ids.size, 3), np.int64)
    least = 1 if compatible else LEAST_IN_GROUP
    groups = tuple(
        Group(at, count, told_by(at, by_group, ids, least=least) if count >= LEAST_IN_GROUP else ())
        for at, count in enumerate(size.tolist())
    )
    shown = by_group[size >= LEAST_IN_GROUP]
    spread = max(spread_of(view.overall), 1e-300)
    explained = view.directions.strengths / spread
    x, y = view.points.T
    return Landscape(
        people=People(view.answers.people, x, y, labels),
        groups=groups,
        shared=shared(by_group if size.size > 1 else view.overall[None], ids, least=least),
        divides=divides(by_group, ids, least=LEAST_IN_GROUP),
        counts=Counts(ids, view.overall, shown),
        directions=view.directions,
        stable=stable,
        stability=stability,
        explained=(float(explained[0]), float(explained[1])),
        seed=seed,
        why=why,
        compatible=compatible,
    )


def next_statements(found: Landscape) -> list[tuple[int, float]]:
    """(statement id, priority) of every statement, the one that would teach most first."""
    worth = priority(found.counts.overall, found.directions.axes, means_of(found.counts.overall))
    order = np.lexsort((found.counts.statements, -worth))
    return [(int(found.counts.statements[at]), float(worth[at])) for at in order]
