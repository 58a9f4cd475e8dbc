"""What can be asked about a room: who is with us, what runs, what was counted."""

from alongside.room.queries.counting import Counts, counts_of, counts_together, seats_counted
from alongside.room.queries.now import (
    Shown,
    ShownItem,
    everything_in,
    items_of,
    live_in,
    marks_of_seat,
    room_by_code,
    room_of,
    said_from,
    show_items,
    shown_in,
    to_look_at,
    waiting_items,
)
from alongside.room.queries.presence import Presence, Talk, airtime_of, presence_of

__all__ = [
    "Counts",
    "Presence",
    "Shown",
    "ShownItem",
    "Talk",
    "airtime_of",
    "counts_of",
    "counts_together",
    "everything_in",
    "items_of",
    "live_in",
    "marks_of_seat",
    "presence_of",
    "room_by_code",
    "room_of",
    "said_from",
    "seats_counted",
    "show_items",
    "shown_in",
    "to_look_at",
    "waiting_items",
]
