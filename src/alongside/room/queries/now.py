"""What runs in a room, and the things that people see in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from alongside.gatherings.models import Activity, Gathering, Room, Seat
from alongside.kit.codes import plain_code
from alongside.moderation.models import What
from alongside.moderation.queries import set_aside_now
from alongside.room.kinds import WEIGHING
from alongside.room.models import Item, Live, Mark
from alongside.room.ordering import in_order
from alongside.voices.models import Voice
from alongside.voices.queries import withheld_in


def room_of(gathering: Gathering) -> Room | None:
    return Room.objects.filter(gathering=gathering).select_related("gathering__project", "led_by").first()


def room_by_code(code: str) -> Room | None:
    """The room with this code, open or closed; however it was typed."""
    rows = Room.objects.filter(code=plain_code(code)[:6]).select_related("gathering__project", "led_by")
    return rows.first() if len(plain_code(code)) == 6 else None


def live_in(room: Room) -> Live | None:
    """What runs now, if anything."""
    rows = Live.objects.filter(room=room, stopped_at=None)
    return rows.select_related("activity__gathering__project", "room").first()


@dataclass(frozen=True)
class ShownItem:
    """A thing to weigh, as everybody sees it: no name beside it. `words` are empty when they were taken back."""

    number: int
    words: str
    moment: str
    voice_id: int
    state: str
    pk: int
    is_said_here: bool = False  # others do not read it only if it is set aside, by a rule and with a reason


def show_items(items: Iterable[Item]) -> list[ShownItem]:
    """Give items with their voice selected."""
    return [
        ShownItem(one.number, one.voice.words, one.moment, one.voice_id, one.state, one.pk, one.seat_id is not None)
        for one in items
        if one.voice.taken_back_at is None
    ]


def items_of(activity: Activity) -> "QuerySet[Item]":
    """What everybody sees in this activity, in its order. Words that are not to be quoted are not among them."""
    rows = Item.objects.filter(activity=activity, state=Item.State.SHOWN, voice__taken_back_at=None)
    withheld = Voice.objects.filter(withheld_in(activity.gathering.project), items__activity=activity)
    rows = rows.exclude(voice__in=withheld.values("pk"))
    return rows.select_related("voice").order_by("order", "id")


def everything_in(gathering: Gathering) -> "QuerySet[Item]":
    """Everything that stands in a gathering's activities and in its parking place."""
    here = Q(activity__gathering=gathering) | Q(room__gathering=gathering)
    return Item.objects.filter(here, voice__taken_back_at=None)


def to_look_at(gathering: Gathering) -> "QuerySet[Item]":
    """What others read only when a host has looked at it, and no host has."""
    rows = everything_in(gathering).filter(state=Item.State.WAITING, voice__is_held=True)
    return rows.exclude(voice__in=set_aside_now(What.VOICE, gathering.project))


def waiting_items(activity: Activity) -> "QuerySet[Item]":
    """What a host has to look at first, oldest first."""
    rows = Item.objects.filter(activity=activity, state=Item.State.WAITING, voice__taken_back_at=None)
    rows = rows.exclude(voice__in=set_aside_now(What.VOICE, activity.gathering.project))
    return rows.select_related("voice").order_by("id")


def marks_of_seat(activity: Activity, seat: Seat | None) -> dict[int, str]:
    """What this seat has put so far, by slot."""
    return dict(Mark.objects.filter(activity=activity, seat=seat).values_list("slot", "value")) if seat else {}


@dataclass(frozen=True)
class Shown:
    """What a phone shows of a running activity."""

    live: Live
    activity: Activity
    items: list[ShownItem]


def shown_in(room: Room) -> Shown | None:
    """What runs now with its things to weigh; those that teach most come first. None: nothing runs."""
    live = live_in(room)
    if live is None or room.closed_at is not None:
        return None
    activity = live.activity
    weighs = activity.kind in WEIGHING and not (activity.kind == "nominal" and live.step == 1)
    items = show_items(in_order(activity, list(items_of(activity)))) if weighs else []
    return Shown(live, activity, items)


def said_from(seat: Seat) -> list[ShownItem]:
    """What was said from this seat, newest first; also what waits for a host."""
    rows = Item.objects.filter(seat=seat).select_related("voice").order_by("-id")[:100]
    return show_items(rows)
