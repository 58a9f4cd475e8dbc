"""The rules in force, and what changed from version to version."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from alongside.moderation.models import WordRules
from alongside.moderation.points import DAYS, STARTING_POINTS
from alongside.projects.models import Project


@dataclass(frozen=True)
class InForce:
    """The rules that hold now. `number` 0: nobody has written a version yet, and every project begins with these."""

    number: int
    lines: list[str]
    days: int
    made_at: datetime | None = None
    row: WordRules | None = None  # the version itself, which can have easy words


def versions_of(project: Project) -> "QuerySet[WordRules]":
    """All versions, newest first."""
    return WordRules.objects.filter(project=project).order_by("-number")


def starting_lines() -> list[str]:
    return [str(point) for point in STARTING_POINTS]


def rules_in_force(project: Project) -> InForce:
    row = versions_of(project).first()
    if row is None:
        return InForce(0, starting_lines(), DAYS)
    return InForce(row.number, row.lines, row.days, row.made_at, row)
