"""Promised dates: kept, running or late. Today is an argument."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from alongside.decisions.models import Decision
from alongside.engines.clocks import Clock, read_clock
from alongside.impact.models import Change
from alongside.impact.queries.receipts import owed_voices
from alongside.projects.models import Project, Promise
from alongside.projects.queries import promise_of, promise_on, promises_of
from alongside.voices.models import Voice
from alongside.voices.queries import totals_of

SOON = 14


@dataclass(frozen=True)
class AnswerCounts:
    """How the standing voices are answered. `soon` is due within 14 days; waiting is neither soon nor late."""

    answered: int
    waiting: int
    soon: int
    late: int
    taken_back: int
    oldest: Clock | None

    @property
    def total(self) -> int:
        return self.answered + self.waiting + self.soon + self.late


@dataclass(frozen=True)
class LookBack:
    decision: Decision
    first: Clock
    second: Clock


@dataclass(frozen=True)
class ClocksShown:
    promise: Promise
    answers: AnswerCounts


def clocks_of(project: Project, today: date) -> ClocksShown:
    """What was promised about voices, as it stands today. Three queries."""
    promise = promise_of(project)
    return ClocksShown(promise, answers_owed(project, promise, today))


def standing_decisions(project: Project) -> QuerySet[Decision]:
    """Those that were not decided again: they are looked back at."""
    return Decision.objects.filter(project=project, replaced_by__isnull=True)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _limits(promise: Promise, today: date) -> tuple[datetime, datetime]:
    """What was said before the first is late for its answer; before the second, it is owed one within 14 days."""
    late_before = _midnight(today - timedelta(days=promise.answer_days))
    return late_before, late_before + timedelta(days=SOON + 1)


def late_and_soon(project: Project, promise: Promise, today: date) -> tuple[QuerySet[Voice], QuerySet[Voice]]:
    """Voices that are late for their answer, and those owed one within 14 days."""
    late_before, soon_before = _limits(promise, today)
    owed = owed_voices(project)
    return owed.filter(said_at__lt=late_before), owed.filter(said_at__gte=late_before, said_at__lt=soon_before)


def answers_owed(project: Project, promise: Promise, today: date) -> AnswerCounts:
    late_before, soon_before = _limits(promise, today)
    late = Count("pk", filter=Q(said_at__lt=late_before))
    soon = Count("pk", filter=Q(said_at__gte=late_before, said_at__lt=soon_before))
    owed = owed_voices(project).order_by().aggregate(all=Count("pk"), late=late, soon=soon, oldest=Min("said_at"))
    totals = totals_of(project)
    oldest = timezone.localdate(owed["oldest"]) if owed["oldest"] else None
    clock = read_clock("answer", oldest, promise.answer_days, today) if oldest else None
    waiting = owed["all"] - owed["late"] - owed["soon"]
    answered = totals.voices - totals.taken_back - owed["all"]
    return AnswerCounts(answered, waiting, owed["soon"], owed["late"], totals.taken_back, clock)


def look_backs_of(project: Project, decisions: Iterable[Decision], today: date) -> list[LookBack]:
    """The two look backs of each of these decisions of the project. Two queries more."""
    decisions = list(decisions)
    noted: dict[int, list[date]] = defaultdict(list)
    changes = Change.objects.filter(decision__in=decisions).order_by("noted_at")
    for decision, at in changes.values_list("decision_id", "noted_at"):
        noted[decision].append(timezone.localdate(at))
    promises = list(promises_of(project))
    return [_look_back(one, noted[one.pk], promises, today) for one in decisions]


def _look_back(decision: Decision, noted: list[date], promises: list[Promise], today: date) -> LookBack:
    """The first is met by any change noted since; the second by one noted after the first was due."""
    promise, start = promise_on(promises, decision.decided_on) or Promise(), decision.decided_on
    since = [day for day in noted if day >= start]
    first = read_clock("first_look", start, promise.first_look_days, today, min(since, default=None))
    after = [day for day in since if day > first.due_on]
    second = read_clock("second_look", start, promise.second_look_days, today, min(after, default=None))
    return LookBack(decision, first, second)


def lookbacks_due(project: Project, today: date) -> list[tuple[Decision, Clock]]:
    """Look backs due within 14 days or late: one for each decision, the earlier one first."""
    due = []
    for row in look_backs_of(project, standing_decisions(project), today):
        clock = next((clock for clock in (row.first, row.second) if clock.state in {"soon", "late"}), None)
        if clock:
            due.append((row.decision, clock))
    return sorted(due, key=lambda pair: pair[1].due_on)
