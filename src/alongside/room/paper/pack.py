"""The PDF: packs of sheets for people, a run sheet for the host, a sheet that says how to join.

It is tagged (PDF/UA-1), black on white, and made on request; nothing is kept. What people wrote travels to the
typesetter as data, so that no word of theirs can be taken for an instruction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import segno
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from alongside.gatherings.models import Activity, Gathering, Kind
from alongside.gatherings.queries import activities_of
from alongside.gatherings.sheet import sheet_of
from alongside.kit import press
from alongside.room.paper.pairs import lists_of
from alongside.room.paper.words import how_to_weigh, tips, words_on_paper
from alongside.room.queries import ShownItem, items_of, show_items
from alongside.room.results import pulse_words

MOST_PACKS = 200
MOST_SHEETS = 200  # in one file: a second or two
MOST_ITEMS = 300
SIZES = (12, 18, 24)  # points; large print begins at 18
PAPERS = ("a4", "us-letter")
SOURCE = Path(__file__).resolve().parent / "templates/pack.typ"


@dataclass(frozen=True)
class Wanted:
    """What to print. `packs` 0: none. `first` 0: no number is printed, people or hosts write one.

    `size` in points, `paper` as the typesetter calls it, `by_step`: all sheets of one step together.
    """

    packs: int = 1
    first: int = 0
    size: int = 12
    paper: str = "a4"
    by_step: bool = False
    with_host: bool = False
    with_join: bool = False


def _item(item: ShownItem) -> dict[str, Any]:
    return {"number": item.number, "words": item.words}


def _pair_lists(items: Sequence[ShownItem]) -> list[dict[str, Any]]:
    by_number = {item.number: _item(item) for item in items}
    return [
        {"name": _("List %(number)d") % {"number": number}, "pairs": [[by_number[a], by_number[b]] for a, b in twos]}
        for number, twos in enumerate(lists_of(by_number), 1)
    ]


def has_sheet(activity: Activity) -> bool:
    """Whether there is something to write on paper in this step."""
    return activity.kind in Kind.values


def _sheet(activity: Activity) -> dict[str, Any]:
    items = show_items(items_of(activity)[:MOST_ITEMS])
    return {
        "kind": activity.kind,
        "title": activity.title,
        "question": activity.question or activity.title,
        "easy": activity.easy,
        "how": how_to_weigh(activity),
        "picks": activity.picks,
        "own": activity.may_add,
        "items": [_item(one) for one in items],
        "lists": (_pair_lists(items) or [{"name": "", "pairs": []}]) if activity.kind == Kind.PAIRS else [],
        "pulse": [{"number": slot, "words": words} for slot, words in pulse_words().items()],
    }


def _host(gathering: Gathering, activities: Sequence[Activity]) -> dict[str, Any]:
    steps = [
        {
            "at": line.starts,
            "minutes": ngettext("%(minutes)d minute", "%(minutes)d minutes", one.minutes) % {"minutes": one.minutes},
            "title": one.title,
            "question": one.question,
            "say": one.say,
            "materials": one.materials,
            "access": one.access,
        }
        for line in sheet_of(gathering, activities).lines
        for one in [line.activity]
    ]
    facts = [date_format(gathering.on, "l j F Y"), gathering.place, gathering.about]
    return {"facts": [fact for fact in facts if fact], "steps": steps, "tips": tips()}


def _join(code: str, address: str) -> dict[str, Any]:
    square = segno.make(address, error="m", micro=False).svg_inline(scale=8, border=2, dark="#000", light="#fff")
    return {"code": code, "address": address.partition("://")[2], "square": square}


def _packs(wanted: Wanted) -> list[dict[str, Any]]:
    first = wanted.first or 1
    return [
        {"name": f"P {number}" if wanted.first else "", "list": number - 1}
        for number in range(first, first + wanted.packs)
    ]


def pack_of(
    gathering: Gathering, wanted: Wanted, sheets: Sequence[Activity], *, code: str = "", address: str = ""
) -> dict[str, Any]:
    """Everything the typesetter needs, as plain data. `code` of the room, if it is open, and what its square opens."""
    language = (get_language() or "en").replace("_", "-")
    activities = activities_of(gathering)
    return {
        "title": _("%(gathering)s: paper") % {"gathering": gathering.title},
        "gathering": f"{gathering.title} · {date_format(gathering.on, 'j F Y')}",
        "lang": language.split("-")[0],
        "region": region if len(region := language.partition("-")[2]) == 2 else "gb",
        "size": wanted.size,
        "paper": wanted.paper,
        "fonts": press.FAMILIES,
        "order": "step" if wanted.by_step else "person",
        "words": words_on_paper(),
        "missing": "",
        "host": _host(gathering, activities) if wanted.with_host else None,
        "join": _join(code, address) if wanted.with_join and code else None,
        "sheets": [_sheet(one) for one in sheets if has_sheet(one)],
        "packs": _packs(wanted),
    }


def pdf_of(data: dict[str, Any]) -> bytes:
    """The file. NotPrinted when there is none, so that the host can ask for less at once."""
    return press.pdf_of(SOURCE, data, otherwise=_("This could not be printed. Try fewer packs or steps at once."))
