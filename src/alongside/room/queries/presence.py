"""Who is with us: in numbers, never in names."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from alongside.gatherings.models import Room, Seat
from alongside.projects.models import Side
from alongside.room.models import Airtime

AWAY = timedelta(seconds=75)  # a phone that is with us says so every half minute
ENOUGH_TURNS = 10


@dataclass(frozen=True)
class Presence:
    """How many phones and sheets of paper; of the phones: here now, away for a moment, gone home, in quiet.

    `flagged`: how many seats behave like a script, by why.
    """

    phones: int
    paper: int
    here: int
    away: int
    gone: int
    quiet: int
    flagged: dict[str, int]


def presence_of(room: Room, now: datetime) -> Presence:
    """One query, and one more for flags."""
    phone = Q(how=Seat.How.PHONE)
    with_us = phone & Q(left_at=None)
    found = Seat.objects.filter(room=room).aggregate(
        phones=Count("pk", filter=phone),
        paper=Count("pk", filter=~phone),
        here=Count("pk", filter=with_us & Q(seen_at__gte=now - AWAY)),
        away=Count("pk", filter=with_us & Q(seen_at__lt=now - AWAY)),
        gone=Count("pk", filter=phone & Q(left_at__isnull=False)),
        quiet=Count("pk", filter=with_us & Q(is_quiet=True)),
    )
    flags = Seat.objects.filter(room=room).exclude(flagged_at=None).values_list("flagged_why").annotate(Count("pk"))
    return Presence(flagged=dict(flags.order_by("flagged_why")), **found)


@dataclass(frozen=True)
class Talk:
    """Who spoke how much. `share` is in hundredths of all turns; `top_three`: of the three that spoke most."""

    rows: list[tuple[Airtime, int]]
    turns: int
    top_three: int | None
    staff: int | None


def airtime_of(room: Room) -> Talk:
    """The shares are told from ten turns on; before that they mean nothing (signal 4 in the words of the field)."""
    rows = list(Airtime.objects.filter(room=room))
    turns = sum(row.turns for row in rows)
    ordered = sorted((row.turns for row in rows), reverse=True)
    staff = sum(row.turns for row in rows if row.side == Side.STAFF)
    told = turns >= ENOUGH_TURNS
    return Talk(
        rows=[(row, round(100 * row.turns / turns) if turns else 0) for row in rows],
        turns=turns,
        top_three=round(100 * sum(ordered[:3]) / turns) if told and len(rows) > 3 else None,
        staff=round(100 * staff / turns) if told else None,
    )
