"""The tally of who speaks: by seat or role, never by name, without any sound."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.gatherings.models import Room
from alongside.kit.text import clean_line
from alongside.people.models import Person
from alongside.projects.actions import must_host
from alongside.projects.models import Side
from alongside.room.models import Airtime

MOST_LINES = 60


@transaction.atomic
def count_turn(room: Room, label: str, *, by: Person, turns: int = 1, seconds: int = 0, side: str = "") -> Airtime:
    """Add turns (or, with -1, take one back) and seconds to a seat or role; a new label begins a new line."""
    must_host(by, room.gathering.project)
    label = clean_line(label)[:60]
    if not label:
        raise ValueError(_("Say which seat or role, for example: Seat 4, or Council."))
    if side and side not in Side.values:
        raise ValueError(_("Choose a side."))
    Room.objects.select_for_update().get(pk=room.pk)
    if Airtime.objects.filter(room=room).exclude(label=label).count() >= MOST_LINES:
        raise ValueError(_("There are too many lines. Count by role instead."))
    row, _new = Airtime.objects.get_or_create(room=room, label=label, defaults={"side": side})
    least = Airtime.objects.filter(pk=row.pk, turns__gte=max(0, -turns))
    least.update(turns=F("turns") + turns, seconds=F("seconds") + max(0, seconds))
    row.refresh_from_db()
    return row
