"""What may be read of pulses: their state, and what was told at closing. No number of an open one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from alongside.engines.pulse import LEAST_ANSWERS, gap_between
from alongside.people.models import Person
from alongside.projects.models import Membership, Project, Side
from alongside.projects.rules import may_host
from alongside.trust.models import Pulse, Ticket
from alongside.trust.questions import QUESTIONS

APART_DAYS = 28  # sooner, and the difference of two pulses would tell more of whoever came between them
AGAIN_DAYS = 30  # after so long it is time to ask again


def pulses_of(project: Project) -> QuerySet[Pulse]:
    """Newest first."""
    return Pulse.objects.filter(project=project).order_by("-number")


def closed_pulses(project: Project, most: int = 24) -> list[Pulse]:
    """The newest that were closed, oldest of them first."""
    return list(pulses_of(project).filter(closed_on__isnull=False)[:most])[::-1]


def earliest(last: Pulse) -> date:
    """From when on another pulse may be opened."""
    return (last.closed_on or last.closes_on) + timedelta(days=APART_DAYS)


def may_open_in(project: Project, person: Any) -> bool:
    return bool(may_host(person, project) and not project.ended_on)


def waiting_for(person: Any) -> QuerySet[Ticket]:
    """The open pulses a person is asked in and has neither answered nor declined."""
    rows = Ticket.objects.filter(person=person, is_used=False, pulse__closed_on=None, pulse__project__ended_on=None)
    return rows.select_related("pulse__project")


def has_answered(pulse: Pulse, person: Any) -> bool:
    if not isinstance(person, Person):
        return False
    return Ticket.objects.filter(pulse=pulse, person=person, is_used=True).exists()


def sizes(project: Project) -> dict[str, int]:
    """How many people are on each side now."""
    counts = dict.fromkeys(Side.values, 0)
    for side in Membership.objects.filter(project=project, left_at=None).values_list("side", flat=True):
        counts[side] += 1
    return counts


@dataclass(frozen=True)
class Answered:
    """One side's answer to one question: `median` None where too few answered, `spread` None where it stays untold."""

    side: str
    name: str
    asked: int
    answered: int
    median: float | None = None
    spread: tuple[tuple[int, int], ...] | None = None

    @property
    def is_told(self) -> bool:
        return self.median is not None


@dataclass(frozen=True)
class QuestionTold:
    """One question of one closed pulse, both sides, and by how much their medians differ (0: less than two)."""

    key: str
    words: str
    sides: list[Answered]
    gap: float
    higher: str = ""  # the name of the side that put it higher, where there is a gap


def told_of(pulse: Pulse, project: Project) -> list[QuestionTold]:
    """What was told of a closed pulse, question by question; empty before it is closed."""
    if not pulse.told:
        return []
    return [_question(pulse.told, key, project) for key in QUESTIONS]


def _question(told: dict[str, Any], key: str, project: Project) -> QuestionTold:
    sides = [_answered(told[side], key, side, project) for side in Side.values]
    gap = gap_between(sides[0].median, sides[1].median)
    higher = max(sides, key=lambda one: one.median or 0.0).name if gap else ""
    return QuestionTold(key, str(QUESTIONS[key]), sides, gap, higher)


def _answered(told: dict[str, Any], key: str, side: str, project: Project) -> Answered:
    name, found = project.side_name(side), told["questions"].get(key)
    if found is None:
        return Answered(side, name, told["asked"], told["answered"])
    spread = tuple((low, high) for low, high in found["spread"]) if found["spread"] else None
    return Answered(side, name, told["asked"], found["answered"], found["median"], spread)


@dataclass(frozen=True)
class Point:
    """One closed pulse in a question's picture."""

    on: date
    number: int
    told: QuestionTold


def over_months(pulses: Iterable[Pulse], project: Project) -> dict[str, list[Point]]:
    """By question: all closed pulses, oldest first. No query."""
    months: dict[str, list[Point]] = {key: [] for key in QUESTIONS}
    for pulse in pulses:
        for told in told_of(pulse, project):
            months[told.key].append(Point(pulse.closed_on or pulse.closes_on, pulse.number, told))
    return months


@dataclass(frozen=True)
class Gap:
    """For a signal: of how many questions that both sides may be told, in how many do the medians differ by two."""

    gaps: int
    told: int
    asked: int
    on: date | None


def perception_gap(project: Project) -> Gap:
    """Of the newest closed pulse: staff and community, not hosts and others. Hosts are a part of the sides: told apart,
    the rest of their side would be told too (`docs/decisions/0021-trust-pulse.md`)."""
    pulse = pulses_of(project).filter(closed_on__isnull=False).first()
    questions = told_of(pulse, project) if pulse else []
    both = [one for one in questions if all(side.is_told for side in one.sides)]
    return Gap(sum(1 for one in both if one.gap), len(both), len(QUESTIONS), pulse.closed_on if pulse else None)


def newest_pulse(project: Project) -> Pulse | None:
    return pulses_of(project).first()


def due_again(project: Project, last: Pulse | None, today: date) -> tuple[bool, int]:
    """Whether it is time to ask again after the `last` pulse, and for how many days it has been.

    The first time: a month after the start, where each side has five people, because less could never be told.
    """
    if last is None:
        days = (today - project.starts_on).days - AGAIN_DAYS
        return days >= 0 and min(sizes(project).values()) >= LEAST_ANSWERS, days
    if last.closed_on is None:
        return False, 0
    days = (today - last.closed_on).days - AGAIN_DAYS
    return days >= 0, days
