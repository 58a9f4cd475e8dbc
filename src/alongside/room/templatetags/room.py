"""Filters for the pieces that phones show."""

from collections.abc import Mapping, Sequence

from django import template

from alongside.gatherings.models import Seat
from alongside.kit.text import number_in
from alongside.room.kinds import pairs_in
from alongside.room.queries.now import ShownItem
from alongside.room.queries.tables import label_of

register = template.Library()


@register.filter
def at(marks: Mapping[int, str], slot: int) -> str | None:
    """What stands in a slot; None when nothing does ("" is a pass)."""
    return marks.get(slot)


@register.filter
def dots_on(marks: Mapping[int, str], number: int) -> int:
    """How many dots, or which row, a ballot gives this item; 0 for none."""
    return dict(pairs_in(marks.get(0, "")) or []).get(number, 0)


@register.filter
def ranked_at(marks: Mapping[int, str], place: int) -> int:
    """The number of the item at this place of a ranking; 0 for none."""
    chosen = marks.get(0, "").split(",")
    return number_in(chosen[place - 1]) if place <= len(chosen) else 0


@register.filter
def places(count: int) -> range:
    """1, 2, 3 … for a ranking of so many places."""
    return range(1, count + 1)


@register.filter
def words_of(items: Sequence[ShownItem], number: int | None) -> str:
    """The words of the item with this number."""
    return next((one.words for one in items if one.number == number), "")


@register.filter
def tall(rows: Sequence[object]) -> int:
    """The height of a drawing with so many rows."""
    return 110 + 44 * len(rows)


@register.filter
def down(row: int) -> int:
    """How far down a drawing's row begins; the first is 1."""
    return 74 + 44 * row


@register.filter
def seat_label(seat: Seat) -> str:
    """12 for a phone, P3 for paper."""
    return label_of(seat)
