"""Which twos stand on which sheet of paper. Pure: the same numbers always give the same lists."""

from collections.abc import Iterable
from itertools import pairwise

Two = tuple[int, int]
MOST_ON_A_LIST = 10  # what people compare with care in some ten minutes


def all_twos(numbers: Iterable[int]) -> list[Two]:
    """Every two of these numbers once, the lower first, in rounds: each number meets another once in each round.

    That is the circle method for a tournament: one stays, the others move on by one place.
    """
    ring: list[int] = sorted(set(numbers))
    if len(ring) % 2:
        ring.append(0)  # whoever meets nought rests
    found: list[Two] = []
    for _round in range(len(ring) - 1):
        facing = zip(ring[: len(ring) // 2], reversed(ring[len(ring) // 2 :]), strict=True)
        found += [(min(two), max(two)) for two in facing if 0 not in two]
        ring = [ring[0], ring[-1], *ring[1:-1]]
    return found


def lists_of(numbers: Iterable[int]) -> list[list[Two]]:
    """The twos dealt out in lists of at most ten, about the same length, so that each number comes up as often."""
    twos = all_twos(numbers)
    count = -(-len(twos) // MOST_ON_A_LIST)
    ends = [len(twos) * part // count for part in range(count + 1)] if count else []
    return [twos[start:end] for start, end in pairwise(ends)]


def list_for(sheet: int, lists: int) -> int:
    """Which list a numbered sheet carries, from 0: they take turns."""
    return (sheet - 1) % lists if lists else 0
