"""Counting marks: phones and paper together, flagged seats apart. Nothing is left out in silence."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from alongside.gatherings.models import Activity, Kind, Seat
from alongside.room.kinds import FEWEST, PULSE, Line, Put, count
from alongside.room.models import Live, Mark
from alongside.room.queries.now import items_of


@dataclass(frozen=True)
class Counts:
    """What an activity got. `lines`: without flagged seats; `lines_all`: with them (the same when there are none).

    `seats`, `paper`, `flagged`: how many seats put something; paper is part of `seats`, flagged seats are not.
    `later`: how many of the seats are not in the lines yet.
    """

    lines: list[Line]
    lines_all: list[Line]
    seats: int
    paper: int
    flagged: int
    later: int = 0

    @property
    def top(self) -> float:
        """The largest score, to draw bars by; never 0."""
        return max((line.score for line in self.lines), default=0.0) or 1.0


def _puts(rows: "QuerySet[Mark]", **only: Any) -> list[Put]:
    grouped = rows.filter(**only).values_list("slot", "value").annotate(seats=Count("pk")).order_by("slot", "value")
    return [Put(slot, value, seats) for slot, value, seats in grouped]


def _numbers(activity: Activity) -> list[int]:
    if activity.kind == Kind.PULSE:
        return list(PULSE)
    return list(items_of(activity).values_list("number", flat=True))


def counts_of(activity: Activity, *, hosts: bool | None = None) -> Counts:
    """Count everything that was put. `hosts`: only hosts' seats (True), or only the others' (False)."""
    rows = Mark.objects.filter(activity=activity)
    if hosts is not None:
        rows = rows.filter(seat__is_host=hosts)
    numbers, (seats, paper, flagged) = _numbers(activity), seats_counted(rows)

    def lines_of(puts: list[Put]) -> list[Line]:
        return count(activity.kind, puts, numbers=numbers, picks=activity.picks)

    lines = lines_of(_puts(rows, seat__flagged_at=None))
    lines_all = lines_of(_puts(rows)) if flagged else lines
    return Counts(lines, lines_all, seats, paper, flagged)


def counts_together(activity: Activity, *, hosts: bool) -> Counts:
    """Count what people say of themselves: one answer more or less is never to be seen by looking twice.

    While it runs, answers come into the lines five seats at a time, in the order in which they first came in, and so
    that at least five are left to come in together when it is stopped. Then all are in.
    """
    rows = Mark.objects.filter(activity=activity, seat__is_host=hosts, seat__flagged_at=None)
    if not Live.objects.filter(activity=activity, stopped_at=None).exists():
        return counts_of(activity, hosts=hosts)
    seats = list(rows.values_list("seat").annotate(first=Min("pk")).order_by("first"))
    told = [seat for seat, _first in seats[: max(0, FEWEST * (len(seats) // FEWEST - 1))]]
    lines = count(activity.kind, _puts(rows, seat__in=told), numbers=_numbers(activity), picks=activity.picks)
    everybody = seats_counted(Mark.objects.filter(activity=activity, seat__is_host=hosts))
    return Counts(lines, lines, *everybody, later=len(seats) - len(told))


def seats_counted(rows: "QuerySet[Mark]") -> tuple[int, int, int]:
    """How many seats are behind these marks: in all but flagged ones, on paper, flagged."""
    found = rows.aggregate(
        seats=Count("seat", distinct=True, filter=Q(seat__flagged_at=None)),
        paper=Count("seat", distinct=True, filter=Q(seat__flagged_at=None, seat__how=Seat.How.PAPER)),
        flagged=Count("seat", distinct=True, filter=Q(seat__flagged_at__isnull=False)),
    )
    return found["seats"], found["paper"], found["flagged"]
