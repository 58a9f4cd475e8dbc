"""What the start page shows of each project, in a constant number of queries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from alongside.decisions.models import Decision
from alongside.projects.models import Membership, Phase, Project
from alongside.projects.queries import projects_seen_by
from alongside.voices.models import Voice


@dataclass(frozen=True)
class PhaseDot:
    """One phase of a project: `state` is done, now or todo."""

    title: str
    state: str


def _counted(rows: QuerySet[Any]) -> Coalesce:
    """How many `rows` a project has (a subquery, so that the counts do not multiply each other)."""
    each = rows.filter(project=OuterRef("pk")).order_by().values("project")
    return Coalesce(Subquery(each.annotate(n=Count("pk")).values("n")), 0)


def listed_projects(person: Any) -> QuerySet[Project]:
    """The projects this person may know of, with how many people, voices and decisions each has."""
    return (
        projects_seen_by(person)
        .prefetch_related("phases")
        .annotate(
            people_count=_counted(Membership.objects.filter(left_at__isnull=True)),
            voice_count=_counted(Voice.objects.filter(taken_back_at__isnull=True)),
            decision_count=_counted(Decision.objects.all()),
        )
    )


def my_projects(person: Any, projects: list[Project]) -> set[int]:
    """Ids of those of the projects in which the person takes part."""
    if not getattr(person, "is_authenticated", False):
        return set()
    rows = Membership.objects.filter(person=person, project__in=projects, left_at__isnull=True)
    return set(rows.values_list("project_id", flat=True))


def _state(phase: Phase, today: date) -> str:
    if phase.starts_on > today:
        return "todo"
    return "done" if phase.ends_on and phase.ends_on < today else "now"


def phase_dots(project: Project, today: date) -> list[PhaseDot]:
    """The project's phases in order, each done, now or still to come. Uses prefetched phases."""
    return [PhaseDot(phase.title, _state(phase, today)) for phase in project.phases.all()]
