"""The run sheet: its steps, in order, without gaps. Every change takes the gathering's row first, so none cross."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.gatherings.models import Activity, Gathering, Kind, Room
from alongside.gatherings.queries import is_used
from alongside.gatherings.techniques import technique
from alongside.kit.text import clean_line, clean_words
from alongside.ledger.actions import note_step
from alongside.people.models import Person
from alongside.projects.actions import must_host
from alongside.projects.rules import may_see

MOST_STEPS = 60
MOST_MINUTES = 600
PICKS = range(1, 21)
LINES = ("title", "question", "easy")
WORDS = ("materials", "say", "access")
FIELDS = (*LINES, *WORDS, "minutes", "technique", "is_break", "kind", "picks", "may_add", "approve")


def _hold(gathering_id: int) -> list[Activity]:
    """The steps in order, while nobody else changes this run sheet. Voices can still come into the gathering."""
    Gathering.objects.select_for_update(no_key=True).get(pk=gathering_id)
    return list(Activity.objects.filter(gathering_id=gathering_id))


def _here(rows: list[Activity], activity: Activity) -> Activity:
    """The step as it is now. ValueError when somebody has taken it out meanwhile."""
    for row in rows:
        if row.pk == activity.pk:
            return row
    raise ValueError(_("This step is not in the run sheet any more."))


def _number(rows: list[Activity]) -> None:
    """Give each step the place it has in the list."""
    for order, row in enumerate(rows):
        row.order = order
    Activity.objects.bulk_update(rows, ["order"])


def _cleaned(fields: dict[str, Any]) -> dict[str, Any]:
    """These fields as they are kept. ValueError for what no step can have."""
    unknown = fields.keys() - set(FIELDS)
    if unknown:
        raise TypeError(f"A step has no {', '.join(sorted(unknown))}")
    clean = {name: clean_line(value) if name in LINES else value for name, value in fields.items()}
    clean |= {name: clean_words(clean[name]) for name in WORDS if name in clean}
    if "technique" in clean and technique(clean["technique"]) is None:
        clean["technique"] = ""
    _check(clean)
    if clean.get("is_break"):
        clean |= {"kind": "", "question": "", "easy": "", "technique": ""}
    return clean


def _check(clean: dict[str, Any]) -> None:
    if not clean.get("title", "-"):
        raise ValueError(_("Give the step a name."))
    if not 1 <= clean.get("minutes", 1) <= MOST_MINUTES:
        raise ValueError(_("A step takes from 1 to 600 minutes."))
    if clean.get("kind", "") not in {"", *Kind.values}:
        raise ValueError(_("Choose one of the ways people can take part."))
    if clean.get("picks", 1) not in PICKS:
        raise ValueError(_("Choose from 1 to 20 dots or places."))


def _tell_phones(gathering_id: int) -> None:
    """What phones and the big screen show may have changed: they look again when the version has grown."""
    Room.objects.filter(gathering_id=gathering_id, closed_at=None).update(version=F("version") + 1)


def _note(verb: str, gathering: Gathering, by: Person, **facts: Any) -> None:
    note_step(verb, subject=gathering, project_id=gathering.project_id, actor=by, **facts)


@transaction.atomic
def add_activity(gathering: Gathering, *, by: Person, title: str, **fields: Any) -> Activity:
    """Put a step at the end of the run sheet. `fields`: any of FIELDS. ValueError when 60 steps are there."""
    must_host(by, gathering.project)
    clean = _cleaned({"title": title, **fields})
    rows = _hold(gathering.pk)
    if len(rows) >= MOST_STEPS:
        raise ValueError(_("A run sheet holds 60 steps at most."))
    _number(rows)
    activity = Activity.objects.create(gathering=gathering, order=len(rows), **clean)
    _note("activity.added", gathering, by, kind=activity.kind)
    return activity


@transaction.atomic
def edit_activity(activity: Activity, *, by: Person, **fields: Any) -> Activity:
    """Change these fields of a step (any of FIELDS). Once something was put into it, its kind stays as it is."""
    must_host(by, activity.gathering.project)
    clean = _cleaned(fields)
    row = _here(_hold(activity.gathering_id), activity)
    _tell_phones(row.gathering_id)
    if clean.get("kind", row.kind) != row.kind and is_used(row):
        raise ValueError(_("This step was used already, so what people do in it stays. Add another step instead."))
    for name, value in clean.items():
        setattr(row, name, value)
    row.save(update_fields=list(clean))
    _note("activity.edited", activity.gathering, by, fields=sorted(clean))
    return row


@transaction.atomic
def move_activity(activity: Activity, *, by: Person, place: int) -> None:
    """Put a step in this place, 0 being the first; beyond the end is the end. Where it is already: nothing happens."""
    must_host(by, activity.gathering.project)
    rows = _hold(activity.gathering_id)
    here = rows.index(_here(rows, activity))
    place = min(max(place, 0), len(rows) - 1)
    if place == here:
        return
    rows.insert(place, rows.pop(here))
    _number(rows)
    _note("activity.moved", activity.gathering, by)


@transaction.atomic
def remove_activity(activity: Activity, *, by: Person) -> None:
    """Take a step out. One into which something was put stays: it is part of what happened."""
    must_host(by, activity.gathering.project)
    rows = _hold(activity.gathering_id)
    row = _here(rows, activity)
    Activity.objects.select_for_update().get(pk=row.pk)  # nothing can be put into it now
    if is_used(row):
        raise ValueError(_("Something was put into this step already, so it stays. You can change its words."))
    rows.remove(row)
    row.delete()
    _number(rows)
    _note("activity.removed", activity.gathering, by)


@transaction.atomic
def copy_run_sheet(gathering: Gathering, *, source: Gathering, by: Person) -> int:
    """Put copies of another gathering's steps after those that are here; how many. Nothing people said comes along."""
    must_host(by, gathering.project)
    if source.pk == gathering.pk or not may_see(by, source.project):
        raise ValueError(_("Choose another gathering."))
    rows = _hold(gathering.pk)
    found = list(Activity.objects.filter(gathering=source))
    if len(rows) + len(found) > MOST_STEPS:
        raise ValueError(_("A run sheet holds 60 steps at most."))
    _number(rows)
    Activity.objects.bulk_create(
        Activity(gathering=gathering, order=order, **{name: getattr(row, name) for name in FIELDS})
        for order, row in enumerate(found, start=len(rows))
    )
    _note("run_sheet.copied", gathering, by, count=len(found))
    return len(found)
