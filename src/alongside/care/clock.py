"""One working day to say that a concern has arrived: Monday to Friday. It knows no public holidays, no hours. Pure."""

from datetime import date, timedelta

SATURDAY = 5


def due_on(told: date) -> date:
    """The last day on which saying so is in time: the next working day after the day it was told."""
    day = told + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


def is_late(told: date, acknowledged: date | None, today: date) -> bool:
    """Whether it was, or is, later than one working day."""
    return (acknowledged or today) > due_on(told)


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months on, or the month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))
