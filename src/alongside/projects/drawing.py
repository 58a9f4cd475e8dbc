"""Where things sit on a drawn line of time. Values in, values out; today is an argument."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from alongside.projects.models import Phase

WIDTH = 1000
LEAST = 12  # a bar of one day can still be seen


@dataclass(frozen=True)
class Bar:
    """One phase on the line: where its bar starts and how long it is, in thousandths of the whole."""

    phase: Phase
    x: int
    width: int
    state: str  # past, now, next
    is_open_ended: bool


@dataclass(frozen=True)
class Timeline:
    bars: list[Bar]
    starts_on: date
    ends_on: date
    today_x: int | None  # None: today lies outside


@dataclass(frozen=True)
class Column:
    """One month and how much happened in it; `height` of 100 is the busiest month."""

    month: date
    count: int
    x: int
    y: int
    height: int


def _state(phase: Phase, today: date) -> str:
    if phase.starts_on > today:
        return "next"
    return "past" if phase.ends_on and phase.ends_on < today else "now"


def draw_phases(phases: Iterable[Phase], today: date) -> Timeline | None:
    """All phases on one scale. A phase without an end reaches to the end of the line. None without phases."""
    rows = list(phases)
    if not rows:
        return None
    first = min(row.starts_on for row in rows)
    known = [row.ends_on or row.starts_on for row in rows]
    if any(row.ends_on is None for row in rows):
        known.append(max(today, *known) + timedelta(days=30))
    last = max(known)
    days = max((last - first).days + 1, 1)

    def place(day: date) -> int:
        return round((day - first).days * WIDTH / days)

    bars = []
    for row in rows:
        end = row.ends_on or last
        x = min(place(row.starts_on), WIDTH - LEAST)
        width = max(place(end + timedelta(days=1)) - x, LEAST)
        bars.append(Bar(row, x, min(width, WIDTH - x), _state(row, today), row.ends_on is None))
    return Timeline(bars, first, last, place(today) if first <= today <= last else None)


def draw_months(counts: Sequence[tuple[date, int]], *, most: int = 36) -> list[Column]:
    """One column for each month from the first to the last, quiet months too; the last `most` of them."""
    if not counts:
        return []
    by_month = {month.replace(day=1): n for month, n in counts}
    month, last = min(by_month), max(by_month)
    rows = []
    while month <= last:
        rows.append((month, by_month.get(month, 0)))
        month = (month + timedelta(days=32)).replace(day=1)
    rows = rows[-most:]
    top = max(n for _month, n in rows) or 1
    heights = [max(round(100 * n / top), 3 if n else 0) for _month, n in rows]
    return [Column(m, n, i * 10, 100 - heights[i], heights[i]) for i, (m, n) in enumerate(rows)]
