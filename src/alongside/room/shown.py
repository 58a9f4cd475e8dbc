"""What everybody in a room sees of what runs: as a piece of a page for phones, and as numbers."""

from dataclasses import replace
from typing import Any

from django.template.loader import render_to_string

from alongside.gatherings.models import Activity, Kind, Room
from alongside.room.kinds import FEWEST, LEVELS
from alongside.room.models import Mark
from alongside.room.queries import Counts, counts_of, counts_together, live_in, seats_counted, shown_in
from alongside.room.results import drawn, pulse_words

NO_PAIR = (0, 0, 0)  # the piece for everybody holds no pair; each phone picks its own


def now_context(room: Room, mine: dict[int, str] | None = None) -> dict[str, Any]:
    """What the piece `_now.html` needs. `mine`: what this seat has put so far, for pages without JavaScript."""
    shown = shown_in(room)
    context: dict[str, Any] = {"room": room, "shown": shown, "mine": mine or {}, "levels": LEVELS, "pair": NO_PAIR}
    if shown is not None:
        context["kind_template"] = f"room/kinds/_{shown.activity.kind}.html"
        context["pulse"] = list(pulse_words().items())
        context["result"] = drawn(shown.activity) if shown.live.shown_at else None
    return context


def fragment(room: Room) -> str:
    """The piece that phones show now, without anything of one person: the same for all."""
    return render_to_string("room/parts/_now.html", now_context(room))


def _counts_to_tell(activity: Activity) -> Counts:
    """The counts. What people said of themselves: without the hosts, several at a time, and only from so many on."""
    if activity.kind != Kind.PULSE:
        return counts_of(activity)
    counts = counts_together(activity, hosts=False)
    return replace(counts, lines=[line for line in counts.lines if line.seats >= FEWEST])


def public_counts(room: Room) -> dict[str, Any]:
    """How many seats have put something in what runs, and the counts if the host shows them."""
    live = live_in(room)
    if live is None:
        return {"v": room.version, "a": None}
    told: dict[str, Any] = {"v": room.version, "a": live.activity_id}
    if live.shown_at is None:
        seats, paper, flagged = seats_counted(Mark.objects.filter(activity=live.activity_id))
        return told | {"seats": seats, "paper": paper, "flagged": flagged}
    counts = _counts_to_tell(live.activity)
    lines = [{"number": line.number, "score": line.score, "parts": dict(line.parts)} for line in counts.lines]
    return told | {"seats": counts.seats, "paper": counts.paper, "flagged": counts.flagged, "lines": lines}
