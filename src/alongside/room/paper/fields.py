"""What can be written on a sheet of each kind, one field after the other: for the page that types it in, and for a
table. Pure: no database.

A field knows what each sign on paper means. What was written is kept as `{name of the field: what it means}`;
`marks_from` makes marks of it, and `given_from` makes it of marks again.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from alongside.gatherings.models import Activity, Kind
from alongside.room.filled import Wrong, marks_in
from alongside.room.kinds import LEVELS, PAIR, PULSE, ROWS, pairs_in, takes_words
from alongside.room.paper.pairs import Two
from alongside.room.queries.now import ShownItem
from alongside.room.results import pulse_words

RATHER_NOT = "-"  # written on paper: I cannot say, I would rather not say
PASSED = "pass"  # the field of a whole sheet that was passed
BALLOTS = (Kind.DOTS, Kind.DIAMOND, Kind.NOMINAL)  # one answer for the whole sheet
Given = dict[str, str]
Marks = list[tuple[int, str]]


@dataclass(frozen=True)
class Field:
    """One thing on a sheet. `means`: what may be written, in small letters, and what it stands for.

    `number` and `words` as they stand on the sheet; `choices` are (value, label) where one is ticked; `row` of a
    diamond; `slot` where the field is a mark of its own.
    """

    name: str
    number: str
    words: str
    means: Mapping[str, str] = field(hash=False)
    hint: str
    choices: Sequence[tuple[str, str]] = ()
    row: int = 0
    slot: int = 0

    @property
    def column(self) -> str:
        """What a table calls it: the number comes first, so that it is found again whatever the words are."""
        return f"{self.number} {' '.join(self.words.split())[:80]}".strip()

    def read(self, text: str) -> str:
        """What this sign means. ValueError, in plain words, for anything else; "" when nothing is written."""
        sign = text.strip().casefold()
        if sign and sign not in self.means:
            raise ValueError(
                _("“%(sign)s” cannot stand here. %(hint)s") % {"sign": text.strip()[:20], "hint": self.hint}
            )
        return self.means[sign] if sign else ""


def may_have_words(activity: Activity) -> bool:
    """Whether a sheet of this kind has room for words of one's own."""
    return takes_words(activity.kind, may_add=activity.may_add)


def _same(values: Sequence[int]) -> dict[str, str]:
    return {str(value): str(value) for value in values}


def _statements(activity: Activity, items: Sequence[ShownItem]) -> list[Field]:
    labels = {"1": _("Agree"), "-1": _("Disagree"), "0": _("Pass")}
    means = {"a": "1", "agree": "1", "d": "-1", "disagree": "-1", "p": "0", PASSED: "0"}
    means |= {value: value for value in labels} | {label.casefold(): value for value, label in labels.items()}
    hint, choices = _("Write a for agree, d for disagree or p for pass."), tuple(labels.items())
    return [Field(f"s-{n.number}", str(n.number), n.words, means, hint, choices, slot=n.number) for n in items]


def _dots(activity: Activity, items: Sequence[ShownItem]) -> list[Field]:
    hint = _("Write how many dots, from 0 to %(picks)d.") % {"picks": activity.picks}
    means = _same(range(activity.picks + 1))
    return [Field(f"dots-{n.number}", str(n.number), n.words, means, hint) for n in items]


def _diamond(activity: Activity, items: Sequence[ShownItem]) -> list[Field]:
    if len(items) != sum(ROWS):
        return []
    hint = _("Write the number of one of the nine.")
    means = _same([one.number for one in items])
    rows = [row for row, many in enumerate(ROWS, 1) for _place in range(many)]
    words = [_("row %(row)d") % {"row": row} for row in rows]
    return [
        Field(f"cell-{place}", str(place), told, means, hint, row=row)
        for place, (row, told) in enumerate(zip(rows, words, strict=True), 1)
    ]


