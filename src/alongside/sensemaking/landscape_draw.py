"""Where things stand in the drawings of a landscape. Pure: values in, places out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin

WIDTH, HALF = 640, 240
MARGIN, LEAST = 70, (420, 300)
# Marks of the groups: how far left and above of the person the path begins, and how it goes on.
FORMS = {
    0: (4.2, 0.0, "a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0 -8.4 0"),
    1: (3.9, 3.9, "h7.8v7.8h-7.8z"),
    2: (0.0, 5.4, "l5 8.8h-10z"),
    3: (0.0, 5.6, "l5.6 5.6l-5.6 5.6l-5.6 -5.6z"),
    4: (1.6, 5.4, "h3.2v3.8h3.8v3.2h-3.8v3.8h-3.2v-3.8h-3.8v-3.2h3.8z"),
}
RING = (3.4, 0.0, "a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0 -6.8 0")
HULL_HOLDS = 0.88  # of a group: those who stand furthest out do not stretch its shape
HULL_PAD = 20
CUTS = 3  # times its corners are cut
LINE_LEFT, LINE_STEP, BADGE = 16, 28.8, 23
Point = tuple[float, float]


@dataclass(frozen=True)
class Shape:
    """A group in the picture: its soft outline, its people's marks as one path, and where its letter stands above."""

    letter: str
    size: int
    outline: str
    dots: str
    x: float
    y: float


@dataclass(frozen=True)
class Picture:
    """`left`, `top`, `width` and `height` cut the paper to where people stand."""

    shapes: list[Shape]
    others: str  # people in no group
    me: Point | None
    left: int = 0
    top: int = 0
    width: int = WIDTH
    height: int = 80

    @property
    def bottom(self) -> int:
        return self.top + self.height


EMPTY = Picture([], "", None)


def picture(
    dots: Iterable[tuple[float, float, int]], groups: Sequence[tuple[str, int]], me: Point | None = None
) -> Picture:
    """The picture of people at (x, y, group or -1), 1 being the usual distance from the middle; y points up.

    `groups`: letter and size of each. `me`: where the person who looks stands.
    """
    placed: dict[int, list[Point]] = {}
    for x, y, group in dots:
        placed.setdefault(group, []).append(_on_paper(x, y))
    mine = _on_paper(*me) if me else None
    seen = [point for points in placed.values() for point in points] + ([mine] if mine else [])
    (left, width), (top, height) = (_cut([point[at] for point in seen], least) for at, least in enumerate(LEAST))
    shapes = [_shape(at, letter, size, placed[at]) for at, (letter, size) in enumerate(groups) if at in placed]
    others = "".join(mark(x, y, -1) for x, y in placed.get(-1, []))
    return Picture(shapes, others, mine, left, top, width, height)


def _cut(places: list[float], least: int) -> tuple[int, int]:
    """Where to begin and how much to show along one side."""
    first, last = int(min(places)) - MARGIN, int(max(places)) + MARGIN
    spare = max(0, least - (last - first)) // 2
    return first - spare, last - first + 2 * spare


def _on_paper(x: float, y: float) -> Point:
    return WIDTH / 2 + x * HALF, WIDTH / 2 - y * HALF


def _shape(at: int, letter: str, size: int, points: list[Point]) -> Shape:
    x, y = _middle(points)
    nearest = sorted(points, key=lambda point: hypot(point[0] - x, point[1] - y))
    inner = nearest[: max(3, round(len(points) * HULL_HOLDS))]
    around = _padded(hull(inner), x, y)
    top = min(py for _px, py in around) - 10
    middle = (min(px for px, _py in around) + max(px for px, _py in around)) / 2
    return Shape(letter, size, soft(around), "".join(mark(*p, at) for p in points), middle, top)


def _middle(points: Sequence[Point]) -> Point:
    return sum(x for x, _y in points) / len(points), sum(y for _x, y in points) / len(points)


def mark(x: float, y: float, group: int) -> str:
    """The mark of one person as a path: each group has its own form, so that colour is never needed."""
    left, up, form = FORMS.get(group, RING)
    return f"M{x - left:.1f} {y - up:.1f}{form}"


def hull(points: Iterable[Point]) -> list[Point]:
    """The points around all the others, in order. Source: Andrew's monotone chain, 1979."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    return [*_chain(ordered)[:-1], *_chain(ordered[::-1])[:-1]]


def _chain(points: Iterable[Point]) -> list[Point]:
    found: list[Point] = []
    for point in points:
        while len(found) > 1 and _turns_left(found[-2], found[-1], point):
            found.pop()
        found.append(point)
    return found


def _turns_left(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) <= 0


def _padded(points: list[Point], x: float, y: float) -> list[Point]:
    """Pushed outward from the middle; a ring around it where there are fewer than three."""
    if len(points) < 3:
        return [(x + 2 * HULL_PAD * cos(pi * n / 4), y + 2 * HULL_PAD * sin(pi * n / 4)) for n in range(8)]
    turns = [(atan2(py - y, px - x), px, py) for px, py in points]
    return [(px + HULL_PAD * cos(turn), py + HULL_PAD * sin(turn)) for turn, px, py in turns]


def soft(points: list[Point]) -> str:
    """A closed path around the points with its corners cut round (Chaikin's algorithm, 1974)."""
    for _ in range(CUTS):
        points = [
            (a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part)
            for a, b in zip(points, [*points[1:], points[0]], strict=True)
            for part in (0.25, 0.75)
        ]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


@dataclass(frozen=True)
class Badge:
    letter: str
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """A line from nobody to everybody, with the letter of each group above how many of it agree, in tenths."""

    badges: list[Badge]
    height: int
    ticks: list[float]
    y: float


def line(shares: Iterable[tuple[str, int]]) -> Line:
    """`shares`: letter and tenths who agree. Letters at one place stand on each other, the first on top."""
    places: dict[int, list[str]] = {}
    for letter, tenth in shares:
        places.setdefault(tenth, []).insert(0, letter)
    y = 8 + BADGE * max(map(len, places.values()), default=1)
    badges = [
        Badge(letter, LINE_LEFT + tenth * LINE_STEP, y - BADGE * (up + 0.5) - 5)
        for tenth, letters in places.items()
        for up, letter in enumerate(letters)
    ]
    return Line(badges, y + 26, [LINE_LEFT + tenth * LINE_STEP for tenth in range(11)], y)
