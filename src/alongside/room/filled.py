"""What was sent with a page's form, as marks. Without JavaScript and from paper it comes through here."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.gatherings.models import Activity, Kind
from alongside.kit.text import number_in
from alongside.room.kinds import PAIR, PULSE, ROWS, fits


class Wrong(ValueError):
    """What is not as it should be, in plain words. `tried`: slot and value as they were filled in, to show again."""

    def __init__(self, sentence: str, tried: tuple[int, str]) -> None:
        super().__init__(sentence)
        self.tried = tried


Sent = Mapping[str, str]


def _one(sent: Sent, numbers: list[int], picks: int) -> list[tuple[int, str]]:
    return [(number_in(sent.get("s", ""), -1), sent.get("v", ""))]


def _dots(sent: Sent, numbers: list[int], picks: int) -> list[tuple[int, str]]:
    given = {n: number_in(sent.get(f"dots-{n}", "").strip()) for n in numbers}
    value, total = ",".join(f"{n}:{dots}" for n, dots in given.items() if dots), sum(given.values())
    if total > picks:
        have = ngettext("You have %(picks)d dot.", "You have %(picks)d dots.", picks) % {"picks": picks}
        used = ngettext("You gave %(total)d.", "You gave %(total)d.", total) % {"total": total}
        raise Wrong(f"{have} {used}", (0, value[:300]))
    return [(0, value)]


def row_words() -> list[str]:
    return [_("top row"), _("second row"), _("middle row"), _("fourth row"), _("bottom row")]


def _diamond(sent: Sent, numbers: list[int], picks: int) -> list[tuple[int, str]]:
    rows = {n: number_in(sent.get(f"row-{n}", "")) for n in numbers}
    value = ",".join(f"{n}:{row}" for n, row in rows.items() if row > 0)
    if any(row < 1 for row in rows.values()):
        raise Wrong(_("Choose a row for each of the nine."), (0, value[:300]))
    for row, (most, words) in enumerate(zip(ROWS, row_words(), strict=True), 1):
        held = sum(one == row for one in rows.values())
        if held != most:
            told = {"row": words, "most": most, "held": held}
            raise Wrong(_("The %(row)s holds %(most)d. You put %(held)d there.") % told, (0, value[:300]))
    return [(0, value)]


def _ranked(sent: Sent, numbers: list[int], picks: int) -> list[tuple[int, str]]:
    places = [sent.get(f"place-{place}", "") for place in range(1, picks + 1)]
    chosen = [place for place in places if place]
    if len(set(chosen)) < len(chosen):
        raise Wrong(_("You chose the same one twice. Choose each one once."), (0, ",".join(places)[:300]))
    return [(0, ",".join(chosen))]


def _levels(sent: Sent, numbers: list[int], picks: int) -> list[tuple[int, str]]:
    return [(slot, sent[f"level-{slot}"]) for slot in PULSE if f"level-{slot}" in sent]


_READ = {
    Kind.STATEMENTS.value: _one,
    Kind.PAIRS.value: _one,
    Kind.DOTS.value: _dots,
    Kind.DIAMOND.value: _diamond,
    Kind.NOMINAL.value: _ranked,
    Kind.PULSE.value: _levels,
}


def marks_in(activity: Activity, sent: Sent, numbers: list[int]) -> list[tuple[int, str]]:
    """(slot, value) of each mark in a sent form; [] when none is there. Wrong, in words, when one cannot stand."""
    read = _READ.get(activity.kind)
    marks = read(sent, numbers, activity.picks) if read else []
    for slot, value in marks:
        if not fits(activity.kind, slot, value, numbers=numbers, picks=activity.picks):
            raise Wrong(_("This could not be counted. Please choose again."), (slot, value[:300]))
    return marks


def pair_of(seat_id: int, numbers: list[int], done: Mapping[int, str]) -> tuple[int, int, int] | None:
    """The next two to compare: (slot, lower, higher). Each seat has an order of its own. None: all are done."""
    pairs = [low * PAIR + high for low in numbers for high in numbers if low < high]
    left = [slot for slot in pairs if slot not in done]
    if not left:
        return None
    slot = min(left, key=lambda one: (one * 2654435761 + seat_id * 40503) % 1_000_003)
    return slot, *divmod(slot, PAIR)
