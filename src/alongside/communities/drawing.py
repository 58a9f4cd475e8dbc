"""Where communities stand on the drawn map: three sectors (kinds), rings (how far with us). Values in, values out.

A map of relations, not of places. Each community is a sign with its number; ring and sign say how far it is, so that
nothing hangs on colour. The table beside it says the same.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, degrees, pi, radians, sin
from typing import Any

WIDTH, HEIGHT = 720, 720
MIDDLE_X, MIDDLE_Y = 360, 370
RINGS = (60, 116, 172, 228, 284)  # the edges: of the middle, then of each ring
RADII = {"fair": 88, "some": 144, "asked": 200, "not_asked": 256, "no": 312}
MIDDLES = {"place": -90, "interest": 30, "experience": 150}  # degrees, clockwise from three o'clock
HALF = 60
SIGN, GAP = 26, 60  # radius of a sign, room that it wants
LABEL, LINE = 70, 32  # how far signs stay off a line with words on it, and off one without
SMALL, CLOSE = 17, 18  # a sign smaller than this is hard to read: it may come closer, and the ring's name gives way
LINES = {"place": (LINE, LINE), "interest": (LINE, LABEL), "experience": (LABEL, LINE)}


@dataclass(frozen=True)
class Sign:
    """One community: where, how large, and as which shape."""

    number: int
    community: Any
    x: float
    y: float
    size: float
    shape: str  # circle or square
    look: str  # how_far

    @property
    def corner(self) -> tuple[float, float]:
        return round(self.x - self.size, 1), round(self.y - self.size, 1)


@dataclass(frozen=True)
class Ring:
    """An edge, and the name of what lies inside it, written on the line between two sectors."""

    radius: int
    label: str
    y: float


@dataclass(frozen=True)
class Drawing:
    signs: list[Sign]
    rings: list[Ring]
    spokes: list[tuple[float, float]]


def _point(angle: float, radius: float) -> tuple[float, float]:
    turn = radians(angle)
    return round(MIDDLE_X + radius * cos(turn), 1), round(MIDDLE_Y + radius * sin(turn), 1)


def _room(edges: tuple[float, float], radius: float) -> tuple[float, float]:
    """Degrees from the sector's middle between which signs may stand, so far off the lines at both ends."""
    low, high = (degrees(asin(min(edge / radius, 1))) for edge in edges)
    return low - HALF, HALF - high


def _is_crowded(count: int, kind: str, radius: float) -> bool:
    return _spread(count, LINES[kind], radius)[1] < SMALL


def _spread(count: int, edges: tuple[float, float], radius: float) -> tuple[list[float], float]:
    """Angles, from the sector's middle, for so many signs on an arc, and how large they can be."""
    low, high = _room(edges, radius)
    middle, length = (low + high) / 2, pi * radius * (high - low) / 180
    apart = min(GAP, length / (count - 1)) if count > 1 else 0.0
    step = 180 * apart / (pi * radius)
    size = SIGN if count == 1 else max(min(SIGN * apart / GAP, min(edges) - 1), 5)
    return [middle + step * (n - (count - 1) / 2) for n in range(count)], round(size, 1)


def draw_map(places: Iterable[Any]) -> Drawing:
    """`places`: each with a number and a community of a kind and a how_far. The order within a cell is theirs."""
    cells: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for one in places:
        cells[one.community.kind, one.community.how_far].append(one)
    signs, crowded = [], set()
    for (kind, how_far), found in cells.items():
        edges: tuple[float, float] = LINES[kind]
        if _is_crowded(len(found), kind, RADII[how_far]):
            edges = CLOSE, CLOSE
            crowded.add(how_far)
        angles, size = _spread(len(found), edges, RADII[how_far])
        for one, angle in zip(found, angles, strict=True):
            x, y = _point(MIDDLES[kind] + angle, RADII[how_far])
            shape = "square" if how_far == "no" else "circle"
            signs.append(Sign(one.number, one.community, x, y, size, shape, how_far))
    signs.sort(key=lambda sign: sign.number)
    labels = ("", "fair", "some", "asked", "not_asked")
    rings = [
        Ring(radius, "" if label in crowded else label, MIDDLE_Y + RADII.get(label, 0) + 4)
        for radius, label in zip(RINGS, labels, strict=True)
    ]
    return Drawing(signs, rings, [_point(angle, RINGS[-1]) for angle in (-30, 90, 210)])
