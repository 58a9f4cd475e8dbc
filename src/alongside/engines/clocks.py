"""Promised dates: how far along, met or late. Values in, values out; today is an argument."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Clock:
    """One promise with a date. `state` is met, met_late, running, soon (within 14 days) or late."""

    kind: str
    started_on: date
    due_on: date
    met_on: date | None
    state: str
    days: int  # days until due (running), days past due (late, met_late), days to spare (met)
    share: float  # of the time that is used, 0 to 1


def read_clock(kind: str, started_on: date, allowed_days: int, today: date, met_on: date | None = None) -> Clock:
    """The clock as it stands today. Days are calendar days; the due day itself is still in time."""
    due = started_on + timedelta(days=allowed_days)
    until = met_on or today
    used = (until - started_on).days / max(allowed_days, 1)
    left = (due - until).days
    if met_on:
        state = "met" if left >= 0 else "met_late"
    elif left < 0:
        state = "late"
    else:
        state = "soon" if left <= 14 else "running"
    return Clock(kind, started_on, due, met_on, state, abs(left), min(1.0, max(0.0, used)))
