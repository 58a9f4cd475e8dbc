"""Where the moments of a draft stand on a drawn line. Values in, places out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

FIRST, LAST = 24, 976  # of a drawing 1,000 wide: the ends have room for their dots
MOST = 120


@dataclass(frozen=True)
class MomentsLine:
    """Dots from the first change to the last, each placed by its time, in a drawing 1,000 wide."""

    dots: list[int]
    starts_at: datetime
    ends_at: datetime


def moments_line(moments: Sequence[datetime]) -> MomentsLine | None:
    """The last changes (at most 120) on one line; None when there is nothing to draw."""
    rows = sorted(moments)[-MOST:]
    if len(rows) < 2:
        return None
    span = (rows[-1] - rows[0]).total_seconds() or 1.0
    dots = [FIRST + round((LAST - FIRST) * (row - rows[0]).total_seconds() / span) for row in rows]
    return MomentsLine(sorted(set(dots)), rows[0], rows[-1])
