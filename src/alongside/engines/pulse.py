"""What may be told of one question of a pulse (0 to 10), asked of one side: the median and the spread, or too little.

Told only where five answered, and half of those asked. The spread counts low (0–3), middle (4–6) and high (7–10)
answers, each between two numbers ("0 to 2"). How far these lie apart depends on what is told anyway (how many
answered, and the median) and on nothing else: it is the least at which, whatever people said, nobody stands alone.
That means: no count can be worked out to be one; for somebody who is in it, none to be two; and all alike looks like
all but two. Values in, values out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

LEAST_ANSWERS = 5
TOP = 10
LEAST_STEP = 3  # at least so many neighbouring numbers look the same
GAP = 2  # medians that differ by this much are something to talk about
BANDS = ((0, 3), (4, 6), (7, TOP))

Counts = tuple[int, int, int]
Range = tuple[int, int]
Spread = tuple[Range, Range, Range]


@dataclass(frozen=True)
class Told:
    """`spread`: for low, middle and high the least and the most there may be; None where it has to stay untold."""

    answered: int
    median: float
    spread: Spread | None


def is_enough(answered: int, asked: int) -> bool:
    return answered >= LEAST_ANSWERS and 2 * answered >= asked


def tell(scores: Sequence[int], asked: int) -> Told | None:
    """What may be told of `scores`, where `scores[n]` people gave n; None where too few answered."""
    answered = sum(scores)
    if not is_enough(answered, asked):
        return None
    low, middle, high = (sum(scores[least : most + 1]) for least, most in BANDS)
    median = median_of(scores)
    step = step_for(answered, median)
    return Told(answered, median, spread_of((low, middle, high), step) if step else None)


def median_of(scores: Sequence[int]) -> float:
    """The middle answer; between the two middle ones where their number is even."""
    row = [score for score, count in enumerate(scores) for _one in range(count)]
    middle = len(row) // 2
    return float(row[middle]) if len(row) % 2 else (row[middle - 1] + row[middle]) / 2


def spread_of(counts: Counts, step: int) -> Spread:
    answered = sum(counts)
    low, middle, high = (_range(count, answered, step) for count in counts)
    return low, middle, high


def _range(count: int, answered: int, step: int) -> Range:
    """Neighbours look the same; so do all, all but one, and all but two (for a step of three)."""
    if count > answered - step:
        return answered - step + 1, answered
    least = count - count % step
    return least, min(least + step - 1, answered - step)


@lru_cache(maxsize=512)
def step_for(answered: int, median: float) -> int:
    """The least step at which nobody stands alone, whatever people said; 0 where there is none that tells anything."""
    possible = [counts for counts in splits(answered) if could_have(counts, median)]
    return next((step for step in range(LEAST_STEP, answered) if _is_safe(possible, step)), 0)


def _is_safe(possible: list[Counts], step: int) -> bool:
    alike: dict[Spread, list[Counts]] = {}
    for counts in possible:
        alike.setdefault(spread_of(counts, step), []).append(counts)
    return not any(stands_alone(left) for left in alike.values())


def stands_alone(left: list[Counts]) -> bool:
    """Whether these possibilities leave a count of one; or, to somebody who is in it, of two: the other is found."""
    if any({counts[band] for counts in left} == {1} for band in range(3)):
        return True
    for own in range(3):
        known = [counts for counts in left if counts[own]]
        if any({counts[band] for counts in known} == {2 if band == own else 1} for band in range(3)):
            return True
    return False


def splits(answered: int) -> Iterator[Counts]:
    """All ways in which so many can be low, middle and high."""
    for low in range(answered + 1):
        for middle in range(answered - low + 1):
            yield low, middle, answered - low - middle


def _band_at(counts: Counts, position: int) -> Range:
    """The band of the answer at this place, lowest first."""
    return BANDS[0 if position < counts[0] else 1 if position < counts[0] + counts[1] else 2]


def could_have(counts: Counts, median: float) -> bool:
    """Whether so many low, middle and high answers can have this median."""
    answered = sum(counts)
    below, above = _band_at(counts, (answered - 1) // 2), _band_at(counts, answered // 2)
    return below[0] + above[0] <= 2 * median <= below[1] + above[1]


def gap_between(one: float | None, other: float | None) -> float:
    """By how much two medians differ, where that is something to talk about; else 0."""
    if one is None or other is None:
        return 0.0
    return gap if (gap := abs(one - other)) >= GAP else 0.0
