"""Sheets of paper as they are typed in: what one carries, which ones are in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet

from alongside.gatherings.models import Activity, Gathering, Kind, Seat
from alongside.room.kinds import WEIGHING
from alongside.room.models import Item, Mark
from alongside.room.paper.fields import Field, Marks, fields_of
from alongside.room.paper.pairs import Two, all_twos, lists_of
from alongside.room.queries import ShownItem, items_of, show_items

MOST_NUMBER = 9999


@dataclass(frozen=True)
class Written:
    """What stands on one sheet. `marks` as (slot, value); `empty`: slots in which nothing stands any more.

    `words` are (words, when): one voice each.
    """

    number: int
    marks: Marks = field(default_factory=list)
    empty: Sequence[int] = ()
    words: Sequence[tuple[str, str]] = ()

    @property
    def answers(self) -> int:
        return len(self.marks)


@dataclass(frozen=True)
class Layout:
    """What a sheet of an activity carries. `list`: which list of pairs it is, from 0, of `lists`."""

    items: list[ShownItem]
    fields: list[Field]
    list: int = 0
    lists: int = 0

    @property
    def numbers(self) -> Sequence[int]:
        return [one.number for one in self.items]


def layout_of(activity: Activity, *, chosen: int | None = None) -> Layout:
    """The fields of a sheet. Of pairs those on the `chosen` list; None: all there are."""
    items = show_items(items_of(activity)) if activity.kind in WEIGHING else []
    if activity.kind != Kind.PAIRS:
        return Layout(items, fields_of(activity, items))
    numbers = [one.number for one in items]
    lists = lists_of(numbers)
    place = 0 if chosen is None or not lists else chosen % len(lists)
    twos: Sequence[Two] = sorted(all_twos(numbers)) if chosen is None else (lists[place] if lists else [])
    return Layout(items, fields_of(activity, items, twos), place, len(lists))


def paper_seat(activity: Activity, number: int) -> Seat | None:
    """The seat of this sheet, if anything of it was typed in in this gathering."""
    rows = Seat.objects.filter(room__gathering=activity.gathering_id, how=Seat.How.PAPER, number=number)
    return rows.select_related("person").first()


def said_on(activity: Activity, seat: Seat) -> "QuerySet[Item]":
    """What was typed in from this sheet as words, in its order."""
    return Item.objects.filter(activity=activity, seat=seat).select_related("voice").order_by("id")


def _unread(**where: Any) -> "QuerySet[Item]":
    paper = {"seat__how": Seat.How.PAPER, "voice__typed_by__isnull": False}
    return Item.objects.filter(**paper, voice__read_back_at=None, voice__taken_back_at=None, **where)


def to_read_back(activity: Activity) -> "QuerySet[Item]":
    """What was typed in from paper and not read back yet, sheet by sheet."""
    return _unread(activity=activity).select_related("voice__project", "seat").order_by("seat__number", "id")


def waiting_by_step(gathering: Gathering) -> dict[int, int]:
    """How many voices wait to be read back, by the step's key; those without any are left out."""
    rows = _unread(activity__gathering=gathering).order_by().values_list("activity").annotate(Count("pk"))
    return dict(rows)


def sheets_by_step(gathering: Gathering) -> dict[int, list[int]]:
    """The numbers of the sheets that are typed in, in order, by the step's key; two queries for all of them."""
    return _numbers(activity__gathering=gathering)


def sheets_in(activity: Activity) -> list[int]:
    """The numbers of the sheets that are typed in for this activity."""
    return _numbers(activity=activity).get(activity.pk, [])


def _numbers(**where: Any) -> dict[int, list[int]]:
    found: dict[int, set[int]] = {}
    for model in (Mark, Item):
        rows = model.objects.filter(seat__how=Seat.How.PAPER, **where)
        for activity, number in rows.order_by().values_list("activity_id", "seat__number").distinct():
            found.setdefault(activity, set()).add(number)
    return {activity: sorted(numbers) for activity, numbers in found.items()}


def told_in_runs(numbers: Iterable[int]) -> str:
    """ "1–4, 6, 9–10": so that a gap is seen at once. Give them in order."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(start) if start == end else f"{start}–{end}" for start, end in runs)
