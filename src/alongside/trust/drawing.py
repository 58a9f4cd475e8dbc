"""The picture of one question over months: the middle answers of both sides, on one line of time. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from alongside.engines.pulse import TOP
from alongside.projects.models import Side
from alongside.trust.queries.pulse import Point

WIDTH, LEFT, RIGHT = 300, 26, 288
LOWEST, STEP = 190, 16  # where 0 stands, and how far one is from the next
MOST_LABELS = 3


@dataclass
class Drawn:
    """One side: its lines (broken where nothing could be told) and its marks, as x, y and the number."""

    side: str
    name: str
    lines: list[str] = field(default_factory=list)
    marks: list[tuple[float, float, float]] = field(default_factory=list)


@dataclass(frozen=True)
class Chart:
    sides: list[Drawn]
    days: list[tuple[float, date, str]]  # x, the day, and where its text is anchored
    grid: list[tuple[int, int]]  # y and the number beside it
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT
    base: int = LOWEST


def height_of(median: float) -> float:
    return LOWEST - STEP * median


def draw(points: Sequence[Point]) -> Chart:
    places = _places([point.on for point in points])
    sides = [_side(side.value, points, places) for side in Side]
    grid = [(round(height_of(score)), score) for score in (0, TOP // 2, TOP)]
    return Chart(sides, _days(points, places), grid)


def _places(days: Sequence[date]) -> list[float]:
    """Where each day stands: as far apart as they are in time. A single one stands in the middle."""
    if not days:
        return []
    whole = (days[-1] - days[0]).days
    inner, start = RIGHT - LEFT - 60, LEFT + 30
    if not whole:
        return [start + inner / 2 for _day in days]
    return [round(start + inner * (day - days[0]).days / whole, 1) for day in days]


def _side(side: str, points: Sequence[Point], places: Sequence[float]) -> Drawn:
    drawn = Drawn(side, "")
    run: list[str] = []
    for place, point in zip(places, points, strict=True):
        told = next(one for one in point.told.sides if one.side == side)
        drawn.name = told.name
        if told.median is None:
            run = _ended(run, drawn)
            continue
        y = round(height_of(told.median), 1)
        drawn.marks.append((place, y, told.median))
        run.append(f"{place},{y}")
    _ended(run, drawn)
    return drawn


def _ended(run: list[str], drawn: Drawn) -> list[str]:
    if len(run) > 1:
        drawn.lines.append(" ".join(run))
    return []


def _days(points: Sequence[Point], places: Sequence[float]) -> list[tuple[float, date, str]]:
    """All days where they are few, else the first and the last."""
    rows = [(place, point.on, "middle") for place, point in zip(places, points, strict=True)]
    return rows if len(rows) <= MOST_LABELS else [rows[0], rows[-1]]