def pair_fields(items: Sequence[ShownItem], twos: Sequence[Two]) -> list[Field]:
    """One field for each of these twos."""
    words = {one.number: one.words for one in items}
    fields = []
    for low, high in twos:
        choices = ((str(low), words[low]), (str(high), words[high]), (RATHER_NOT, _("I cannot say")))
        hint = _("Write %(low)d or %(high)d, or - for “I cannot say”.") % {"low": low, "high": high}
        means = {value: value for value, _label in choices}
        told = _("%(one)s or %(other)s") % {"one": words[low][:38], "other": words[high][:38]}
        slot = low * PAIR + high
        fields.append(Field(f"pair-{slot}", f"{low}/{high}", told, means, hint, choices, slot=slot))
    return fields


def _ranked(activity: Activity, items: Sequence[ShownItem]) -> list[Field]:
    hint = _("Write the number of an idea in the list.")
    means = _same([one.number for one in items])
    places = range(1, activity.picks + 1) if items else ()
    return [Field(f"place-{place}", str(place), _("place"), means, hint) for place in places]


def _levels(activity: Activity, items: Sequence[ShownItem]) -> list[Field]:
    hint = _("Write a number from 0 to 10, or - for “I would rather not say”.")
    means = {**_same(LEVELS), RATHER_NOT: RATHER_NOT}
    words = pulse_words()
    return [Field(f"level-{slot}", str(slot), words[slot], means, hint, slot=slot) for slot in PULSE]


_FIELDS = {
    Kind.STATEMENTS.value: _statements,
    Kind.DOTS.value: _dots,
    Kind.DIAMOND.value: _diamond,
    Kind.NOMINAL.value: _ranked,
    Kind.PULSE.value: _levels,
}


def fields_of(activity: Activity, items: Sequence[ShownItem], twos: Sequence[Two] = ()) -> list[Field]:
    """The fields of a sheet, in the order of the paper. `twos`: which pairs stand on it."""
    if activity.kind == Kind.PAIRS:
        return pair_fields(items, twos)
    make = _FIELDS.get(activity.kind)
    return make(activity, items) if make else []


def _diamond_mark(given: Given, numbers: Sequence[int]) -> Marks:
    placed = Counter(given.get(f"cell-{place}", "") for place in range(1, len(numbers) + 1))
    missing = [str(number) for number in numbers if not placed[str(number)]]
    if missing:
        told = _("Each of the nine numbers stands in one square. Not there yet: %(numbers)s.")
        raise Wrong(told % {"numbers": ", ".join(missing)}, (0, ""))
    rows = [row for row, many in enumerate(ROWS, 1) for _place in range(many)]
    return [(0, ",".join(f"{given[f'cell-{place}']}:{row}" for place, row in enumerate(rows, 1)))]


def marks_from(activity: Activity, given: Given, fields: Sequence[Field], numbers: Sequence[int]) -> Marks:
    """(slot, value) of what stands on a sheet. Nothing written makes no mark. Wrong, in words, if it cannot stand."""
    if activity.kind in BALLOTS:
        if given.get(PASSED):
            return [(0, "")]
        if not any(given.get(one.name) for one in fields):
            return []
        if activity.kind == Kind.DIAMOND:
            return _diamond_mark(given, numbers)
        return marks_in(activity, given, list(numbers))
    written = [(one.slot, given.get(one.name, "")) for one in fields]
    return [(slot, "" if value == RATHER_NOT else value) for slot, value in written if value]


def _ballot_given(kind: str, value: str) -> Given:
    if kind == Kind.NOMINAL:
        return {f"place-{place}": item for place, item in enumerate(value.split(","), 1)}
    held = pairs_in(value) or []
    if kind == Kind.DOTS:
        return {f"dots-{item}": str(dots) for item, dots in held}
    in_order = sorted(held, key=lambda pair: pair[1])
    return {f"cell-{place}": str(item) for place, (item, _row) in enumerate(in_order, 1)}


def given_from(activity: Activity, marks: Mapping[int, str], fields: Sequence[Field]) -> Given:
    """What stands on a sheet that was typed in before, by field."""
    if activity.kind in BALLOTS:
        if 0 not in marks:
            return {}
        return _ballot_given(activity.kind, marks[0]) if marks[0] else {PASSED: "1"}
    return {one.name: marks[one.slot] or RATHER_NOT for one in fields if one.slot in marks}
