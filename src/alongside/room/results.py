"""What an activity came to, ready to be drawn: on the big screen, on phones, on paper and beside the gathering."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.gatherings.models import Activity, Kind
from alongside.room.kinds import COUNTED, FEWEST, LEVELS, PULSE, ROWS, STANCES, Line
from alongside.room.queries import Counts, counts_of, counts_together, items_of, show_items
from alongside.room.queries.now import ShownItem

MOST_WORDS = 200  # words drawn at once; the gathering's voices page has them all


@dataclass(frozen=True)
class Piece:
    """A part of a bar, in hundredths of the whole: agree, disagree, pass; or one level of a pulse."""

    kind: str
    label: str
    count: int
    start: str
    width: str
    share: int


@dataclass(frozen=True)
class Row:
    """One thing that was weighed or said. `told`: its result in words. `bar`: hundredths of the longest bar."""

    number: int
    words: str
    moment: str
    told: str
    bar: str
    voice_id: int = 0
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True)
class Result:
    """All of it. `rows` with the highest first. `diamond`: the rows of a Diamond 9. `withheld`: too few to show.

    `later`: so many have answered, and come into the picture together with others.
    """

    kind: str
    rows: list[Row]
    seats: int
    paper: int
    flagged: int
    diamond: list[list[Row]] = field(default_factory=list)
    with_flagged: list[Row] = field(default_factory=list)
    hosts: list[Row] = field(default_factory=list)
    withheld: bool = False
    later: int = 0

    @property
    def is_weighed(self) -> bool:
        return self.kind in COUNTED


def pulse_words() -> dict[int, str]:
    return {1: _("I am heard here"), 2: _("I feel safe to speak"), 3: _("I can change things")}


def _stance_pieces(line: Line) -> list[Piece]:
    labels = {"agree": _("agree"), "disagree": _("disagree"), "pass": _("pass")}
    pieces, start = [], 0.0
    for kind in STANCES.values():
        width = 100 * line.parts[kind] / line.seats if line.seats else 0.0
        if line.parts[kind]:
            pieces.append(Piece(kind, labels[kind], line.parts[kind], f"{start:.2f}", f"{width:.2f}", round(width)))
        start += width
    return pieces


def _level_pieces(line: Line) -> list[Piece]:
    """A column for each level, as high as its share of the commonest one."""
    top = max((line.parts[str(level)] for level in LEVELS), default=0) or 1
    return [
        Piece("level", str(level), line.parts[str(level)], str(level), f"{100 * line.parts[str(level)] / top:.0f}", 0)
        for level in LEVELS
    ]


def _told_statements(line: Line) -> str:
    told = {"agree": line.parts["agree"], "disagree": line.parts["disagree"], "passed": line.parts["pass"]}
    return _("%(agree)d agree, %(disagree)d disagree, %(passed)d pass") % told


def _told_dots(line: Line) -> str:
    return ngettext("%(dots)d dot", "%(dots)d dots", line.parts["dots"]) % {"dots": line.parts["dots"]}


def _told_diamond(line: Line) -> str:
    return _("mean row %(row).1f of 5") % {"row": 6 - line.score} if line.seats else _("not placed yet")


def _told_pairs(line: Line) -> str:
    return _("chosen %(wins)d of %(seats)d times") % {"wins": line.parts["wins"], "seats": line.seats}


def _told_ranked(line: Line) -> str:
    points = line.parts["points"]
    return ngettext("%(points)d point", "%(points)d points", points) % {"points": points}


def _told_pulse(line: Line) -> str:
    return _("middle %(level)g of 10, %(seats)d answers") % {"level": line.score, "seats": line.seats}


_TOLD = {
    Kind.STATEMENTS.value: _told_statements,
    Kind.DOTS.value: _told_dots,
    Kind.DIAMOND.value: _told_diamond,
    Kind.PAIRS.value: _told_pairs,
    Kind.NOMINAL.value: _told_ranked,
    Kind.PULSE.value: _told_pulse,
}


def _row(kind: str, line: Line, item: ShownItem, top: float) -> Row:
    pieces = _stance_pieces(line) if kind == Kind.STATEMENTS else []
    bar = f"{100 * line.score / top:.1f}"
    return Row(line.number, item.words, item.moment, _TOLD[kind](line), bar, item.voice_id, pieces)


def _rows(kind: str, lines: list[Line], items: dict[int, ShownItem]) -> list[Row]:
    top = max((line.score for line in lines), default=0) or 1
    known = [line for line in lines if line.number in items]
    order = sorted(known, key=lambda line: (-line.score, -line.seats, line.number))
    return [_row(kind, line, items[line.number], top) for line in order]


def _pulse_rows(lines: list[Line]) -> list[Row]:
    words = pulse_words()
    return [
        Row(n.number, words[n.number], "", _told_pulse(n), f"{n.score * 10:.0f}", pieces=_level_pieces(n))
        for n in lines
        if n.seats >= FEWEST
    ]


def _pulse(activity: Activity) -> Result:
    """People and hosts apart. Fewer than five answers are not drawn, of hosts neither: that is what phones promise."""
    people, hosts = counts_together(activity, hosts=False), counts_together(activity, hosts=True)
    rows = _pulse_rows(people.lines)
    host_rows = _pulse_rows(hosts.lines)
    withheld = len(rows) < len(PULSE)
    counted = (people.seats, people.paper, people.flagged)
    return Result(Kind.PULSE, rows, *counted, hosts=host_rows, withheld=withheld, later=people.later)


def _diamond(rows: list[Row]) -> list[list[Row]]:
    if len(rows) != sum(ROWS):
        return []
    left = iter(rows)
    return [[next(left) for _place in range(count)] for count in ROWS]


def drawn(activity: Activity) -> Result:
    """The result as it is now, in a handful of queries."""
    if activity.kind == Kind.PULSE:
        return _pulse(activity)
    found = show_items(items_of(activity)[: MOST_WORDS + 1])
    items = {one.number: one for one in found[:MOST_WORDS]}
    counts: Counts = counts_of(activity)
    if activity.kind not in COUNTED:
        rows = [Row(n.number, n.words, n.moment, "", "0", n.voice_id) for n in items.values()]
        return Result(activity.kind, rows, counts.seats, counts.paper, counts.flagged)
    rows = _rows(activity.kind, counts.lines, items)
    return Result(
        activity.kind,
        rows,
        counts.seats,
        counts.paper,
        counts.flagged,
        diamond=_diamond(rows) if activity.kind == Kind.DIAMOND and counts.seats else [],
        with_flagged=_rows(activity.kind, counts.lines_all, items) if counts.flagged else [],
    )
