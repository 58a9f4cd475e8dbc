"""What waits for hosts: what was told about words, a second look, appeals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, Min, Q, QuerySet, When
from django.utils import timezone

from alongside.kit.sealed import SealedBroken, unseal
from alongside.moderation.models import Appeal, Report, SetAside
from alongside.moderation.queries.rules_for_words import rules_in_force
from alongside.moderation.rules import Judges, may_agree, may_decide_appeal
from alongside.projects.models import Project

MOST = 101


@dataclass(frozen=True)
class Told:
    """What was told about the same words: by how many, since when, and by when a host looks at it."""

    what: str
    subject_id: int
    people: int  # who are signed in: each counts once
    unnamed: int  # times that somebody told it without signing in
    first_at: datetime
    due_on: date

    @property
    def is_late(self) -> bool:
        return timezone.localdate() > self.due_on


def told_waiting(project: Project) -> list[Told]:
    """Words about which something was told and that no host has looked at, oldest first. Two queries."""
    rows = Report.objects.filter(project=project, outcome="").order_by().values("what", "subject_id")
    counted = rows.annotate(people=Count("person"), all=Count("pk"), first=Min("at"))
    found = list(counted.order_by("first")[:MOST])
    days = timedelta(days=rules_in_force(project).days if found else 0)
    return [
        Told(
            one["what"],
            one["subject_id"],
            one["people"],
            one["all"] - one["people"],
            one["first"],
            timezone.localdate(one["first"]) + days,
        )
        for one in found
    ]


@dataclass(frozen=True)
class ToldWhy:
    """One thing that was told, without who told it. `why` is None where it cannot be opened any more."""

    report: Report
    why: str | None


def reports_about(what: str, pk: int) -> "QuerySet[Report]":
    """What waits first; of that, what people told who are signed in; then the newest."""
    waits, named = Case(When(outcome="", then=0), default=1), Case(When(person=None, then=1), default=0)
    return Report.objects.filter(what=what, subject_id=pk).order_by(waits, named, "-at")


def unnamed_about(project: Project, what: str, pk: int) -> int:
    """How often somebody who is not signed in told about these words, and waits for a host."""
    return Report.objects.filter(project=project, what=what, subject_id=pk, outcome="", person=None).count()


def opened(rows: Iterable[Report]) -> list[ToldWhy]:
    return [ToldWhy(row, _unsealed(row, "why")) for row in rows]


def _unsealed(row: Report | Appeal, field: str) -> str | None:
    try:
        return unseal(row, field)
    except SealedBroken:
        return None


def appeal_words(appeal: Appeal | None) -> str | None:
    """What the person wrote; None where it cannot be opened any more."""
    return "" if appeal is None else _unsealed(appeal, "words")


def needing_second(project: Project) -> "QuerySet[SetAside]":
    """Set aside by one side alone so far, oldest first."""
    rows = SetAside.objects.standing().filter(project=project, needs_second=True, second_at=None)
    return rows.select_related("project").order_by("at")


def open_appeals(project: Project) -> "QuerySet[Appeal]":
    rows = Appeal.objects.filter(aside__project=project, outcome="")
    return rows.select_related("aside__project").order_by("due_on", "at")


def to_agree(project: Project, person: Any) -> list[SetAside]:
    """Those that this person may look at as the second pair of eyes."""
    rows = list(needing_second(project)[:MOST])
    judges = Judges(project) if rows else None
    return [row for row in rows if may_agree(person, row, judges)]


def to_decide(project: Project, person: Any) -> list[Appeal]:
    """Appeals that this person may decide."""
    rows = list(open_appeals(project)[:MOST])
    judges = Judges(project) if rows else None
    return [row for row in rows if may_decide_appeal(person, row.aside, judges)]


def letters_waiting(project: Project) -> "QuerySet[SetAside]":
    """To people who get no email: their words were set aside, or an appeal was decided, and they have not read it."""
    aside = Q(told_how="letter", seen_at=None) & ~Q(ended_how=SetAside.Ended.GONE)
    decided = Q(appeal__told_how="letter", appeal__seen_at=None) & ~Q(appeal__outcome="")
    rows = SetAside.objects.filter(aside | decided, project=project, person__isnull=False)
    return rows.select_related("person", "appeal").order_by("id")


def unseen_by(person: Any) -> tuple[int, int, int]:
    """(words set aside, appeals decided, answers to what they told) that this person has not read yet. Three counts."""
    asides = SetAside.objects.filter(person=person, seen_at=None).exclude(ended_how=SetAside.Ended.GONE)
    decided = Appeal.objects.filter(aside__person=person, seen_at=None).exclude(outcome="")
    answers = Report.objects.filter(person=person, seen_at=None).exclude(outcome="")
    return asides.count(), decided.count(), answers.count()


def told_by(person: Any) -> "QuerySet[Report]":
    """What this person told the hosts about words, newest first."""
    return Report.objects.filter(person=person).select_related("project").order_by("-at")
