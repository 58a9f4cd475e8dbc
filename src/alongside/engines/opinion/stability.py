"""Would the groups come out again? Made anew from fewer people and fewer statements, many times, and compared."""

from dataclasses import dataclass

import numpy as np

from alongside.engines.opinion.groups import alike, find_centres, nearest, without_small
from alongside.engines.opinion.matrix import Answers, Floats, Ints, only_people, only_statements, tally
from alongside.engines.opinion.place import centred, improve, means_of, places

MOST_PEOPLE = 5_000
TIMES, TIMES_SAMPLED = 20, 10
PEOPLE_PART = 0.5
STATEMENTS_PART = 0.8
STABLE_FROM = 0.6  # random answers reach .2 to .5, the published conversations .7 to .9


@dataclass(frozen=True, eq=False)
class Redrawn:
    """People placed anew, several times, each time by directions made of some people and some statements.

    `everyone`: rows of those who take part; `places`: each time all their places, and which of them were drawn.
    """

    everyone: Ints
    places: list[tuple[Floats, Ints]]

    def stability(self, labels: Ints, *, least: int) -> float:
        """How well these groups of all people come back: 1 always the same, about 0 by chance.

        Each time as many groups are made anew of those drawn (joining those of fewer than `least`), everybody is put
        into the nearest, and the mean adjusted Rand index tells how alike that is.
        """
        old = labels[self.everyone]
        count, least = np.unique(old).size, max(1, round(least * PEOPLE_PART))
        found = list[float]()
        for points, drawn in self.places:
            (centres,) = find_centres(points[drawn], [count])
            found.append(alike(old, nearest(points, without_small(points[drawn], centres, least))))
        return float(np.clip(np.mean(found), 0, 1))


def redraw(answers: Answers, span: Floats, *, seed: int) -> Redrawn:
    """Twenty times half of the people and four fifths of the statements.

    Of more than 5,000 people 5,000 take part, ten times: they know less than all together, so the stability found is
    then rather too low than too high. `span`: directions to begin from; only the way there is shorter for it.
    """
    rng = np.random.default_rng(seed)
    everyone, times = np.arange(answers.people.size), TIMES
    if everyone.size > MOST_PEOPLE:
        everyone, times = np.sort(rng.choice(everyone, MOST_PEOPLE, replace=False)), TIMES_SAMPLED
        answers = only_people(answers, everyone)
    parts = ((everyone.size, PEOPLE_PART), (len(span), STATEMENTS_PART))
    drawn = [[_some(rng, size, max(2, round(size * part))) for size, part in parts] for _ in range(times)]
    return Redrawn(everyone, [(_placed_anew(answers, span, *one), one[0]) for one in drawn])


def _some(rng: np.random.Generator, size: int, count: int) -> Ints:
    return np.sort(rng.permutation(size)[:count])


def _placed_anew(answers: Answers, span: Floats, people: Ints, statements: Ints) -> Floats:
    """Everybody's place by directions made of these people and statements alone."""
    keep = np.zeros(len(span), bool)
    keep[statements] = True
    fewer = only_statements(answers, keep)
    some = only_people(fewer, people)
    means, width = means_of(tally(some)[0]), fewer.statements.size
    axes = improve(centred(some, means), width, span[statements], passes=10, exact=1e-3).axes
    return places(centred(fewer, means), axes, fewer.each, width)
