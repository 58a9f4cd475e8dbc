"""What an activity came to goes on into the line: marks on statements become stances, the rest a place."""

from collections.abc import Iterator
from datetime import datetime

from alongside.gatherings.models import Activity, Kind, Seat
from alongside.people.models import Person
from alongside.room.kinds import WEIGHING
from alongside.room.models import Item, Mark
from alongside.room.queries.counting import counts_of
from alongside.voices.actions import keep_stances, own_stances
from alongside.voices.models import Statement

Row = tuple[int, int | None, int | None, int, datetime]


def _rows(activity: Activity) -> Iterator[Row]:
    voices = dict(Item.objects.filter(activity=activity).values_list("number", "voice_id"))
    statements = dict(Statement.objects.filter(voice__in=voices.values()).values_list("voice_id", "pk"))
    marks = Mark.objects.filter(activity=activity).values_list("slot", "seat__person_id", "seat_id", "value", "at")
    for slot, person, seat, value, at in marks.iterator(chunk_size=5000):
        statement = statements.get(voices.get(slot, 0))
        if statement is not None and value in {"1", "0", "-1"}:
            yield statement, person, None if person else seat, int(value), at


def carry(activity: Activity) -> None:
    """Take the result of an activity to where it goes on: stances to statements, its place to each thing weighed."""
    if activity.kind == Kind.STATEMENTS:
        keep_stances(_rows(activity))
    elif activity.kind in WEIGHING:
        _note_places(activity)


def _note_places(activity: Activity) -> None:
    """The highest score is place 1; equal scores share a place."""
    counts = counts_of(activity)
    scores = sorted((line.score for line in counts.lines), reverse=True)
    place_of = {line.number: scores.index(line.score) + 1 for line in counts.lines if counts.seats}
    items = list(Item.objects.filter(activity=activity))
    for item in items:
        item.place = place_of.get(item.number)
        item.places = len(scores) if item.place else None
    Item.objects.bulk_update(items, ["place", "places"])


def carry_seat(seat: Seat, person: Person) -> None:
    """A seat has shown a card: its stances are the person's from now on."""
    own_stances(seat, person)
