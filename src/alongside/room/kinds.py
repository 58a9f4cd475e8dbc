"""What people can put in each kind of activity, and how it is counted. Pure: no database.

A mark is a (slot, value) of short text, in numbers of items (`Item.number`). `fits` is the only gate: phones, pages,
paper and files all pass it. `count` turns many marks into lines to draw.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from statistics import median

from alongside.gatherings.models import Kind

PAIR = 100_000  # a pair's slot: lower number * PAIR + higher number
ROWS = (1, 2, 3, 2, 1)  # Diamond 9: how many cards each row holds, from the top
LEVELS = range(11)
PULSE = (1, 2, 3)  # heard, safe, could change things
FEWEST = 5  # fewer answers than this are not drawn for anything personal
STANCES = {"1": "agree", "-1": "disagree", "0": "pass"}
WEIGHING = (Kind.STATEMENTS, Kind.DOTS, Kind.DIAMOND, Kind.PAIRS, Kind.NOMINAL)
COUNTED = (*WEIGHING, Kind.PULSE)  # marks are put and counted; in the others people write
WRITING = (Kind.OPEN, Kind.NOMINAL, Kind.ONE_TWO_FOUR, Kind.TIMELINE)
ADDING = (Kind.STATEMENTS, Kind.DOTS)  # people may add to what is weighed, where the hosts let them
STEPS = {Kind.NOMINAL.value: 2, Kind.ONE_TWO_FOUR.value: 4}  # the others have one

Numbers = Collection[int]


def takes_words(kind: str, *, may_add: bool) -> bool:
    """Whether people send words of their own in this kind. `may_add`: the hosts let them add to what is weighed."""
    return kind in WRITING or (may_add and kind in ADDING)


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 and str(int(text)) == text else None


def pairs_in(value: str) -> list[tuple[int, int]] | None:
    """ "12:2,14:1" as numbers, each item once; None when it is not written so."""
    found: dict[int, int] = {}
    for part in value.split(","):
        left, colon, right = part.partition(":")
        item, amount = _whole(left), _whole(right)
        if not colon or item is None or amount is None or item in found:
            return None
        found[item] = amount
    return list(found.items())


def _statement(slot: int, value: str, numbers: Numbers, picks: int) -> bool:
    return slot in numbers and value in STANCES


def _dots(slot: int, value: str, numbers: Numbers, picks: int) -> bool:
    if slot != 0 or value == "":
        return slot == 0
    given = pairs_in(value)
    if given is None or any(item not in numbers or dots < 1 for item, dots in given):
        return False
    return sum(dots for _item, dots in given) <= picks


def _diamond(slot: int, value: str, numbers: Numbers, picks: int) -> bool:
    if slot != 0 or value == "":
        return slot == 0
    placed = pairs_in(value)
    if placed is None or {item for item, _row in placed} != set(numbers):
        return False
    return rows_of(len(numbers)) == tuple(Counter(row for _item, row in placed)[row] for row in range(1, 6))


def rows_of(count: int) -> tuple[int, ...]:
    """How many cards each of the five rows holds. Nine cards make the diamond; with others there is none."""
    return ROWS if count == sum(ROWS) else ()


def _pair(slot: int, value: str, numbers: Numbers, picks: int) -> bool:
    low, high = divmod(slot, PAIR)
    return low < high and low in numbers and high in numbers and value in {"", str(low), str(high)}


def _ranked(slot: int, value: str, numbers: Numbers, picks: int) -> bool:
    if slot != 0 or value == "":
        return slot == 0
    chosen = [_whole(part) for part in value.split(",")]
    return len(chosen) <= picks and len(set(chosen)) == len(chosen) and all(item in numbers for item in chosen)


def _level(slot: int, value: str, numbers: Numbers, picks: int) -> bool:
    return slot in PULSE and (value == "" or _whole(value) in LEVELS)


_FITS: dict[str, Callable[[int, str, Numbers, int], bool]] = {
    Kind.STATEMENTS.value: _statement,
    Kind.DOTS.value: _dots,
    Kind.DIAMOND.value: _diamond,
    Kind.PAIRS.value: _pair,
    Kind.NOMINAL.value: _ranked,
    Kind.PULSE.value: _level,
}


def fits(kind: str, slot: int, value: str, *, numbers: Numbers, picks: int) -> bool:
    """Whether this value may stand in this slot. `numbers`: the items that everyone sees; `picks`: dots or places."""
    check = _FITS.get(kind)
    return check is not None and check(slot, value, numbers, picks)


@dataclass(frozen=True)
class Put:
    """Marks of the same slot and value: how many seats put it."""

    slot: int
    value: str
    seats: int = 1


@dataclass
class Line:
    """What one item, or one question of a pulse, got.

    `parts`: named counts (agree, disagree, pass; dots; points; wins, of). `score`: to sort by, the highest first.
    """

    number: int
    parts: Counter[str] = field(default_factory=Counter)
    score: float = 0.0

    @property
    def seats(self) -> int:
        return self.parts["seats"]


def _count_statements(puts: Iterable[Put], lines: dict[int, Line], picks: int) -> None:
    for put in puts:
        lines[put.slot].parts[STANCES.get(put.value, "pass")] += put.seats
        lines[put.slot].parts["seats"] += put.seats
    for line in lines.values():
        line.score = (line.parts["agree"] + 1) / (line.seats + 2)


def _count_dots(puts: Iterable[Put], lines: dict[int, Line], picks: int) -> None:
    for put in puts:
        for item, dots in pairs_in(put.value) or []:
            lines[item].parts["dots"] += dots * put.seats
            lines[item].parts["seats"] += put.seats
    for line in lines.values():
        line.score = line.parts["dots"]


def _count_diamond(puts: Iterable[Put], lines: dict[int, Line], picks: int) -> None:
    """Five points for the top row, one for the bottom; the score is the mean."""
    for put in puts:
        for item, row in pairs_in(put.value) or []:
            lines[item].parts["points"] += (6 - row) * put.seats
            lines[item].parts["seats"] += put.seats
    for line in lines.values():
        line.score = line.parts["points"] / line.seats if line.seats else 0.0


def _count_pairs(puts: Iterable[Put], lines: dict[int, Line], picks: int) -> None:
    """The score is the share of duels won, drawn towards a half while there are few (Laplace's rule)."""
    for put in puts:
        chosen = _whole(put.value)
        for item in divmod(put.slot, PAIR) if chosen else ():
            lines[item].parts["seats"] += put.seats
            lines[item].parts["wins"] += put.seats * (item == chosen)
    for line in lines.values():
        line.score = (line.parts["wins"] + 1) / (line.seats + 2)


def _count_ranked(puts: Iterable[Put], lines: dict[int, Line], picks: int) -> None:
    """The first of five places gives five points, the last gives one."""
    for put in puts:
        for place, text in enumerate(put.value.split(",")):
            item = _whole(text)
            if item is not None:
                lines[item].parts["points"] += (picks - place) * put.seats
                lines[item].parts["seats"] += put.seats
    for line in lines.values():
        line.score = line.parts["points"]


def _count_pulse(puts: Iterable[Put], lines: dict[int, Line], picks: int) -> None:
    levels: dict[int, list[int]] = defaultdict(list)
    for put in puts:
        level = _whole(put.value)
        if level is None or level not in LEVELS:
            lines[put.slot].parts["pass"] += put.seats
        else:
            lines[put.slot].parts[str(level)] += put.seats
            lines[put.slot].parts["seats"] += put.seats
            levels[put.slot] += [level] * put.seats
    for slot, given in levels.items():
        lines[slot].score = median(given)


_COUNTS: dict[str, Callable[[Iterable[Put], dict[int, Line], int], None]] = {
    Kind.STATEMENTS.value: _count_statements,
    Kind.DOTS.value: _count_dots,
    Kind.DIAMOND.value: _count_diamond,
    Kind.PAIRS.value: _count_pairs,
    Kind.NOMINAL.value: _count_ranked,
    Kind.PULSE.value: _count_pulse,
}


def count(kind: str, puts: Iterable[Put], *, numbers: Iterable[int], picks: int) -> list[Line]:
    """One line for each number, in the given order. Marks on items that are not among them are left out.

    What no phone could have put may come with an archive from elsewhere: it breaks nothing.
    """
    lines: dict[int, Line] = _Known({number: Line(number) for number in numbers})
    if kind in _COUNTS:
        _COUNTS[kind](puts, lines, picks)
    return list(lines.values())


class _Known(dict[int, Line]):
    """Lines by number; what was put on an item hidden since then falls into a line that nobody sees."""

    def __missing__(self, number: int) -> Line:
        return Line(number)
