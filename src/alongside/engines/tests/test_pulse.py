"""What is told of a pulse: enough to talk about, and nobody stands alone, whatever people said."""

from itertools import product

import pytest

from alongside.engines import pulse
from alongside.engines.pulse import could_have, gap_between, is_enough, median_of, splits, step_for, tell


def scores(*given: int) -> list[int]:
    return [given.count(score) for score in range(11)]


def test_it_tells_nothing_of_few_or_of_less_than_half():
    assert tell(scores(9, 9, 9, 9), 4) is None
    assert tell(scores(9, 9, 9, 9, 9), 11) is None
    assert tell(scores(9, 9, 9, 9, 9), 10) is not None
    assert not is_enough(0, 0)


def test_it_finds_the_middle_answer():
    assert median_of(scores(0, 2, 9)) == 2
    assert median_of(scores(0, 2, 9, 10)) == 5.5


def test_all_alike_looks_like_all_but_two():
    told = tell(scores(*[1] * 5), 5)
    assert told is not None
    assert told.spread == ((3, 5), (0, 2), (0, 2))
    assert tell(scores(1, 1, 1, 8, 9), 5).spread == ((3, 5), (0, 2), (0, 2))


def possible(answered: int, median: float) -> dict[object, list[tuple[int, int, int]]]:
    """All that people may have said, by what is told of it."""
    step = step_for(answered, median)
    alike: dict[object, list[tuple[int, int, int]]] = {}
    for counts in splits(answered):
        if could_have(counts, median):
            alike.setdefault(pulse.spread_of(counts, step) if step else None, []).append(counts)
    return alike


@pytest.mark.parametrize("answered", range(5, 31))
def test_nobody_stands_alone_whatever_people_said(answered):
    """Every count, every median: gone through one by one, for an outsider and for each who knows their own answer."""
    for half in range(21):
        for left in possible(answered, half / 2).values():
            for band in range(3):
                assert {counts[band] for counts in left} != {1}
                assert min(max(counts) for counts in left) < answered - 1, "all alike, or all but one"
            for own, band in product(range(3), range(3)):
                known = {counts[band] for counts in left if counts[own]}
                assert known != ({2} if own == band else {1})


def test_exact_counts_would_leave_somebody_alone():
    """The check can fail: told exactly, one who differs is found."""
    assert not pulse._is_safe(list(splits(9)), 1)
    assert pulse.stands_alone([(1, 0, 8)])
    assert pulse.stands_alone([(2, 3, 4)])
    assert not pulse.stands_alone([(3, 0, 6)])


def test_a_median_that_cannot_be_is_not_possible():
    assert could_have((3, 1, 1), 2)
    assert not could_have((3, 1, 1), 5)
    assert could_have((2, 0, 2), 5)


def test_a_gap_of_two_is_something_to_talk_about():
    assert gap_between(7, 5) == 2
    assert gap_between(5.5, 7) == 0
    assert gap_between(None, 7) == 0
