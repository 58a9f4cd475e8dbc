"""Who answered what in a project: stances given on pages and in rooms, and marks of activities that run now."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db.models import Count, Max, QuerySet

from alongside.engines.opinion import Answers, gather
from alongside.gatherings.models import Activity, Kind, Seat
from alongside.ledger.models import Step
from alongside.people.models import Person
from alongside.projects.models import Project
from alongside.room.kinds import STANCES
from alongside.room.models import Item, Mark
from alongside.voices.models import Stance, Statement

CHUNK = 20_000
# Steps after which a landscape may look otherwise. What phones put while an activity runs notes no steps: see `as_of`.
CHANGES = (
    *("stance.taken", "stances.brought_in", "statement.made", "statement.hidden", "statement.shown"),
    *("voice.taken_back", "activity.started", "activity.stopped"),
)
Progress = Callable[[int], None]
Row = tuple[int, int, int]  # statement, participant, value


def number_of(*, person: int | None, seat: int | None = None) -> int:
    """The engine's number of a participant: a person, wherever they answered, or a seat without one."""
    return 2 * person if person else 2 * (seat or 0) + 1


@dataclass(frozen=True, eq=False)
class Given:
    """`answers` for the engine, without those of `flagged` participants unless they were asked for."""

    answers: Answers
    flagged: int


def open_statements(project: Project) -> "QuerySet[Statement]":
    """Statements that may be shown: standing, and not taken out by a host."""
    rows = Statement.objects.filter(voice__project=project, voice__taken_back_at__isnull=True)
    return rows.exclude(moderation=Statement.Moderation.HIDDEN)


def running(project: Project) -> "QuerySet[Activity]":
    """Statements that are being answered in a room at this moment, once the hosts show the counts.

    Before that a landscape would tell everybody what the room hides: people answer without looking at others.
    """
    rows = Activity.objects.filter(gathering__project=project, kind=Kind.STATEMENTS)
    return rows.filter(live__stopped_at__isnull=True, live__shown_at__isnull=False)


def stances_in(project: Project) -> "QuerySet[Stance]":
    return Stance.objects.filter(statement__in=open_statements(project).values("pk"))


def answers_of(project: Project, *, with_flagged: bool, progress: Progress = lambda _done: None) -> Given:
    """All that counts. Of two answers of one participant to one statement the later one stands."""
    statements = list(open_statements(project).order_by("pk").values_list("pk", flat=True))
    blocks = [np.zeros((0, 3), np.int64), *_blocks(_stances(project), progress)]
    blocks += _blocks(_marks(project, set(statements)), lambda _done: None)
    rows = np.concatenate(blocks)
    suspects = np.isin(rows[:, 1], _flagged(project))
    flagged = int(np.unique(rows[suspects, 1]).size)
    if not with_flagged:
        rows = rows[~suspects]
    return Given(gather(rows[:, 1], rows[:, 0], rows[:, 2], every_statement=statements), flagged)


def _blocks(rows: Iterator[Row], progress: Progress) -> Iterator["np.ndarray[tuple[int, int], np.dtype[np.int64]]"]:
    """The rows as arrays of a few thousand, so that millions never stand in lists."""
    block: list[Row] = []
    done = 0
    for row in rows:
        block.append(row)
        if len(block) == CHUNK:
            yield np.array(block, np.int64)
            done, block = done + CHUNK, []
            progress(done)
    if block:
        yield np.array(block, np.int64)
        progress(done + len(block))


def _stances(project: Project) -> Iterator[Row]:
    owners = dict(_seats(project).filter(person__isnull=False).values_list("pk", "person_id"))
    rows = stances_in(project).order_by("pk").values_list("statement_id", "person_id", "seat_id", "value")
    for statement, person, seat, value in rows.iterator(chunk_size=CHUNK):
        yield statement, number_of(person=person or owners.get(seat), seat=seat), value


def _marks(project: Project, statements: set[int]) -> Iterator[Row]:
    """What phones and paper put into what runs now; left out where the person has answered later on a page."""
    items = Item.objects.filter(activity__in=running(project), state=Item.State.SHOWN)
    places = {(a, n): s for a, n, s in items.values_list("activity_id", "number", "voice__statement")}
    later = _later(project, {statement for statement in places.values() if statement})
    rows = Mark.objects.filter(activity__in=running(project), value__in=STANCES).order_by("at", "pk")
    found = rows.values_list("activity_id", "slot", "seat__person_id", "seat_id", "value", "at")
    for activity, slot, person, seat, value, at in found.iterator(chunk_size=CHUNK):
        statement = places.get((activity, slot))
        if statement in statements and not (person and at < later.get((statement, person), at)):
            yield statement, number_of(person=person, seat=seat), int(value)


def _later(project: Project, statements: set[int]) -> dict[tuple[int, int | None], datetime]:
    people = _seats(project).filter(person__isnull=False).values("person_id")
    rows = Stance.objects.filter(statement__in=statements, person__in=people)
    return {(statement, person): at for statement, person, at in rows.values_list("statement_id", "person_id", "at")}


def _seats(project: Project) -> "QuerySet[Seat]":
    return Seat.objects.filter(room__gathering__project=project)


def _flagged(project: Project) -> list[int]:
    seats = _seats(project).filter(flagged_at__isnull=False).values_list("pk", "person_id")
    return [number_of(person=person, seat=seat) for seat, person in seats]


def own_stances(project: Project, person: Person) -> dict[int, int]:
    """What this person answered, by statement: to show them, and nobody else, where they stand."""
    return dict(stances_in(project).filter(person=person).values_list("statement_id", "value"))


def as_of(project: Project) -> str:
    """What a landscape stands on beside steps: flagged seats, and what was put into activities that run now."""
    seats = _seats(project).filter(flagged_at__isnull=False).aggregate(n=Count("pk"), last=Max("flagged_at"))
    marks = Mark.objects.filter(activity__in=running(project)).aggregate(n=Count("pk"), last=Max("at"))
    return f"{seats['n']} {seats['last'] or ''} {marks['n']} {marks['last'] or ''}"


def newest_step(project: Project) -> int:
    """The project's newest step; 0 where there is none."""
    rows = Step.objects.filter(project_id=project.pk).order_by("-at", "-id")
    return rows.values_list("pk", flat=True).first() or 0


def count_up_to(project: Project, most: int) -> int:
    """How many answers there are, counted no further than `most` + 1."""
    return stances_in(project).order_by()[: most + 1].count()
